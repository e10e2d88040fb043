import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { CertificateTotals } from './certificate-content.js';
import type { ListedExtras } from './certificate-extras.js';

/**
 * The life of one certificate (O67 art. 14–17, G149): requested, accepted or refused, issued and
 * publicised, and perhaps stale, superseded or revoked. What is printed stands in the vault; the
 * event holds its hash and its sums.
 */
export type CertificateRequested = DomainEvent<
  'certificates.CertificateRequested',
  {
    readonly certificateId: string;
    readonly volunteerId: string;
    readonly organisationId: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly askedBy: AskedBy;
    /** Under 18 on the day of the request: never publicised. */
    readonly minor: boolean;
    readonly choices: HolderChoices;
    /** The stale certificate this one is to replace. */
    readonly replaces: string | null;
    readonly batchId: string | null;
  }
>;

export const ASKED_BY = ['holder', 'guardian', 'issuer'] as const;
/** On whose wish (O67 art. 14); who typed it in stands in the metadata. */
export type AskedBy = (typeof ASKED_BY)[number];

/** Chinese, or Chinese and English side by side. */
export const LANGUAGES = ['zh', 'zh-en'] as const;
export type CertificateLanguage = (typeof LANGUAGES)[number];

/** What the holder may choose; the choice is part of the record. */
export interface HolderChoices {
  /** The ID number as it is printed: masked unless the holder wants it in full. */
  readonly idNumber: 'masked' | 'full';
  /** Agrees that the issue is publicised inside the unit, name masked (PIPL art. 25). */
  readonly publicity: boolean;
  readonly language: CertificateLanguage;
}

export type CertificateAccepted = DomainEvent<
  'certificates.CertificateAccepted',
  { readonly certificateId: string; readonly officer: string; readonly on: LocalDate }
>;

/** A second person has to approve before it is issued. */
export type ApprovalAwaited = DomainEvent<
  'certificates.ApprovalAwaited',
  { readonly certificateId: string; readonly on: LocalDate }
>;

/** By another officer than the one who accepted. */
export type CertificateApproved = DomainEvent<
  'certificates.CertificateApproved',
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
    /** Null when it is not publicised. */
    readonly publicityUntil: LocalDate | null;
    /** The certificate it takes the place of. */
    readonly replaces: string | null;
  }
>;

/** Training, awards, star and evaluation that the certificate issued with this event says as well. */
export type ExtrasListed = DomainEvent<
  'certificates.ExtrasListed',
  { readonly certificateId: string } & ListedExtras
>;

/** Shown inside the unit, generally for seven days at least (G149); the certificate is valid meanwhile. */
export type CertificatePublicised = DomainEvent<
  'certificates.CertificatePublicised',
  {
    readonly certificateId: string;
    readonly number: string;
    readonly organisationId: string;
    readonly from: LocalDate;
    readonly until: LocalDate;
  }
>;

/** Something it lists was corrected, voided or revoked: it no longer says what the ledger says. */
export type CertificateStale = DomainEvent<
  'certificates.CertificateStale',
  {
    readonly certificateId: string;
    readonly number: string;
    /** The service record, training session, award or star application that changed. */
    readonly recordId: string;
    readonly cause: StaleCause;
    readonly on: LocalDate;
  }
>;

export type StaleCause =
  'corrected' | 'voided' | 'training-withdrawn' | 'award-revoked' | 'star-revoked';

/** Another certificate stands in its place; the register keeps both. */
export type CertificateSuperseded = DomainEvent<
  'certificates.CertificateSuperseded',
  {
    readonly certificateId: string;
    readonly number: string;
    readonly byCertificateId: string;
    readonly byNumber: string;
    readonly on: LocalDate;
  }
>;

/** Printed again under the same number: 再次打印 n. The first printing is the issue itself. */
export type CertificateReprinted = DomainEvent<
  'certificates.CertificateReprinted',
  {
    readonly certificateId: string;
    readonly number: string;
    readonly printing: number;
    readonly on: LocalDate;
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
  | ApprovalAwaited
  | CertificateApproved
  | CertificateRefused
  | ExtrasListed
  | CertificateIssued
  | CertificatePublicised
  | CertificateStale
  | CertificateSuperseded
  | CertificateReprinted
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
      readonly algorithm: 'Ed25519' | 'ES256' | 'SM2';
      readonly publicKey: string;
      readonly certificate: string | null;
    }[];
    readonly notBefore: Instant;
    readonly notAfter: Instant;
  }
>;

/**
 * A key that must not be trusted from an instant on: because it was found out (the earliest moment
 * at which others may have had it), or because it is used no more (Electronic Signature Law art. 15).
 */
export type KeyRevoked = DomainEvent<
  'certificates.KeyRevoked',
  {
    readonly organisationId: string;
    readonly keyId: string;
    readonly reason: KeyRevocationReason;
    readonly invalidFrom: Instant;
  }
>;

export const KEY_REVOCATION_REASONS = ['compromised', 'replaced', 'ceased'] as const;
export type KeyRevocationReason = (typeof KEY_REVOCATION_REASONS)[number];

export type OrganisationKeysEvent = KeysCreated | KeyRevoked;
