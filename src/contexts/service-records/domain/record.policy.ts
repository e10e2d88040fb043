import type { LocalDate } from '../../../kernel/calendar.js';

/**
 * Figures the texts leave open (`docs/GLOSSARY.md`): versioned data with an effective date, never
 * constants in a rule. A decision names the version it used.
 */
export interface RecordPolicy {
  readonly version: string;
  readonly effectiveFrom: LocalDate;
  /** Full working days a record stands in public before it takes effect (practice under M340). */
  readonly publicityWorkingDays: number;
  /** A code counts from so long before the shift begins. */
  readonly signInOpensMinutes: number;
  /** A sign-out counts until so long after the shift ends. */
  readonly signOutClosesMinutes: number;
}

export const RECORD_POLICIES: readonly RecordPolicy[] = [
  {
    version: 'service-records/2021-02',
    effectiveFrom: '2021-02-01',
    publicityWorkingDays: 3,
    signInOpensMinutes: 30,
    signOutClosesMinutes: 120,
  },
];

/** The policy in force on a day: the latest that has begun; before the first one, the first. */
export function recordPolicyOn(
  date: LocalDate,
  policies: readonly RecordPolicy[] = RECORD_POLICIES,
): RecordPolicy {
  const [first, ...rest] = policies;
  if (!first) throw new Error('invariant broken: no record policy');
  return rest.reduce((found, p) => (p.effectiveFrom <= date ? p : found), first);
}
