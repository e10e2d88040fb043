import type { LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { ROWS_MAX } from './certificate-content.js';
import type {
  AcceptCertificate,
  CertificateCommand,
  IssueCertificate,
  RequestCertificate,
  RevokeCertificate,
} from './certificate.commands.js';
import type { CertificateEvent } from './certificate.events.js';
import { reject } from './certificates.rejections.js';

export interface Certificate {
  status: 'none' | 'requested' | 'refused' | 'accepted' | 'issued' | 'revoked';
  volunteerId: string;
  number: string;
  /** The day it was accepted: the day of issue, however long issuing takes. */
  acceptedOn: LocalDate;
}

export const certificate: Decider<CertificateCommand, Certificate, CertificateEvent> = {
  category: 'certificate',
  streamId: ({ data }) => data.certificateId,
  initialState: () => ({ status: 'none', volunteerId: '', number: '', acceptedOn: '' }),
  decide(command, state) {
    if (command.type === 'RequestCertificate') return request(command.data, state);
    if (state.status === 'none') reject('certificates/unknown');
    switch (command.type) {
      case 'AcceptCertificate':
        return accept(command.data, state);
      case 'RefuseCertificate':
        requireRequested(state);
        return [{ type: 'certificates.CertificateRefused', data: command.data }];
      case 'IssueCertificate':
        return issue(command.data, state);
      case 'RevokeCertificate':
        return revoke(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'certificates.CertificateRequested':
        return { ...state, status: 'requested', volunteerId: event.data.volunteerId };
      case 'certificates.CertificateAccepted':
        return { ...state, status: 'accepted', acceptedOn: event.data.on };
      case 'certificates.CertificateRefused':
        return { ...state, status: 'refused' };
      case 'certificates.CertificateIssued':
        return { ...state, status: 'issued', number: event.data.number };
      case 'certificates.CertificateRevoked':
        return { ...state, status: 'revoked' };
      default:
        return state;
    }
  },
};

function request(data: RequestCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status !== 'none') reject('certificates/exists');
  if (data.to < data.from) reject('certificates/period-backwards');
  return [{ type: 'certificates.CertificateRequested', data }];
}

function accept(data: AcceptCertificate['data'], state: Certificate): CertificateEvent[] {
  requireRequested(state);
  const { certificateId, officer, on } = data;
  if (data.officerVolunteerId === state.volunteerId) reject('certificates/own-certificate');
  if (data.services === 0) reject('certificates/nothing-to-certify');
  if (data.services > ROWS_MAX) reject('certificates/too-many-rows', { max: ROWS_MAX });
  return [{ type: 'certificates.CertificateAccepted', data: { certificateId, officer, on } }];
}

/** Issued once: a second attempt, after a crash in the middle, finds nothing left to do. */
function issue(data: IssueCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status === 'issued' && state.number === data.number) return [];
  if (state.status !== 'accepted') reject('certificates/not-accepted', { status: state.status });
  return [{ type: 'certificates.CertificateIssued', data }];
}

function revoke(data: RevokeCertificate['data'], state: Certificate): CertificateEvent[] {
  if (state.status === 'revoked') reject('certificates/already-revoked');
  if (state.status !== 'issued') reject('certificates/not-issued', { status: state.status });
  return [{ type: 'certificates.CertificateRevoked', data: { ...data, number: state.number } }];
}

function requireRequested({ status }: Certificate): void {
  if (status !== 'requested') reject('certificates/not-requested', { status });
}
