import type { LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type {
  CertificateIssued,
  CertificateRequested,
  KeysCreated,
  RefuseReason,
  RevokeReason,
} from './certificate.events.js';

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
      /** Fact: effective records of this issuer in the period. */
      readonly services: number;
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
    readonly data: CertificateIssued['data'],
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
  RequestCertificate | AcceptCertificate | RefuseCertificate | IssueCertificate | RevokeCertificate;

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
