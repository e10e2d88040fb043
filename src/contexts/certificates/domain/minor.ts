import type { LocalDate } from '../../../kernel/calendar.js';

const ADULT_FROM = 18;

/** Under 18 on a day (Civil Code art. 17). Who is born on 29 February comes of age on 1 March. */
export function isMinorOn(birthDate: LocalDate, day: LocalDate): boolean {
  const cameOfAge = `${Number(birthDate.slice(0, 4)) + ADULT_FROM}${birthDate.slice(4)}`;
  return day < cameOfAge;
}
