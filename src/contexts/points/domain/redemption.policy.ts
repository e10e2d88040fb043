import { type Policy } from '../../../kernel/policy.js';

/** Terms of picking up: local rules, versioned. */
export interface RedemptionPolicy extends Policy {
  /** Whole days for picking up, after the day of redeeming. */
  readonly pickUpDays: number;
  /** Wrong codes after which only cancelling is left. */
  readonly missesMax: number;
  /** Pieces of one redemption. */
  readonly countMax: number;
}

/** `redemption` in an operator's policy file. */
export const REDEMPTION_POLICIES: readonly [RedemptionPolicy, ...RedemptionPolicy[]] = [
  {
    version: 'redemption/2021-02',
    effectiveFrom: '2021-02-01',
    pickUpDays: 7,
    missesMax: 5,
    countMax: 20,
  },
];
