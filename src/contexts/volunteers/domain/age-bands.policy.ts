import type { AgePolicy } from '../../../kernel/age-policy.js';

/** How old, as coarsely as the rules need it. The birth date itself is personal. */
export type AgeBand = 'adult' | '14-17' | '6-13';

/**
 * Minors need their guardian's consent (Civil Code art. 19); of those under 14 every datum is
 * sensitive (PIPL art. 28, 31); those under 6 are not registered. Undefined for them. The names of
 * the bands are those of the shipped figures; an operator's figures move their borders.
 */
export function ageBandOf(age: number, policy: AgePolicy): AgeBand | undefined {
  if (age < policy.registerFrom) return undefined;
  if (age < policy.sensitiveBelow) return '6-13';
  return age < policy.adultFrom ? '14-17' : 'adult';
}
