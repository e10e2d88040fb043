import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** Classes of personal data that are deleted by the calendar; all others stay until erasure. */
export const RETAINED_CLASSES = [
  'complaint',
  'objection',
  'proposal',
  'evaluation',
  'proof',
  'reads',
] as const;
export type RetainedClass = (typeof RETAINED_CLASSES)[number];

/**
 * How long what is kept, in months after the matter was closed: the decision of a complaint or an
 * objection, the effect or rejection of the record a proof is for, the day of a read. No law names
 * these figures; PIPL art. 19 asks for the shortest that serves the purpose.
 */
export interface RetentionPolicy extends Policy {
  readonly keepMonths: Readonly<Record<RetainedClass, number>>;
}

/** `retention` in an operator's policy file. */
export const RETENTION_POLICIES: readonly [RetentionPolicy, ...RetentionPolicy[]] = [
  {
    version: 'retention/2026-01',
    effectiveFrom: '2026-01-01',
    keepMonths: {
      // Civil limitation of actions: three years (Civil Code art. 188).
      complaint: 36,
      objection: 36,
      proposal: 36,
      evaluation: 36,
      proof: 36,
      // Records of processing: three years at least (PIPL art. 56).
      reads: 36,
    },
  },
];

export function retentionPolicyOn(
  date: LocalDate,
  policies: readonly RetentionPolicy[] = RETENTION_POLICIES,
): RetentionPolicy {
  return policyOn(date, policies);
}

/** The last day that is over: what was closed before it is deleted today. */
export function cutoff(today: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  // A day that month does not have sorts behind its last one, as it should.
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}-${pad(day, 2)}`;
}
