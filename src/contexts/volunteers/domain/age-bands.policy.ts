import type { LocalDate } from '../../../kernel/calendar.js';

/** How old, as coarsely as the rules need it. The birth date itself is personal. */
export type AgeBand = 'adult' | '14-17' | '6-13';

/**
 * Minors need their guardian's consent (Civil Code art. 19); of those under 14 every datum is
 * sensitive (PIPL art. 28, 31); those under 6 are not registered.
 */
export const ageBandsPolicy = {
  version: '2026-01',
  registerFrom: 6,
  sensitiveBelow: 14,
  adultFrom: 18,
} as const;

/** Undefined below the age of registration. */
export function ageBandOf(age: number): AgeBand | undefined {
  if (age < ageBandsPolicy.registerFrom) return undefined;
  if (age < ageBandsPolicy.sensitiveBelow) return '6-13';
  return age < ageBandsPolicy.adultFrom ? '14-17' : 'adult';
}

/** Full years on a day. Who is born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
