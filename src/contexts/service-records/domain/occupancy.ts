import { type Interval, millis, overlaps } from '../../../kernel/calendar.js';
import { occupies, type ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';

/**
 * @param except a record that would give its own place up
 * @throws Rejection `service-records/overlaps`: V3 and V6, across all activities
 */
export function refuseOverlap(interval: Interval, state: ServiceBook, except?: string): void {
  for (const record of state.records.values()) {
    if (record.recordId === except || !occupies(record)) continue;
    if (overlaps(interval, record)) reject('service-records/overlaps');
  }
}

/** V1: hours that nobody could have served in any of these shifts can't be written down either. */
export function refuseOutside(shifts: readonly Interval[], interval: Interval): void {
  const inside = shifts.some(
    ({ startsAt, endsAt }) =>
      millis(interval.startsAt) >= millis(startsAt) && millis(interval.endsAt) <= millis(endsAt),
  );
  const [first] = shifts;
  if (inside || !first) return;
  reject('service-records/outside-shift', { from: first.startsAt, to: first.endsAt });
}
