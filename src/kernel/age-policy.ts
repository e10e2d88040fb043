import type { LocalDate } from './calendar.js';
import { type Policy, policyOn } from './policy.js';

/**
 * What the law leaves to those who run the service: from which age on somebody may take part, and
 * how far a guardian must come along. Full years (Civil Code arts. 17–20; PIPL arts. 28, 31).
 */
export interface AgePolicy extends Policy {
  /** Younger ones are not registered and do not take part. */
  readonly registerFrom: number;
  /** Younger ones come only with their guardian beside them. */
  readonly aloneFrom: number;
  /** Every datum of younger ones is sensitive, and their guardian decides about it. */
  readonly sensitiveBelow: number;
  /** Younger ones need their guardian's consent, and stay away from danger. */
  readonly adultFrom: number;
}

/** `age` in an operator's policy file. */
export const AGE_POLICIES: readonly [AgePolicy, ...AgePolicy[]] = [
  {
    version: '2026-01',
    effectiveFrom: '2017-12-01',
    registerFrom: 6,
    aloneFrom: 8,
    sensitiveBelow: 14,
    adultFrom: 18,
  },
];

export function agePolicyOn(
  date: LocalDate,
  policies: readonly AgePolicy[] = AGE_POLICIES,
): AgePolicy {
  return policyOn(date, policies);
}

/** Full years on a day. Who is born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
