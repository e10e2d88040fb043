import { type Instant, localDateOf, millis } from '../../../kernel/calendar.js';
import { type CentiHours, centiHoursOfSeconds } from '../../../kernel/centi-hours.js';
import { reject } from './service-records.rejections.js';

const DAY_SECONDS = 86_400;

export interface StatedInterval {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly now: Instant;
  /** Undefined when the hours are simply those of the interval. */
  readonly statedCentiHours?: number;
}

/**
 * Holds an interval against V2, V4 and V5 and the stated hours, in the order in which an import
 * names the first rule broken: no time · backwards · over a day · midnight · future · hours exceed.
 *
 * @returns the hours that count: what is stated, else the interval rounded down
 */
export function judgeInterval({ startsAt, endsAt, now, statedCentiHours }: StatedInterval): number {
  const seconds = (millis(endsAt) - millis(startsAt)) / 1000;
  if (seconds === 0) reject('service-records/no-time');
  if (seconds < 0) reject('service-records/end-before-start');
  if (seconds > DAY_SECONDS) reject('service-records/over-24-hours');
  if (localDateOf(startsAt) !== localDateOf(endsAt)) reject('service-records/crosses-midnight');
  if (millis(endsAt) > millis(now)) reject('service-records/in-the-future');
  const interval: CentiHours = centiHoursOfSeconds(seconds);
  const counted = statedCentiHours ?? interval;
  if (counted <= 0) reject('service-records/no-time');
  if (counted > interval) {
    reject('service-records/hours-exceed-interval', {
      statedCentiHours: counted,
      intervalCentiHours: interval,
    });
  }
  return counted;
}
