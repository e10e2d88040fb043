import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** Why a person's data are to be deleted (PIPL arts. 47, 49). */
export const ERASURE_GROUNDS = [
  'own-wish',
  'purpose-done',
  'consent-withdrawn',
  'unlawful-processing',
  'relative-of-the-dead',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** What is under way and needs the person's data until it is settled. */
export const OBSTACLE_KINDS = [
  'record',
  'objection',
  'proposal',
  'certificate',
  'complaint',
  'star',
  'credit',
  'household',
  'role',
] as const;
export type ObstacleKind = (typeof OBSTACLE_KINDS)[number];

/** Reasons not to erase; a refusal is never without one (PIPL art. 50). */
export const REFUSAL_REASONS = ['identity-not-shown', 'not-entitled', 'held-by-law'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

interface OfRequest {
  readonly volunteerId: string;
  readonly requestId: string;
}

export type ErasureRequested = DomainEvent<
  'privacy.ErasureRequested',
  OfRequest & {
    readonly ground: ErasureGround;
    readonly requester: string;
    /** By the person with their own account; else staff took it down. */
    readonly bySelf: boolean;
    readonly on: LocalDate;
  }
>;

export type ErasureWithdrawn = DomainEvent<
  'privacy.ErasureWithdrawn',
  OfRequest & { readonly on: LocalDate }
>;

/** Nothing is done with the data but keeping and protecting them (PIPL art. 47, last sentence). */
export type ProcessingRestricted = DomainEvent<
  'privacy.ProcessingRestricted',
  OfRequest & {
    readonly decider: string;
    /** What is under way; empty when a law makes us keep the data for now. */
    readonly obstacles: readonly ObstacleKind[];
    /** Until when a law makes us keep them; null when none does. */
    readonly retainUntil: LocalDate | null;
    readonly on: LocalDate;
  }
>;

export type ErasureRefused = DomainEvent<
  'privacy.ErasureRefused',
  OfRequest & { readonly decider: string; readonly reason: RefusalReason; readonly on: LocalDate }
>;

export type ErasureApproved = DomainEvent<
  'privacy.ErasureApproved',
  OfRequest & { readonly decider: string; readonly on: LocalDate }
>;

/** The keys are destroyed; hours, sums and proofs stay. */
export type PersonalDataErased = DomainEvent<
  'privacy.PersonalDataErased',
  OfRequest & {
    /** Released, so that the person may come back as somebody new. */
    readonly identityHash: string;
    /** The person's own accounts, which are closed. */
    readonly accountIds: readonly string[];
    readonly at: Instant;
  }
>;

export type ErasureEvent =
  | ErasureRequested
  | ErasureWithdrawn
  | ProcessingRestricted
  | ErasureRefused
  | ErasureApproved
  | PersonalDataErased;
