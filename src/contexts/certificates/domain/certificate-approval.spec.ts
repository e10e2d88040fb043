import { aMeta, given } from '../../../../test/support/given.js';
import {
  AcceptCertificate,
  ApproveCertificate,
  IssueCertificate,
  RefuseCertificate,
} from './certificate.commands.js';
import { certificate } from './certificate.decider.js';
import type { CertificateEvent } from './certificate.events.js';

const requested: CertificateEvent = {
  type: 'certificates.CertificateRequested',
  data: {
    ...{ certificateId: 'c-1', volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ from: '2026-01-01', to: '2026-12-31', askedBy: 'holder', minor: false },
    ...{ replaces: null, batchId: null },
    choices: { idNumber: 'masked', publicity: true, language: 'zh' },
  },
};
const accepted: CertificateEvent = {
  type: 'certificates.CertificateAccepted',
  data: { certificateId: 'c-1', officer: 'officer', on: '2026-03-16' },
};
const refused: CertificateEvent = {
  type: 'certificates.CertificateRefused',
  data: { certificateId: 'c-1', officer: 'second', reason: 'facts-unclear' },
};
const accept = (over: Partial<AcceptCertificate['data']> = {}) =>
  new AcceptCertificate(
    {
      ...{ certificateId: 'c-1', officer: 'officer', officerVolunteerId: null },
      ...{ on: '2026-03-16', services: 1, issuerSucceeded: false, approvals: 1, ...over },
    },
    aMeta(),
  );
const refuse = new RefuseCertificate(
  { certificateId: 'c-1', officer: 'second', reason: 'facts-unclear' },
  aMeta(),
);
const issue = () =>
  new IssueCertificate(
    {
      ...{ certificateId: 'c-1', volunteerId: 'v-1', organisationId: 'o-1' },
      ...{ from: '2026-01-01', to: '2026-12-31', number: '150602001003-2026-000001-7' },
      ...{ issuedOn: '2026-03-18', logPosition: '42', records: [] },
      totals: { centiHours: 0, services: 0, byGrade: { 'A+': 0, A: 0, B: 0, C: 0, D: 0 } },
      ...{ contentHash: 'a', codeHash: 'b', numberHash: 'c' },
      ...{ tokenKeyId: 'k-1', documentKeyId: 'k-2' },
      extras: { trainings: [], awards: [], star: null, evaluation: null },
      policy: { version: 'certificates/test', effectiveFrom: '2021-02-01', publicityDays: 7 },
    },
    aMeta(),
  );

describe('two persons', () => {
  const awaited: CertificateEvent = {
    type: 'certificates.ApprovalAwaited',
    data: { certificateId: 'c-1', on: '2026-03-16' },
  };
  const approved: CertificateEvent = {
    type: 'certificates.CertificateApproved',
    data: { certificateId: 'c-1', officer: 'second', on: '2026-03-18' },
  };
  const approve = (over = {}) =>
    new ApproveCertificate(
      {
        ...{ certificateId: 'c-1', officer: 'second', officerVolunteerId: null },
        ...{ on: '2026-03-18', ...over },
      },
      aMeta(),
    );
  const waiting = [requested, accepted, awaited];

  it('the second is awaited, and nothing is issued before', () => {
    given(certificate, [requested])
      .when(accept({ approvals: 2 }))
      .then([accepted, awaited]);
    given(certificate, waiting)
      .when(issue())
      .thenRefuses('certificates/not-accepted', { status: 'awaiting-approval' });
    given(certificate, waiting).when(approve()).then([approved]);
    expect(given(certificate, [...waiting, approved]).when(issue()).events).toHaveLength(2);
  });

  it('are two, and neither is the holder', () => {
    given(certificate, waiting)
      .when(approve({ officer: 'officer' }))
      .thenRefuses('certificates/second-person-needed');
    given(certificate, waiting)
      .when(approve({ officerVolunteerId: 'v-1' }))
      .thenRefuses('certificates/own-certificate');
  });

  it('approve once, and only what waits for it', () => {
    for (const [before, status] of [
      [[requested], 'requested'],
      [[requested, accepted], 'accepted'],
      [[...waiting, approved], 'accepted'],
    ] as const) {
      given(certificate, [...before])
        .when(approve())
        .thenRefuses('certificates/not-awaiting-approval', { status });
    }
    given(certificate).when(approve()).thenRefuses('certificates/unknown');
  });

  it('may refuse what waits', () => {
    given(certificate, waiting).when(refuse).then([refused]);
  });

  it('count publicity from the day of the second', () => {
    const { events } = given(certificate, [...waiting, approved]).when(issue());
    expect(events[1]?.data).toMatchObject({ until: '2026-03-25' });
  });
});
