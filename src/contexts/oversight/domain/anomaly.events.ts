import type { DomainEvent } from '../../../kernel/message.js';

export const CHECK_FINDINGS = ['nothing-found', 'explained', 'irregular'] as const;
export type CheckFinding = (typeof CHECK_FINDINGS)[number];

/** Somebody looked into an anomaly. What they found in words stands in the vault. */
export type AnomalyChecked = DomainEvent<
  'oversight.AnomalyChecked',
  {
    readonly anomalyId: string;
    readonly rule: string;
    /** In what was recorded in this month it was found: `2026-03`. */
    readonly month: string;
    /** The records it was about when it was checked: more of them later are not checked. */
    readonly records: number;
    readonly recordIds: readonly string[];
    readonly finding: CheckFinding;
    readonly checker: string;
    readonly hasNote: boolean;
  }
>;

export type AnomalyEvent = AnomalyChecked;
