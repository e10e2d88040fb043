import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Evidence, Grade } from './evidence.policy.js';
import type { VoidReason } from './void-reasons.js';

export const CORRECTION_REASONS = [
  'wrong-times',
  'forgotten-sign-in',
  'forgotten-sign-out',
  'better-evidence',
  'objection-upheld',
] as const;
/** `late-sign-out` is no reason that somebody states: it says what the evidence is. */
export type CorrectionReason = (typeof CORRECTION_REASONS)[number] | 'late-sign-out';

/** The values a correction puts in place of the old ones, with evidence of their own. */
export interface CorrectedValues {
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly centiHours: number;
  readonly evidence: Evidence;
  /** The late sign-out whose evidence this is. */
  readonly lateSignOutId?: string;
}

/** What one person proposes and another confirms. */
export type Change =
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'void'; readonly reason: VoidReason }
  | ({ readonly kind: 'correct'; readonly reason: CorrectionReason } & CorrectedValues);

/** The first of two persons has said what should become of a record, or of an objection to it. */
export type ChangeProposed = DomainEvent<
  'service-records.ChangeProposed',
  {
    readonly recordId: string;
    /** The version that is to change. */
    readonly version: number;
    readonly volunteerId: string;
    readonly proposalId: string;
    /** The objection that it would decide. */
    readonly objectionId: string | null;
    readonly proposer: string;
    readonly change: Change;
  }
>;

/** The second person did not agree: nothing has changed, and somebody may propose anew. */
export type ProposalReturned = DomainEvent<
  'service-records.ProposalReturned',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly proposalId: string;
    readonly decider: string;
  }
>;

/**
 * A new version stands in the place of the old one. Before effect it is submitted anew; after
 * effect it counts at once, and what left and what came stands here for every other book.
 */
export type RecordCorrected = DomainEvent<
  'service-records.RecordCorrected',
  {
    readonly recordId: string;
    /** The new version. */
    readonly version: number;
    readonly volunteerId: string;
    readonly activityId: string | null;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    readonly date: LocalDate;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly centiHours: number;
    readonly wasEffective: boolean;
    /** Of the correction's own evidence. */
    readonly grade: Grade;
    readonly evidence: Evidence;
    /** The late sign-out that it accepted. */
    readonly lateSignOutId?: string;
    /** The first of the two persons: who proposed it. */
    readonly recorder: string;
    /** The second: who confirmed it. */
    readonly approver: string;
    readonly previous: {
      readonly version: number;
      readonly date: LocalDate;
      readonly startsAt: Instant;
      readonly endsAt: Instant;
      readonly centiHours: number;
      readonly grade: Grade;
    };
    readonly reason: CorrectionReason;
  }
>;

export type ProposalEvent = ChangeProposed | ProposalReturned | RecordCorrected;
