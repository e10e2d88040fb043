import { aMeta, given } from '../../../../test/support/given.js';
import {
  AcceptCertificate,
  IssueCertificate,
  RefuseCertificate,
  RequestCertificate,
  RevokeCertificate,
} from './certificate.commands.js';
import { certificate } from './certificate.decider.js';
import type { CertificateEvent, CertificateIssued } from './certificate.events.js';

const wanted = {
  ...{ certificateId: 'c-1', volunteerId: 'v-1', organisationId: 'o-1' },
  ...{ from: '2026-01-01', to: '2026-12-31' },
};
const content: CertificateIssued['data'] = {
  ...wanted,
  number: '150602001003-2026-000001-7',
  issuedOn: '2026-03-16',
  logPosition: '42',
  records: [{ recordId: 'r-1', version: 1 }],
  totals: { centiHours: 333, services: 1, byGrade: { 'A+': 0, A: 333, B: 0, C: 0, D: 0 } },
  ...{ contentHash: 'a', codeHash: 'b', numberHash: 'c' },
  ...{ tokenKeyId: 'k-1', documentKeyId: 'k-2', publicityUntil: '2026-03-23' },
};

const request = (over = {}) => new RequestCertificate({ ...wanted, ...over }, aMeta());
const accept = (over: Partial<AcceptCertificate['data']> = {}) =>
  new AcceptCertificate(
    {
      ...{ certificateId: 'c-1', officer: 'officer', officerVolunteerId: null },
      ...{ on: '2026-03-16', services: 1, ...over },
    },
    aMeta(),
  );
const refuse = new RefuseCertificate(
  { certificateId: 'c-1', officer: 'officer', reason: 'facts-unclear' },
  aMeta(),
);
const issue = (over = {}) => new IssueCertificate({ ...content, ...over }, aMeta());
const revoke = new RevokeCertificate(
  { certificateId: 'c-1', reason: 'records-false', on: '2026-04-01' },
  aMeta(),
);

const requested: CertificateEvent = { type: 'certificates.CertificateRequested', data: wanted };
const accepted: CertificateEvent = {
  type: 'certificates.CertificateAccepted',
  data: { certificateId: 'c-1', officer: 'officer', on: '2026-03-16' },
};
const refused: CertificateEvent = {
  type: 'certificates.CertificateRefused',
  data: { certificateId: 'c-1', officer: 'officer', reason: 'facts-unclear' },
};
const issued: CertificateEvent = { type: 'certificates.CertificateIssued', data: content };
const revoked: CertificateEvent = {
  type: 'certificates.CertificateRevoked',
  data: { ...revoke.data, number: content.number },
};

describe('requesting', () => {
  it('is for a period of one day at least', () => {
    given(certificate).when(request()).then([requested]);
    given(certificate)
      .when(request({ to: '2026-01-01' }))
      .then([{ ...requested, data: { ...wanted, to: '2026-01-01' } } as CertificateEvent]);
    given(certificate)
      .when(request({ to: '2025-12-31' }))
      .thenRefuses('certificates/period-backwards');
  });

  it('happens once per request', () => {
    given(certificate, [requested]).when(request()).thenRefuses('certificates/exists');
    given(certificate, [requested, refused]).when(request()).thenRefuses('certificates/exists');
  });
});

describe('accepting', () => {
  it('names the officer', () => {
    given(certificate, [requested]).when(accept()).then([accepted]);
  });

  it('is not for a certificate of one’s own', () => {
    given(certificate, [requested])
      .when(accept({ officerVolunteerId: 'v-1' }))
      .thenRefuses('certificates/own-certificate');
    given(certificate, [requested])
      .when(accept({ officerVolunteerId: 'v-2' }))
      .then([accepted]);
  });

  it('needs something to certify, and not more than fits', () => {
    given(certificate, [requested])
      .when(accept({ services: 0 }))
      .thenRefuses('certificates/nothing-to-certify');
    given(certificate, [requested])
      .when(accept({ services: 1000 }))
      .then([accepted]);
    given(certificate, [requested])
      .when(accept({ services: 1001 }))
      .thenRefuses('certificates/too-many-rows', { max: 1000 });
  });
});

describe('issuing', () => {
  it('freezes what is certified', () => {
    given(certificate, [requested, accepted]).when(issue()).then([issued]);
  });

  it('finds nothing left to do after a crash, and never a second number', () => {
    given(certificate, [requested, accepted, issued]).when(issue()).thenNothing();
    given(certificate, [requested, accepted, issued])
      .when(issue({ number: '150602001003-2026-000002-5' }))
      .thenRefuses('certificates/not-accepted', { status: 'issued' });
  });

  it.each([
    [[requested], 'requested'],
    [[requested, refused], 'refused'],
    [[requested, accepted, issued, revoked], 'revoked'],
  ])('needs an accepted request: %#', (before, status) => {
    given(certificate, before).when(issue()).thenRefuses('certificates/not-accepted', { status });
  });
});

describe('refusing', () => {
  it('gives its reason', () => {
    given(certificate, [requested]).when(refuse).then([refused]);
  });
});

describe('what waits no longer', () => {
  it.each([
    [[requested, refused], 'refused'],
    [[requested, accepted], 'accepted'],
    [[requested, accepted, issued], 'issued'],
    [[requested, accepted, issued, revoked], 'revoked'],
  ])('is neither accepted nor refused: %#', (before, status) => {
    for (const command of [accept(), refuse]) {
      given(certificate, before)
        .when(command)
        .thenRefuses('certificates/not-requested', { status });
    }
  });
});

describe('revoking', () => {
  it('names the number that no longer counts', () => {
    given(certificate, [requested, accepted, issued]).when(revoke).then([revoked]);
  });

  it('happens once, to what was issued', () => {
    given(certificate, [requested, accepted, issued, revoked])
      .when(revoke)
      .thenRefuses('certificates/already-revoked');
    given(certificate, [requested, accepted])
      .when(revoke)
      .thenRefuses('certificates/not-issued', { status: 'accepted' });
  });
});

it.each([accept(), refuse, issue(), revoke])(
  'nobody can $type what nobody requested',
  (command) => {
    given(certificate).when(command).thenRefuses('certificates/unknown');
  },
);
