import type { LocalDate } from '../../../kernel/calendar.js';
import type { RecordPolicy } from './record.policy.js';
import { reject } from './record-life.rejections.js';
import { occupies, type ServiceBook } from './service-book.state.js';

interface DayAsked {
  readonly recordId: string;
  readonly date: LocalDate;
  readonly centiHours: number;
  /** Why the day is so long stands in the vault. */
  readonly reasonStated: boolean;
}

/** Hundredths that a day has with this record in it, in place of any earlier version. */
export function dayWith({ recordId, date, centiHours }: DayAsked, state: ServiceBook): number {
  let sum = centiHours;
  for (const record of state.records.values()) {
    if (record.recordId !== recordId && record.date === date && occupies(record)) {
      sum += record.centiHours;
    }
  }
  return sum;
}

/**
 * V13: more in a day than the policy expects needs a stated reason. More than 24 hours cannot be:
 * records of a day lie within it (V2) and do not overlap (V3).
 */
export function refuseUnexplainedDay(
  asked: DayAsked,
  state: ServiceBook,
  { longDayCentiHours: limitCentiHours }: RecordPolicy,
): void {
  const dayCentiHours = dayWith(asked, state);
  if (dayCentiHours > limitCentiHours && !asked.reasonStated) {
    reject('service-records/long-day-reason-missing', { dayCentiHours, limitCentiHours });
  }
}
