import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** How much of a small group is told in public. */
export interface StatisticsPolicy extends Policy {
  /** Numbers of fewer people than this are not published (O67 art. 16); shares always are. */
  readonly peopleMin: number;
}

/** `statistics` in an operator's policy file. */
export const STATISTICS_POLICIES: readonly [StatisticsPolicy, ...StatisticsPolicy[]] = [
  { version: 'statistics/2021-02', effectiveFrom: '2021-02-01', peopleMin: 5 },
];

export function statisticsPolicyOn(
  date: LocalDate,
  policies: readonly StatisticsPolicy[] = STATISTICS_POLICIES,
): StatisticsPolicy {
  return policyOn(date, policies);
}
