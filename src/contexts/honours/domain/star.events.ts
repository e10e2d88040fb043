import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { ApproverLevel, SchemeId } from './star-scheme.policy.js';

interface StarRef {
  readonly volunteerId: string;
  readonly scheme: SchemeId;
  readonly applicationId: string;
}

/** The hours an application rests on, and where in the ledger they were counted. */
export interface CountedHours {
  readonly centiHours: number;
  /** Days of service that count, both included. */
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** The read models had come this far; null on an empty ledger. */
  readonly position: string | null;
}

export type StarApplied = DomainEvent<
  'honours.StarApplied',
  StarRef & {
    readonly star: number;
    readonly requiredCentiHours: number;
    readonly approverLevel: ApproverLevel;
    readonly counted: CountedHours;
    readonly applicant: string;
    readonly on: LocalDate;
  }
>;

/** Approved at the right level, and in public from then on. */
export type StarPublicised = DomainEvent<
  'honours.StarPublicised',
  StarRef & {
    readonly star: number;
    readonly approver: string;
    readonly level: ApproverLevel;
    readonly from: LocalDate;
    readonly effectiveOn: LocalDate;
    /** True when a year without a holiday calendar was counted as Monday to Friday. */
    readonly provisional: boolean;
  }
>;

export type StarRefused = DomainEvent<
  'honours.StarRefused',
  StarRef & {
    readonly star: number;
    readonly reason: 'not-approved' | 'objection-upheld' | 'hours-voided';
    readonly decider: string;
  }
>;

/** Somebody objects while it is in public; the words stand in the vault. The clock stops. */
export type StarObjected = DomainEvent<
  'honours.StarObjected',
  StarRef & {
    readonly objectionId: string;
    readonly objector: string;
    readonly on: LocalDate;
  }
>;

export type StarObjectionDismissed = DomainEvent<
  'honours.StarObjectionDismissed',
  StarRef & {
    readonly objectionId: string;
    readonly decider: string;
    readonly on: LocalDate;
    /** The working days that were left run on. */
    readonly effectiveOn: LocalDate;
    readonly provisional: boolean;
  }
>;

export type StarGranted = DomainEvent<
  'honours.StarGranted',
  StarRef & {
    readonly star: number;
    readonly requiredCentiHours: number;
    /** Counted again on the day it is granted. */
    readonly counted: CountedHours;
    readonly on: LocalDate;
  }
>;

/** Hours were voided below the threshold: somebody looks at it. Never silent, never by itself. */
export type StarReviewOpened = DomainEvent<
  'honours.StarReviewOpened',
  StarRef & { readonly centiHours: number; readonly requiredCentiHours: number }
>;

export type StarKept = DomainEvent<
  'honours.StarKept',
  StarRef & { readonly centiHours: number; readonly decider: string; readonly on: LocalDate }
>;

export type StarRevoked = DomainEvent<
  'honours.StarRevoked',
  StarRef & { readonly star: number; readonly decider: string; readonly on: LocalDate }
>;

export type StarEvent =
  | StarApplied
  | StarPublicised
  | StarRefused
  | StarObjected
  | StarObjectionDismissed
  | StarGranted
  | StarReviewOpened
  | StarKept
  | StarRevoked;
