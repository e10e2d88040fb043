import { aMeta, given } from '../../../../test/support/given.js';
import { ApproveCertificate } from './certificate.commands.js';
import { certificate } from './certificate.decider.js';
import type { CertificateEvent } from './certificate.events.js';
import { accept, accepted, issue, refuseBy, refusedBy, requested } from './certificate.fixture.js';

const ON_THE_DAY = { issuedOn: '2026-03-18' };

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
      .when(issue(ON_THE_DAY))
      .thenRefuses('certificates/not-accepted', { status: 'awaiting-approval' });
    given(certificate, waiting).when(approve()).then([approved]);
    expect(given(certificate, [...waiting, approved]).when(issue(ON_THE_DAY)).events).toHaveLength(
      2,
    );
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
    given(certificate, waiting)
      .when(refuseBy('second'))
      .then([refusedBy('second')]);
  });

  it('count publicity from the day of the second', () => {
    const { events } = given(certificate, [...waiting, approved]).when(issue(ON_THE_DAY));
    expect(events[1]?.data).toMatchObject({ until: '2026-03-25' });
  });
});
