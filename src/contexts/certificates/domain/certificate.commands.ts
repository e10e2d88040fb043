import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type {
  CertificateIssued,
  CertificateRequested,
  CertificateStale,
  KeyRevoked,
  KeysCreated,
  RefuseReason,
  RevokeReason,
} from './certificate.events.js';
import type { ListedExtras } from './certificate-extras.js';
import type { CertificatePolicy } from './certificate.policy.js';

export class RequestCertificate {
  readonly type = 'RequestCertificate';
  constructor(
    readonly data: CertificateRequested['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class AcceptCertificate {
  readonly type = 'AcceptCertificate';
  constructor(
    readonly data: {
      readonly certificateId: string;
      readonly officer: string;
      readonly officerVolunteerId: string | null;
      readonly on: LocalDate;
      /** Fact: effective records in the period that this issuer may certify. */
      readonly services: number;
      /** Fact: the issuer gave way to a successor. */
      readonly issuerSucceeded: boolean;
      /** Fact: how many persons approve an issue of this issuer. */
      readonly approvals: 1 | 2;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ApproveCertificate {
  readonly type = 'ApproveCertificate';
  constructor(
    readonly data: {
      readonly certificateId: string;
      readonly officer: string;
      readonly officerVolunteerId: string | null;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RefuseCertificate {
  readonly type = 'RefuseCertificate';
  constructor(
    readonly data: {
      readonly certificateId: string;
      readonly officer: string;
      readonly reason: RefuseReason;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class IssueCertificate {
  readonly type = 'IssueCertificate';
  constructor(
    readonly data: Omit<CertificateIssued['data'], 'publicityUntil' | 'replaces'> & {
      readonly policy: CertificatePolicy;
      readonly extras: ListedExtras;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Something it lists is no longer what it was. */
export class MarkStale {
  readonly type = 'MarkStale';
  constructor(
    readonly data: Omit<CertificateStale['data'], 'number'>,
    readonly meta: CommandMeta,
  ) {}
}

export class SupersedeCertificate {
  readonly type = 'SupersedeCertificate';
  constructor(
    readonly data: {
      readonly certificateId: string;
      readonly byCertificateId: string;
      readonly byNumber: string;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReprintCertificate {
  readonly type = 'ReprintCertificate';
  constructor(
    readonly data: { readonly certificateId: string; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeCertificate {
  readonly type = 'RevokeCertificate';
  constructor(
    readonly data: {
      readonly certificateId: string;
      readonly reason: RevokeReason;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type CertificateCommand =
  | RequestCertificate
  | AcceptCertificate
  | ApproveCertificate
  | RefuseCertificate
  | IssueCertificate
  | MarkStale
  | SupersedeCertificate
  | ReprintCertificate
  | RevokeCertificate;

/**
 * Holds live certificates against what they list, as the ledger has it at a position: those that list
 * a record, those of a volunteer for what is listed beside hours, or one. The facts stand in the read model, so a handler of its own asks.
 */
export class CheckCertificates {
  readonly type = 'CheckCertificates';
  constructor(
    readonly data: {
      readonly about:
        | { readonly recordId: string }
        | { readonly volunteerId: string }
        | { readonly certificateId: string };
      readonly asOf: string;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class AssignNumber {
  readonly type = 'AssignNumber';
  constructor(
    readonly data: {
      readonly divisionCode: string;
      readonly year: number;
      readonly certificateId: string;
      readonly organisationId: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class CreateKeys {
  readonly type = 'CreateKeys';
  constructor(
    readonly data: KeysCreated['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeKey {
  readonly type = 'RevokeKey';
  constructor(
    readonly data: KeyRevoked['data'] & {
      /** Fact: now. Nobody can know of a compromise to come. */
      readonly now: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type OrganisationKeysCommand = CreateKeys | RevokeKey;
