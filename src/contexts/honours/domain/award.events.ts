import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** The three ways of O67 art. 9 on which an award comes into the record. */
export const AWARD_PATHS = ['own', 'government', 'other'] as const;
export type AwardPath = (typeof AWARD_PATHS)[number];

export const AWARD_LEVELS = [
  'organisation',
  'township',
  'county',
  'prefecture',
  'province',
  'national',
] as const;
export type AwardLevel = (typeof AWARD_LEVELS)[number];

/** A volunteer hands in what somebody else awarded them; title and granting unit in the vault. */
export type AwardHandedIn = DomainEvent<
  'honours.AwardHandedIn',
  {
    readonly awardId: string;
    readonly volunteerId: string;
    readonly organisationId: string;
    readonly path: Exclude<AwardPath, 'own'>;
    readonly level: AwardLevel;
    readonly on: LocalDate;
    /** SHA-256 of the paper. */
    readonly proofHash: string;
    readonly applicant: string;
  }
>;

/** It stands in the record: title, date and granting unit (O67 art. 9). */
export type AwardRecorded = DomainEvent<
  'honours.AwardRecorded',
  {
    readonly awardId: string;
    readonly volunteerId: string;
    readonly organisationId: string;
    readonly path: AwardPath;
    readonly level: AwardLevel;
    readonly on: LocalDate;
    readonly proofHash: string | null;
    readonly recorder: string;
  }
>;

export type AwardRefused = DomainEvent<
  'honours.AwardRefused',
  { readonly awardId: string; readonly volunteerId: string; readonly checker: string }
>;

export const AWARD_REVOCATION_REASONS = [
  'entered-in-error',
  'paper-false',
  'withdrawn-by-grantor',
] as const;
export type AwardRevocationReason = (typeof AWARD_REVOCATION_REASONS)[number];

export type AwardRevoked = DomainEvent<
  'honours.AwardRevoked',
  {
    readonly awardId: string;
    readonly volunteerId: string;
    readonly reason: AwardRevocationReason;
    readonly on: LocalDate;
    readonly revoker: string;
  }
>;

export type AwardEvent = AwardHandedIn | AwardRecorded | AwardRefused | AwardRevoked;
