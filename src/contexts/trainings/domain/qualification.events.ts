import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * A qualification of a volunteer (R685 art. 16). Issuer and number of the paper stand in the vault.
 * That it expires is a fact of its dates: no event says so.
 */
export type QualificationGranted = DomainEvent<
  'trainings.QualificationGranted',
  {
    readonly volunteerId: string;
    readonly qualificationId: string;
    /** A code such as `first-aid`: what activities require. */
    readonly kind: string;
    readonly basis: QualificationBasis;
    readonly validFrom: LocalDate;
    /** The last day it counts; null = without end. */
    readonly validUntil: LocalDate | null;
    readonly grantor: string;
  }
>;

/** Why it was granted: a course studied here, or a paper that was shown. */
export type QualificationBasis =
  | { readonly kind: 'course'; readonly courseId: string; readonly centiHours: number }
  | { readonly kind: 'proof'; readonly proofHash: string };

export const REVOCATION_REASONS = [
  'entered-in-error',
  'paper-false',
  'withdrawn-by-issuer',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export type QualificationRevoked = DomainEvent<
  'trainings.QualificationRevoked',
  {
    readonly volunteerId: string;
    readonly qualificationId: string;
    readonly reason: RevocationReason;
    readonly on: LocalDate;
    readonly grantor: string;
  }
>;

export type QualificationEvent = QualificationGranted | QualificationRevoked;
