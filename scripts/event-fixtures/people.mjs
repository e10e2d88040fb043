import { compiled } from '../docs/sources.mjs';

/** What volunteers learn, agree to and are asked for; as `playTheRest`, on what the story recorded. */
const TIMES = { startsAt: '2026-03-04T01:00:00.000Z', endsAt: '2026-03-04T03:00:00.000Z' };
const PROOF = 'ab'.repeat(32);

/** A course with a session that is held and one that is not; a qualification given and taken. */
export async function trainings({ ask, at, id, told }) {
  const { organisationId, stationId, divisionCode } = told('stations.StationOpened');
  const { volunteerId } = told('volunteers.VolunteerRegistered');
  const courseId = id('course');
  const course = { name: '急救培训', content: '心肺复苏', hostUnit: '红十字会', centiHours: 200 };
  const place = { organisationId, stationId, divisionCode, leadsTo: 'first-aid' };
  await ask('OfferCourse', { courseId, ...course, ...place });
  const session = { courseId, sessionId: id('session') };
  const other = { courseId, sessionId: id('session that is cancelled') };
  await ask('ScheduleSession', { ...session, ...TIMES, place: '活动室' });
  await ask('ScheduleSession', { ...other, ...TIMES, place: '活动室' });
  await ask('CancelSession', other);
  const recorder = { recorder: told('access.RoleGranted').accountId, recorderVolunteerId: null };
  const attendance = { ...session, volunteerId, ...recorder };
  await ask('RecordAttendance', { ...attendance, centiHours: 200, now: at });
  await ask('WithdrawAttendance', attendance);
  await ask('CloseCourse', { courseId });
  await qualification({ ask, id, told, volunteerId });
}

async function qualification({ ask, id, told, volunteerId }) {
  const by = { grantor: told('access.RoleGranted').accountId, grantorVolunteerId: null };
  const key = { volunteerId, qualificationId: id('qualification') };
  await ask('GrantQualification', {
    ...{ ...key, ...by, kind: 'first-aid', course: null },
    basis: { kind: 'proof', proofHash: PROOF },
    ...{ validFrom: '2026-01-01', validUntil: '2027-12-31' },
  });
  await ask('RevokeQualification', { ...key, ...by, reason: 'entered-in-error', on: '2026-03-12' });
}

/** A guardian's word, an agreement, a farewell; each is taken back. */
export async function consents({ ask, id, told }) {
  const { AGE_POLICIES } = await compiled('src/kernel/age-policy.ts');
  const { volunteerId } = told('volunteers.VolunteerRegistered');
  const on = '2026-03-12';
  const age = { age: 15, agePolicy: AGE_POLICIES[0] };
  const word = { relation: 'parent', accompanies: false, consentId: id('guardian consent') };
  await ask('GiveGuardianConsent', { volunteerId, on, ...word, ...age });
  await ask('WithdrawGuardianConsent', { volunteerId, on });
  const purpose = 'transfer';
  const agreement = { purpose, textVersion: '2026-01', by: 'self' };
  await ask('GiveConsent', { volunteerId, on, ...agreement, ...age });
  await ask('WithdrawConsent', { volunteerId, on, purpose });
  await ask('LeaveService', { volunteerId, on, reason: 'moved-away' });
  await ask('ReturnToService', { volunteerId, on });
}

/** An activity that asks something of those who join. */
export async function requirements({ ask, id, told }) {
  const { activityId, shifts } = told('activities.ActivityScheduled');
  const { volunteerId } = told('activities.VolunteerEnrolled');
  const recorder = told('access.RoleGranted').accountId;
  const risk = { danger: true, riskNotice: '临水作业，请穿救生衣', insurance: true };
  const asked = { ...risk, minimumAge: 18, qualifications: ['first-aid'] };
  await ask('SetRequirements', { activityId, requirements: asked });
  await ask('AcknowledgeRisk', { activityId, volunteerId, noticeVersion: 1 });
  const period = { validFrom: '2026-03-01', validUntil: '2026-03-31' };
  const insuranceId = id('insurance');
  const insurance = { insuranceId, volunteerId: null, ...period, proofHash: PROOF, recorder };
  await ask('NoteInsurance', { activityId, ...insurance });
  const [{ shiftId }] = shifts;
  await ask('ConfirmGuardianPresence', { activityId, shiftId, volunteerId, recorder });
}

/** An award of our own that is taken back, and one handed in that is refused. */
export async function awards({ ask, id, told }) {
  const { organisationId } = told('stations.OrganisationRegistered');
  const { volunteerId } = told('volunteers.VolunteerRegistered');
  const clerk = told('access.RoleGranted').accountId;
  const today = '2026-03-12';
  const award = { volunteerId, organisationId, on: '2026-03-05', proofHash: PROOF, today };
  const [own, other] = [{ awardId: id('award') }, { awardId: id('award of others') }];
  const by = { actorVolunteerId: null };
  const levels = [{ level: 'organisation' }, { level: 'county' }];
  await ask('RecordAward', { ...own, ...award, ...levels[0], ...by, path: 'own', recorder: clerk });
  await ask('RevokeAward', {
    ...own,
    ...by,
    revoker: clerk,
    on: today,
    reason: 'entered-in-error',
  });
  const applicant = told('access.RoleGranted', 1).accountId;
  await ask('HandInAward', { ...other, ...award, ...levels[1], path: 'other', applicant });
  await ask('CheckAward', { ...other, ...by, decision: 'refuse', checker: clerk });
}

/** A star that is objected to, granted, kept and revoked; and one that is refused. */
export async function stars({ ask, id, told }) {
  const { STAR_SCHEMES } = await compiled('src/contexts/honours/domain/star-scheme.policy.ts');
  const [policy] = STAR_SCHEMES.community;
  const { volunteerId } = told('volunteers.VolunteerRegistered');
  const book = { volunteerId, scheme: 'community' };
  const [first, second] = ['star', 'second star'].map((name) => ({
    ...{ ...book, applicationId: id(name) },
  }));
  const [applicant, approver] = [0, 1].map((n) => told('access.RoleGranted', n).accountId);
  const on = '2026-03-12';
  const counted = { centiHours: 2000, from: '2026-01-01', until: on, position: '1' };
  const quality = { meanMark: null, upheldComplaints: 0 };
  const asked = { star: 1, counted, tenureMonths: 0, quality, policy, applicant, on };
  const due = { effectiveOn: '2026-03-20', provisional: false };
  const publicity = { from: on, ...due, policyVersion: policy.version };
  const decision = { approver, approverVolunteerId: null, level: 'organisation', publicity };
  await ask('ApplyForStar', { ...first, ...asked });
  await ask('DecideStar', { ...first, ...decision, decision: 'approve' });
  await ask('ObjectToStar', {
    ...first,
    objectionId: id('objection'),
    objector: id('objector'),
    on,
  });
  const by = { decider: approver, deciderVolunteerId: null, on };
  const objection = { ...first, objectionId: id('objection'), ...by, resumed: due };
  await ask('DecideStarObjection', { ...objection, outcome: 'dismiss' });
  await ask('GrantStar', { ...first, counted, on: due.effectiveOn });
  await ask('RecheckStar', { ...first, centiHours: 900 });
  await ask('DecideStarReview', { ...first, ...by, outcome: 'keep' });
  await ask('RecheckStar', { ...first, centiHours: 800 });
  await ask('DecideStarReview', { ...first, ...by, outcome: 'revoke' });
  await ask('ApplyForStar', { ...second, ...asked });
  await ask('DecideStar', { ...second, ...decision, decision: 'refuse' });
}
