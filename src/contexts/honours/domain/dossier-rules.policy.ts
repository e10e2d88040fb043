import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/**
 * What a "four 100" round 四个100 asks of its candidates, as far as it was read. What was not read is
 * judged "not confirmed", never guessed.
 */
export interface DossierRules extends Policy {
  /** Where the figures come from, for whoever doubts them. */
  readonly source: string;
  /** Services in a year from which a year, or a volunteer, counts as active. */
  readonly activeServices: number;
  readonly volunteerActiveYears: number;
  readonly organisationFoundedYears: number;
  readonly organisationProjects: number;
  readonly organisationVolunteers: number;
  readonly organisationActivePercent: number;
  readonly projectYears: number;
}

/** `four-100` in an operator's policy file. */
export const DOSSIER_RULES: readonly [DossierRules, ...DossierRules[]] = [
  {
    version: 'four-100/2024',
    effectiveFrom: '2024-01-01',
    source: '2024 年度学雷锋志愿服务“四个100”先进典型评选通知（摘录）',
    activeServices: 3,
    volunteerActiveYears: 3,
    organisationFoundedYears: 3,
    organisationProjects: 2,
    organisationVolunteers: 20,
    organisationActivePercent: 60,
    projectYears: 3,
  },
];

export function dossierRulesOn(date: LocalDate, rules: readonly DossierRules[]): DossierRules {
  return policyOn(date, rules);
}
