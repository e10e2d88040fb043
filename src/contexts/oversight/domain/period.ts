import { addDays, isLocalDate, type LocalDate, yearOf } from '../../../kernel/calendar.js';
import { reject } from './oversight.rejections.js';

export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const YEARS_MAX = 10;

/**
 * The days asked for; what is missing is filled up with this calendar year until today.
 *
 * @throws Rejection `oversight/period-malformed`
 */
export function periodOf(asked: Partial<Period>, today: LocalDate): Period {
  const from = asked.from ?? `${yearOf(asked.to ?? today)}-01-01`;
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today);
  const good = isLocalDate(from) && isLocalDate(to) && from <= to;
  if (!good || addDays(from, YEARS_MAX * 366) < to) {
    reject('oversight/period-malformed', { years: YEARS_MAX });
  }
  return { from, to };
}
