import { type Instant, millis } from '../../../kernel/calendar.js';
import type { FeedbackPolicy } from './feedback.policy.js';

/** One place in one shift, and what became of it. */
export interface Expected {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** When the volunteer gave the place back; null when they kept it. */
  readonly withdrawnAt: Instant | null;
  readonly cancelled: boolean;
  readonly signedIn: boolean;
  /** A record that stands lies in the shift, however it came into the book. */
  readonly recorded: boolean;
}

const MINUTE_MS = 60_000;

/**
 * 未到岗: enrolled, the shift is over, and neither a sign-in nor a record. Derived from the books at
 * a moment and never stored, so an hour that is entered later takes the no-show away by itself.
 */
export function isNoShow(place: Expected, asOf: Instant, policy: FeedbackPolicy): boolean {
  if (place.cancelled || place.signedIn || place.recorded) return false;
  const looksAt = millis(place.endsAt) + policy.graceMinutes * MINUTE_MS;
  if (millis(asOf) < looksAt) return false;
  if (place.withdrawnAt === null) return true;
  const inTime = millis(place.startsAt) - policy.excusedMinutes * MINUTE_MS;
  return millis(place.withdrawnAt) > inTime;
}
