import { type Instant, type Interval, millis } from '../../../kernel/calendar.js';
import { centiHoursOfSeconds } from '../../../kernel/centi-hours.js';
import type { EndEvidence } from './evidence.policy.js';
import type { OpenSignIn } from './service-book.state.js';

/** The time really given inside the shift (Order 67 art. 7): neither waiting before it nor after. */
export function servedUntil(open: OpenSignIn, at: Instant): Interval {
  return { startsAt: later(open.at, open.shiftStartsAt), endsAt: earlier(at, open.shiftEndsAt) };
}

export function centiHoursOf({ startsAt, endsAt }: Interval): number {
  return centiHoursOfSeconds((millis(endsAt) - millis(startsAt)) / 1000);
}

/** A personal code on a phone changes every half minute: the same one twice was not shown twice. */
export function isSameShowing(from: EndEvidence, to: EndEvidence): boolean {
  if (from.kind !== 'station-device' || to.kind !== 'station-device') return false;
  return from.window !== undefined && from.window === to.window;
}

/** Of several that a moment may belong to: the one that had begun last. */
export function begunLast<T>(found: readonly T[], beginning: (one: T) => Instant): T | undefined {
  const [first, ...rest] = found;
  if (first === undefined) return undefined;
  return rest.reduce(
    (last, one) => (millis(beginning(one)) < millis(beginning(last)) ? last : one),
    first,
  );
}

export function earlier(a: Instant, b: Instant): Instant {
  return millis(a) < millis(b) ? a : b;
}

function later(a: Instant, b: Instant): Instant {
  return millis(a) > millis(b) ? a : b;
}
