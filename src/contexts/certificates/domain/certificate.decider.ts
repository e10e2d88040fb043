import { addDays, type LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { ROWS_MAX } from './certificate-content.js';
import { listsAny } from './certificate-extras.js';
import type {
  AcceptCertificate,
  ApproveCertificate,
  CertificateCommand,
  IssueCertificate,
  MarkStale,
  RefuseCertificate,
  RequestCertificate,
  ReprintCertificate,
  RevokeCertificate,
  SupersedeCertificate,
} from './certificate.commands.js';
import type { CertificateEvent, CertificateRequested } from './certificate.events.js';
import type { CertificatePolicy } from './certificate.policy.js';
import { reject } from './certificates.rejections.js';

export interface Certificate {
  status: CertificateState;
  request: CertificateRequested['data'] | undefined;
  number: string;
  /** The day it was accepted, by the second person where there are two: the day of issue, however long issuing takes. */
  acceptedOn: LocalDate;
  acceptedBy: string;
  /** The issue counts as the first printing. */
  printings: number;
  supersededBy: string | undefined;
  /** Records whose change is noted already. */
  readonly changed: Set<string>;
}

export type CertificateState =
  | 'none'
  | 'requested'
  | 'refused'
  /** Accepted by one of two persons. */
  | 'awaiting-approval'
  | 'accepted'
  | 'issued'
  /** Issued, but an hour it lists has changed since. */
  | 'stale'
  | 'superseded'
  | 'revoked';

export const certificate: Decider<CertificateCommand, Certificate, CertificateEvent> = {
  category: 'certificate',
  streamId: ({ data }) => data.certificateId,
  initialState: () => ({
    status: 'none',
    request: undefined,
    number: '',
    acceptedOn: '',
    acceptedBy: '',
    printings: 0,
    supersededBy: undefined,
    changed: new Set(),
  }),
  decide(command, state) {
    return command.type === 'RequestCertificate'
      ? request(command.data, state)
      : decideKnown(command, state);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'certificates.CertificateRequested':
        state.request = event.data;
        state.status = 'requested';
        break;
      case 'certificates.CertificateAccepted':
        state.status = 'accepted';
        state.acceptedOn = event.data.on;
        state.acceptedBy = event.data.officer;
        break;
      case 'certificates.ApprovalAwaited':
        state.status = 'awaiting-approval';
        break;
      case 'certificates.CertificateApproved':
        state.status = 'accepted';
        state.acceptedOn = event.data.on;
        break;
      case 'certificates.CertificateRefused':
        state.status = 'refused';
        break;
      case 'certificates.CertificateIssued':
        state.status = 'issued';
        state.number = event.data.number;
        state.printings = 1;
        break;
      default:
        evolveIssued(state, event);
    }
    return state;
  },
};

function decideKnown(
  command: Exclude<CertificateCommand, RequestCertificate>,
  state: Certificate,
): CertificateEvent[] {
  if (state.status === 'none') reject('certificates/unknown');
  switch (command.type) {
    case 'AcceptCertificate':
      return accept(command.data, state);
    case 'ApproveCertificate':
      return approve(command.data, state);
    case 'RefuseCertificate':
      return refuse(command.data, state);
    case 'IssueCertificate':
      return issue(command.data, state);
    case 'MarkStale':
      return markStale(command.data, state);
    case 'SupersedeCertificate':
      return supersede(command.data, state);
    case 'ReprintCertificate':
      return reprint(command.data, state);
    case 'RevokeCertificate':
      return revoke(command.data, state);
    default:
      return unreachable(command);
  }
}

function evolveIssued(state: Certificate, event: AfterIssue): void {
  switch (event.type) {
    case 'certificates.CertificateStale':
      state.status = 'stale';
      state.changed.add(event.data.recordId);
      break;
    case 'certificates.CertificateSuperseded':
      state.status = 'superseded';
      state.supersededBy = event.data.byCertificateId;
      break;
    case 'certificates.CertificateReprinted':
      state.printings = event.data.printing;
      break;
    case 'certificates.CertificateRevoked':
      state.status = 'revoked';
      break;
    case 'certificates.CertificatePublicised':
    case 'certificates.ExtrasListed':
      break;
    default:
      // A type of a later version: what is recorded is never refused.
      break;
  }
}

type AfterIssue = Exclude<
  CertificateEvent,
  {
    type:
      | `certificates.Certificate${'Requested' | 'Accepted' | 'Approved' | 'Refused' | 'Issued'}`
      | 'certificates.ApprovalAwaited';
  }
>;

function request(data: RequestCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status !== 'none') reject('certificates/exists');
  if (data.to < data.from) reject('certificates/period-backwards');
  if (data.minor && data.askedBy === 'holder') reject('certificates/guardian-must-ask');
  if (data.choices.idNumber === 'full' && data.askedBy === 'issuer') {
    reject('certificates/full-number-is-the-holders-choice');
  }
  return [{ type: 'certificates.CertificateRequested', data }];
}

function accept(data: AcceptCertificate['data'], state: Certificate): CertificateEvent[] {
  requireRequested(state);
  const { certificateId, officer, on } = data;
  if (data.officerVolunteerId === state.request?.volunteerId) {
    reject('certificates/own-certificate');
  }
  if (data.issuerSucceeded) reject('certificates/issuer-succeeded');
  if (data.services === 0) reject('certificates/nothing-to-certify');
  if (data.services > ROWS_MAX) reject('certificates/too-many-rows', { max: ROWS_MAX });
  return [
    { type: 'certificates.CertificateAccepted', data: { certificateId, officer, on } },
    ...(data.approvals === 1
      ? []
      : [{ type: 'certificates.ApprovalAwaited', data: { certificateId, on } } as const]),
  ];
}

/** What one person accepted, the second may still refuse. */
function refuse(data: RefuseCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status !== 'awaiting-approval') requireRequested(state);
  return [{ type: 'certificates.CertificateRefused', data }];
}

/** The second of two persons (G149: person in charge and handler). */
function approve(data: ApproveCertificate['data'], state: Certificate): CertificateEvent[] {
  const { certificateId, officer, officerVolunteerId, on } = data;
  const { status, request: wanted, acceptedBy } = state;
  if (status !== 'awaiting-approval') reject('certificates/not-awaiting-approval', { status });
  if (officerVolunteerId === wanted?.volunteerId) reject('certificates/own-certificate');
  if (officer === acceptedBy) reject('certificates/second-person-needed');
  return [{ type: 'certificates.CertificateApproved', data: { certificateId, officer, on } }];
}

/** Issued once: a second attempt, after a crash in the middle, finds nothing left to do. */
function issue(data: IssueCertificate['data'], state: Certificate): CertificateEvent[] {
  const { policy, extras, ...facts } = data;
  if (isLive(state) && state.number === data.number) return [];
  if (state.status !== 'accepted') reject('certificates/not-accepted', { status: state.status });
  const until = publicityOf(state, policy);
  const policies = { certificates: policy.version };
  const { replaces = null } = state.request ?? {};
  const issued = { ...facts, publicityUntil: until, replaces };
  const { certificateId, number, organisationId, issuedOn } = facts;
  const shown = { certificateId, number, organisationId, from: issuedOn };
  return [
    ...(listsAny(extras)
      ? [{ type: 'certificates.ExtrasListed', data: { certificateId, ...extras } } as const]
      : []),
    { type: 'certificates.CertificateIssued', data: issued, policies },
    ...(until === null
      ? []
      : [{ type: 'certificates.CertificatePublicised', data: { ...shown, until } } as const]),
  ];
}

/** Publicity needs the holder's own consent, and minors stand in no public list (PIPL art. 25, 31). */
export function publicityOf(
  { request: wanted, acceptedOn }: Pick<Certificate, 'request' | 'acceptedOn'>,
  policy: CertificatePolicy,
): LocalDate | null {
  if (!wanted?.choices.publicity || wanted.minor) return null;
  return addDays(acceptedOn, policy.publicityDays);
}

/** Quiet for what does not count any more, and for a change that is noted already. */
function markStale(data: MarkStale['data'], state: Certificate): CertificateEvent[] {
  if (!isLive(state) || state.changed.has(data.recordId)) return [];
  return [{ type: 'certificates.CertificateStale', data: { ...data, number: state.number } }];
}

/** Quiet once it is superseded or revoked: the first successor is the one that counts. */
function supersede(data: SupersedeCertificate['data'], state: Certificate): CertificateEvent[] {
  if (!isLive(state)) return [];
  return [{ type: 'certificates.CertificateSuperseded', data: { ...data, number: state.number } }];
}

function reprint(
  { certificateId, on }: ReprintCertificate['data'],
  { status, number, printings }: Certificate,
): CertificateEvent[] {
  if (status !== 'issued') reject('certificates/not-live', { status });
  const printing = printings + 1;
  return [
    { type: 'certificates.CertificateReprinted', data: { certificateId, number, printing, on } },
  ];
}

function revoke(data: RevokeCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status === 'revoked') reject('certificates/already-revoked');
  if (!isLive(state)) reject('certificates/not-issued', { status: state.status });
  return [{ type: 'certificates.CertificateRevoked', data: { ...data, number: state.number } }];
}

function isLive({ status }: Certificate): boolean {
  return status === 'issued' || status === 'stale';
}

function requireRequested({ status }: Certificate): void {
  if (status !== 'requested') reject('certificates/not-requested', { status });
}
