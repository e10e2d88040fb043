import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/**
 * The terms of the time bank: versioned data with an effective date. All amounts in hundredths of an
 * hour. No text of law fixes these figures: they are local rules, and every decision names its version.
 */
export interface CreditPolicy extends Policy {
  /** Credit one person can earn for service of one day. */
  readonly dailyCapCentiHours: number;
  /** Credit one account can hold; what comes over it is offered for donation. */
  readonly accountCapCentiHours: number;
  /** Redemption goes in steps of this. */
  readonly redeemStepCentiHours: number;
  readonly holdDays: number;
}

/** `time-bank` in an operator's policy file. */
export const CREDIT_POLICIES: readonly [CreditPolicy, ...CreditPolicy[]] = [
  {
    version: 'time-bank/2021-02',
    effectiveFrom: '2021-02-01',
    dailyCapCentiHours: 800,
    accountCapCentiHours: 150_000,
    redeemStepCentiHours: 50,
    holdDays: 30,
  },
];

export function creditPolicyOn(
  date: LocalDate,
  policies: readonly CreditPolicy[] = CREDIT_POLICIES,
): CreditPolicy {
  return policyOn(date, policies);
}
