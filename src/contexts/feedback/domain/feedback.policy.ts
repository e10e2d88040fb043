import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** Figures about evaluations, complaints and no-shows. */
export interface FeedbackPolicy extends Policy {
  /** Evaluations are made within these working days after the service (O67 art. 11). */
  readonly evaluationWorkingDays: number;
  /** A complaint is decided within these; O67 names no number. */
  readonly complaintWorkingDays: number;
  /** Who withdraws at least so many minutes before the shift is excused. */
  readonly excusedMinutes: number;
  /** A shift is looked at so many minutes after its end: a late scan or sign-out may come. */
  readonly graceMinutes: number;
}

/** `feedback` in an operator's policy file. */
export const FEEDBACK_POLICIES: readonly [FeedbackPolicy, ...FeedbackPolicy[]] = [
  {
    version: 'feedback/2021-02',
    effectiveFrom: '2021-02-01',
    evaluationWorkingDays: 10,
    complaintWorkingDays: 10,
    excusedMinutes: 120,
    graceMinutes: 120,
  },
];

export function feedbackPolicyOn(
  date: LocalDate,
  policies: readonly FeedbackPolicy[] = FEEDBACK_POLICIES,
): FeedbackPolicy {
  return policyOn(date, policies);
}
