import { aMeta, given } from '../../../../test/support/given.js';
import { MarkStale, ReprintCertificate, SupersedeCertificate } from './certificate.commands.js';
import { certificate } from './certificate.decider.js';
import type { CertificateEvent } from './certificate.events.js';
import type { ListedExtras } from './certificate-extras.js';
import {
  accept,
  accepted,
  extras,
  issue,
  issued,
  number,
  publicised,
  refuse,
  refused,
  request,
  requested,
  revoke,
  revoked,
  stale,
  superseded,
  wanted,
} from './certificate.fixture.js';

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

describe('the holder’s choices', () => {
  it('a guardian asks for a minor', () => {
    given(certificate)
      .when(request({ minor: true }))
      .thenRefuses('certificates/guardian-must-ask');
    const { events } = given(certificate).when(request({ minor: true, askedBy: 'guardian' }));
    expect(events).toHaveLength(1);
  });

  it('nobody but the holder side has the ID number printed in full', () => {
    const choices = { ...wanted.choices, idNumber: 'full' };
    given(certificate)
      .when(request({ askedBy: 'issuer', choices }))
      .thenRefuses('certificates/full-number-is-the-holders-choice');
    expect(given(certificate).when(request({ choices })).events).toHaveLength(1);
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

  it('is not for an issuer that gave way to a successor', () => {
    given(certificate, [requested])
      .when(accept({ issuerSucceeded: true }))
      .thenRefuses('certificates/issuer-succeeded');
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
    given(certificate, [requested, accepted]).when(issue()).then([issued, publicised]);
  });

  it.each<Partial<ListedExtras>>([
    { trainings: [{ sessionId: 's-1', centiHours: 200 }] },
    { awards: ['w-1'] },
    { star: { applicationId: 'x-1', star: 2 } },
    { evaluation: { meanHundredths: 466, ratings: 2 } },
  ])('lists what there is beside hours: %j', (some) => {
    const listed = { ...extras, ...some };
    const data = { certificateId: 'c-1', ...listed };
    given(certificate, [requested, accepted])
      .when(issue({ extras: listed }))
      .then([{ type: 'certificates.ExtrasListed', data }, issued, publicised]);
  });

  it.each([
    ['without the holder’s consent', { choices: { ...wanted.choices, publicity: false } }],
    ['of a minor', { minor: true, askedBy: 'guardian' }],
  ] as const)('publicises nothing %s', (_, over) => {
    const before = { ...requested, data: { ...wanted, ...over } } as CertificateEvent;
    const quiet = { ...issued, data: { ...issued.data, publicityUntil: null } };
    given(certificate, [before, accepted])
      .when(issue())
      .then([quiet as CertificateEvent]);
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
    [[requested, accepted, issued, superseded], 'superseded'],
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

describe('a record it lists changes', () => {
  const live = [requested, accepted, issued];
  const mark = (recordId: string) =>
    new MarkStale({ certificateId: 'c-1', recordId, cause: 'voided', on: '2026-04-01' }, aMeta());
  const supersede = new SupersedeCertificate(
    {
      ...{ certificateId: 'c-1', byCertificateId: 'c-2' },
      ...{ byNumber: '150602001003-2026-000002-5', on: '2026-04-02' },
    },
    aMeta(),
  );

  it('makes it stale, once for each record', () => {
    given(certificate, live).when(mark('r-1')).then([stale]);
    given(certificate, [...live, stale])
      .when(mark('r-1'))
      .thenNothing();
    expect(given(certificate, [...live, stale]).when(mark('r-2')).events).toHaveLength(1);
  });

  it('and a successor takes its place, also before anybody saw it stale', () => {
    given(certificate, [...live, stale])
      .when(supersede)
      .then([superseded]);
    given(certificate, live).when(supersede).then([superseded]);
  });

  it('changes nothing of what does not count any more', () => {
    for (const end of [revoked, superseded]) {
      for (const command of [mark('r-1'), supersede]) {
        given(certificate, [...live, end])
          .when(command)
          .thenNothing();
      }
    }
    for (const command of [mark('r-1'), supersede]) {
      given(certificate, [requested, accepted]).when(command).thenNothing();
    }
  });

  it('lets a stale one still be revoked', () => {
    given(certificate, [...live, stale])
      .when(revoke)
      .then([revoked]);
  });
});

describe('printing again', () => {
  const reprint = new ReprintCertificate({ certificateId: 'c-1', on: '2026-05-01' }, aMeta());
  const reprinted = (printing: number): CertificateEvent => ({
    type: 'certificates.CertificateReprinted',
    data: { certificateId: 'c-1', number, printing, on: '2026-05-01' },
  });

  it('keeps the number and counts', () => {
    const live = [requested, accepted, issued];
    given(certificate, live)
      .when(reprint)
      .then([reprinted(2)]);
    given(certificate, [...live, reprinted(2)])
      .when(reprint)
      .then([reprinted(3)]);
  });

  it.each([
    [[requested], 'requested'],
    [[requested, accepted, issued, stale], 'stale'],
    [[requested, accepted, issued, superseded], 'superseded'],
    [[requested, accepted, issued, revoked], 'revoked'],
  ])('is for what is good: %#', (before, status) => {
    given(certificate, before).when(reprint).thenRefuses('certificates/not-live', { status });
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
