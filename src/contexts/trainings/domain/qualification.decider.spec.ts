import { aMeta, given } from '../../../../test/support/given.js';
import { GrantQualification, RevokeQualification } from './qualification.commands.js';
import { qualifications } from './qualification.decider.js';
import type { QualificationBasis, QualificationEvent } from './qualification.events.js';

const study: QualificationBasis = { kind: 'course', courseId: 'c-1', centiHours: 200 };
const facts = {
  ...{ volunteerId: 'v-1', qualificationId: 'q-1', kind: 'first-aid', basis: study },
  ...{ validFrom: '2026-03-07', validUntil: '2028-03-06', grantor: 'manager' },
};
const course = { leadsTo: 'first-aid', centiHours: 200 };
const grant = (over: Partial<GrantQualification['data']> = {}) =>
  new GrantQualification({ ...facts, course, grantorVolunteerId: null, ...over }, aMeta());
const granted: QualificationEvent = { type: 'trainings.QualificationGranted', data: facts };
const end = {
  ...{ volunteerId: 'v-1', qualificationId: 'q-1', on: '2026-04-01', grantor: 'manager' },
  reason: 'paper-false',
} as const;
const revoke = (grantorVolunteerId: string | null = null) =>
  new RevokeQualification({ ...end, grantorVolunteerId }, aMeta());
const revoked: QualificationEvent = { type: 'trainings.QualificationRevoked', data: end };

describe('a qualification', () => {
  it('rests on a course studied in full', () => {
    given(qualifications).when(grant()).then([granted]);
    given(qualifications)
      .when(grant({ basis: { ...study, centiHours: 199 } }))
      .thenRefuses('trainings/study-incomplete', { centiHours: 199, required: 200 });
  });

  it.each([null, { ...course, leadsTo: null }, { ...course, leadsTo: 'fire-fighting' }])(
    'is not what the course %j leads to',
    (other) => {
      given(qualifications)
        .when(grant({ course: other }))
        .thenRefuses('trainings/course-leads-elsewhere');
    },
  );

  it('or on a paper that was shown', () => {
    const basis: QualificationBasis = { kind: 'proof', proofHash: 'ab'.repeat(32) };
    given(qualifications)
      .when(grant({ basis, course: null, validUntil: null }))
      .then([{ ...granted, data: { ...facts, basis, validUntil: null } }]);
  });

  it('does not end before it begins; a day is enough', () => {
    given(qualifications)
      .when(grant({ validUntil: '2026-03-06' }))
      .thenRefuses('trainings/validity-backwards');
    expect(given(qualifications).when(grant({ validUntil: '2026-03-07' })).events).toHaveLength(1);
  });

  it('is granted once under its id', () => {
    given(qualifications, [granted]).when(grant()).thenRefuses('trainings/qualification-exists');
  });

  it('is never granted or revoked by oneself', () => {
    given(qualifications)
      .when(grant({ grantorVolunteerId: 'v-1' }))
      .thenRefuses('trainings/own-qualification');
    given(qualifications, [granted]).when(revoke('v-1')).thenRefuses('trainings/own-qualification');
  });

  it('is revoked once', () => {
    given(qualifications, [granted]).when(revoke()).then([revoked]);
    given(qualifications, [granted, revoked]).when(revoke()).thenNothing();
    given(qualifications).when(revoke()).thenRefuses('trainings/qualification-unknown');
  });
});
