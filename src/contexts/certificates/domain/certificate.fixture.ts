import { aMeta } from '../../../../test/support/given.js';
import {
  AcceptCertificate,
  IssueCertificate,
  RefuseCertificate,
  RequestCertificate,
  RevokeCertificate,
} from './certificate.commands.js';
import type { ListedExtras } from './certificate-extras.js';
import type {
  CertificateEvent,
  CertificateIssued,
  CertificateRequested,
} from './certificate.events.js';

const facts = {
  ...{ certificateId: 'c-1', volunteerId: 'v-1', organisationId: 'o-1' },
  ...{ from: '2026-01-01', to: '2026-12-31' },
};
export const wanted: CertificateRequested['data'] = {
  ...{ ...facts, askedBy: 'holder', minor: false, replaces: null, batchId: null },
  choices: { idNumber: 'masked', publicity: true, language: 'zh' },
};
export const content: Omit<CertificateIssued['data'], 'publicityUntil' | 'replaces'> = {
  ...facts,
  number: '150602001003-2026-000001-7',
  issuedOn: '2026-03-16',
  logPosition: '42',
  records: [{ recordId: 'r-1', version: 1 }],
  totals: { centiHours: 333, services: 1, byGrade: { 'A+': 0, A: 333, B: 0, C: 0, D: 0 } },
  ...{ contentHash: 'a', codeHash: 'b', numberHash: 'c' },
  ...{ tokenKeyId: 'k-1', documentKeyId: 'k-2' },
};

const policy = { version: 'certificates/test', effectiveFrom: '2021-02-01', publicityDays: 7 };

export const request = (over = {}) => new RequestCertificate({ ...wanted, ...over }, aMeta());
export const accept = (over: Partial<AcceptCertificate['data']> = {}) =>
  new AcceptCertificate(
    {
      ...{ certificateId: 'c-1', officer: 'officer', officerVolunteerId: null },
      ...{ on: '2026-03-16', services: 1, issuerSucceeded: false, approvals: 1, ...over },
    },
    aMeta(),
  );
export const refuseBy = (officer: string) =>
  new RefuseCertificate({ certificateId: 'c-1', officer, reason: 'facts-unclear' }, aMeta());
export const refuse = refuseBy('officer');
export const extras: ListedExtras = { trainings: [], awards: [], star: null, evaluation: null };
export const issue = (over = {}) =>
  new IssueCertificate({ ...content, policy, extras, ...over }, aMeta());
export const revoke = new RevokeCertificate(
  { certificateId: 'c-1', reason: 'records-false', on: '2026-04-01' },
  aMeta(),
);

export const requested: CertificateEvent = {
  type: 'certificates.CertificateRequested',
  data: wanted,
};
export const accepted: CertificateEvent = {
  type: 'certificates.CertificateAccepted',
  data: { certificateId: 'c-1', officer: 'officer', on: '2026-03-16' },
};
export const refusedBy = (officer: string): CertificateEvent => ({
  type: 'certificates.CertificateRefused',
  data: { certificateId: 'c-1', officer, reason: 'facts-unclear' },
});
export const refused = refusedBy('officer');
export const issued: CertificateEvent = {
  type: 'certificates.CertificateIssued',
  data: { ...content, publicityUntil: '2026-03-23', replaces: null },
  policies: { certificates: 'certificates/test' },
};
export const { number } = content;
export const publicised: CertificateEvent = {
  type: 'certificates.CertificatePublicised',
  data: {
    ...{ certificateId: 'c-1', number, organisationId: 'o-1' },
    ...{ from: '2026-03-16', until: '2026-03-23' },
  },
};
export const stale: CertificateEvent = {
  type: 'certificates.CertificateStale',
  data: { certificateId: 'c-1', number, recordId: 'r-1', cause: 'voided', on: '2026-04-01' },
};
export const superseded: CertificateEvent = {
  type: 'certificates.CertificateSuperseded',
  data: {
    ...{ certificateId: 'c-1', number, byCertificateId: 'c-2' },
    ...{ byNumber: '150602001003-2026-000002-5', on: '2026-04-02' },
  },
};
export const revoked: CertificateEvent = {
  type: 'certificates.CertificateRevoked',
  data: { ...revoke.data, number: content.number },
};
