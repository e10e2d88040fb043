import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * Who else may certify what an organisation recorded. Who records, certifies (谁记录谁证明); on merger,
 * split or dissolution the successor or superior body may (G149), and an organisation may entrust
 * another with it.
 */
export type IssuerSucceeded = DomainEvent<
  'certificates.IssuerSucceeded',
  {
    /** Whose records they are; it issues nothing any more. */
    readonly organisationId: string;
    readonly successorId: string;
    readonly cause: SuccessionCause;
    readonly on: LocalDate;
  }
>;

export const SUCCESSION_CAUSES = ['merged', 'split', 'dissolved'] as const;
export type SuccessionCause = (typeof SUCCESSION_CAUSES)[number];

export type IssuingDelegated = DomainEvent<
  'certificates.IssuingDelegated',
  { readonly organisationId: string; readonly delegateId: string; readonly on: LocalDate }
>;

export type DelegationEnded = DomainEvent<
  'certificates.DelegationEnded',
  { readonly organisationId: string; readonly delegateId: string; readonly on: LocalDate }
>;

/** What the issuer's own paper carries beside the Chinese; null where it has none. */
export type LetterheadSet = DomainEvent<
  'certificates.LetterheadSet',
  {
    readonly organisationId: string;
    /** Printed on papers in two languages. */
    readonly englishName: string | null;
    /** The title in Traditional Mongolian, as the issuer words it. */
    readonly mongolianTitle: string | null;
  }
>;

/** How many persons approve before a certificate is issued; one where nobody set it. */
export type ApprovalsSet = DomainEvent<
  'certificates.ApprovalsSet',
  { readonly organisationId: string; readonly approvals: 1 | 2 }
>;

export type IssuerRightsEvent =
  IssuerSucceeded | IssuingDelegated | DelegationEnded | LetterheadSet | ApprovalsSet;
