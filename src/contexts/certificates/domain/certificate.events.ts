import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { CertificateTotals } from './certificate-content.js';

/**
 * The life of one certificate (O67 art. 14–17): requested, accepted or refused, issued, and perhaps
 * revoked. What is printed stands in the vault; the event holds its hash and its sums.
 */
export type CertificateRequested = DomainEvent<
  'certificates.CertificateRequested',
  {
    readonly certificateId: string;
    readonly volunteerId: string;
    readonly organisationId: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
  }
>;

export type CertificateAccepted = DomainEvent<
  'certificates.CertificateAccepted',
  { readonly certificateId: string; readonly officer: string; readonly on: LocalDate }
>;

export type CertificateRefused = DomainEvent<
  'certificates.CertificateRefused',
  { readonly certificateId: string; readonly officer: string; readonly reason: RefuseReason }
>;

export type CertificateIssued = DomainEvent<
  'certificates.CertificateIssued',
  {
    readonly certificateId: string;
    readonly number: string;
    readonly volunteerId: string;
    readonly organisationId: string;
    readonly issuedOn: LocalDate;
    readonly from: LocalDate;
    readonly to: LocalDate;
    /** Exactly the effective records up to here. */
    readonly logPosition: string;
    readonly records: readonly { readonly recordId: string; readonly version: number }[];
    readonly totals: CertificateTotals;
    /** SHA-256 (hex) of credential.json, which is salted: it can't be guessed from the hash. */
    readonly contentHash: string;
    /** SHA-256 (hex) of the code in the address, and of the number with its check code. */
    readonly codeHash: string;
    readonly numberHash: string;
    readonly tokenKeyId: string;
    readonly documentKeyId: string;
    readonly publicityUntil: LocalDate;
  }
>;

export type CertificateRevoked = DomainEvent<
  'certificates.CertificateRevoked',
  {
    readonly certificateId: string;
    readonly number: string;
    readonly reason: RevokeReason;
    readonly on: LocalDate;
  }
>;

export const REFUSE_REASONS = ['not-our-record', 'facts-unclear', 'withdrawn'] as const;
export type RefuseReason = (typeof REFUSE_REASONS)[number];

export const REVOKE_REASONS = ['issued-in-error', 'records-false', 'holder-asked'] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

export type CertificateEvent =
  | CertificateRequested
  | CertificateAccepted
  | CertificateRefused
  | CertificateIssued
  | CertificateRevoked;

/** One line of the register: numbers run without gaps for a division code and year. */
export type NumberAssigned = DomainEvent<
  'certificates.NumberAssigned',
  {
    readonly divisionCode: string;
    readonly year: number;
    readonly serial: number;
    readonly number: string;
    readonly certificateId: string;
    readonly organisationId: string;
  }
>;

/** A pair of keys of an organisation: one for QR tokens, one for PDFs. Public halves only. */
export type KeysCreated = DomainEvent<
  'certificates.KeysCreated',
  {
    readonly organisationId: string;
    readonly organisationName: string;
    readonly keys: readonly {
      readonly keyId: string;
      readonly algorithm: 'Ed25519' | 'ES256';
      readonly publicKey: string;
      readonly certificate: string | null;
    }[];
    readonly notBefore: Instant;
    readonly notAfter: Instant;
  }
>;
