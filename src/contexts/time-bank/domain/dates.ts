import type { LocalDate } from '../../../kernel/calendar.js';

/** The first day of the next quarter: grants of this one end with it. */
export function nextQuarter(date: LocalDate): LocalDate {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3 + 4;
  return first > 12 ? `${year + 1}-01-01` : `${year}-${String(first).padStart(2, '0')}-01`;
}

/** Full years on a day. */
export function fullYears(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The same day so many months later; the first of the month after where there is none. */
export function monthsLater(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const later = new Date(Date.UTC(year, month - 1 + months, day));
  return later.toISOString().slice(0, 10);
}
