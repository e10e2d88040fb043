import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** Figures the texts on certificates leave open. */
export interface CertificatePolicy extends Policy {
  /** Calendar days an issue is publicised inside the unit (G149: generally seven at least). */
  readonly publicityDays: number;
}

/** `certificates` in an operator's policy file. */
export const CERTIFICATE_POLICIES: readonly [CertificatePolicy, ...CertificatePolicy[]] = [
  { version: 'certificates/2021-02', effectiveFrom: '2021-02-01', publicityDays: 7 },
];

export function certificatePolicyOn(
  date: LocalDate,
  policies: readonly CertificatePolicy[] = CERTIFICATE_POLICIES,
): CertificatePolicy {
  return policyOn(date, policies);
}
