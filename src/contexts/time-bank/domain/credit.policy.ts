import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/**
 * The terms of the time bank: versioned data with an effective date. All amounts in hundredths of an
 * hour. No text of law fixes these figures: they are local rules, and every decision names its version.
 */
export interface CreditPolicy extends Policy {
  /** Credit one person can earn for service of one day. */
  readonly dailyCapCentiHours: number;
  /** Credit one account can hold; what comes over it waits for its owner's choice. */
  readonly accountCapCentiHours: number;
  /** From so much on an account is told that its cap is near. */
  readonly accountWarnCentiHours: number;
  /** Redemption goes in steps of this. */
  readonly redeemStepCentiHours: number;
  readonly holdDays: number;
  /** Full years from which one may redeem for oneself; 0 = any age (Beijing 60, Shanghai 65). */
  readonly spendAgeFrom: number;
  /** To whom one may give; `1` hop always. */
  readonly giftRelations: readonly string[];
  /** Who may claim what a dead holder left, and for how many months. */
  readonly estateRelations: readonly string[];
  readonly claimMonths: number;
  /** Who may be granted credit from the pool, and how much a month. */
  readonly grantGrounds: readonly string[];
  readonly grantMonthlyCentiHours: number;
  /** `open`: all stations honour all credit; `agreement`: only what an agreement covers. */
  readonly acceptance: string;
  /** From so many percent of an agreement's limit on, both stations are told. */
  readonly limitWarnPercent: number;
}

/** `time-bank` in an operator's policy file. */
export const CREDIT_POLICIES: readonly [CreditPolicy, ...CreditPolicy[]] = [
  {
    version: 'time-bank/2021-02',
    effectiveFrom: '2021-02-01',
    dailyCapCentiHours: 800,
    accountCapCentiHours: 150_000,
    accountWarnCentiHours: 140_000,
    redeemStepCentiHours: 50,
    holdDays: 30,
    spendAgeFrom: 0,
    giftRelations: ['spouse', 'parent', 'grandparent', 'child'],
    estateRelations: ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'],
    claimMonths: 12,
    grantGrounds: ['solitary-80', 'hardship-disabled', 'hardship'],
    grantMonthlyCentiHours: 1_000,
    acceptance: 'open',
    limitWarnPercent: 80,
  },
];

export function creditPolicyOn(
  date: LocalDate,
  policies: readonly CreditPolicy[] = CREDIT_POLICIES,
): CreditPolicy {
  return policyOn(date, policies);
}
