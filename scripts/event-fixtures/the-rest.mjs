import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, ROOT, sources } from '../docs/sources.mjs';
import { confirmations, devices, lateSignOuts } from './devices.mjs';
import { green } from './green.mjs';
import { anomalies, feedback, inspections } from './oversight.mjs';
import { awards, consents, requirements, stars, trainings } from './people.mjs';
import { erasures, retention } from './privacy.mjs';
import { timeBank } from './time-bank.mjs';

/**
 * What the story leaves out: everything that is taken back, refused or closed. Commands go over the
 * command bus, each decided on what the story has recorded.
 */
export async function playTheRest({ app, at, events, settle }) {
  const { Dispatcher } = await compiled('src/cqrs/dispatcher.ts');
  const { deriveId, systemMeta } = await compiled('src/platform/ids.ts');
  const commands = await commandClasses();
  const stage = {
    app,
    at,
    id: (name) => deriveId('event-fixtures', name),
    settle,
    /** The data of the nth event of a type, as the story recorded it. */
    told: (type, nth = 0) => {
      const found = events.filter((event) => event.type === type)[nth];
      if (!found) throw new Error(`the story has no ${type} number ${nth}`);
      return found.data;
    },
    /** The name of the command, and what it asks. */
    ask: async (name, data) => {
      const meta = systemMeta(at, 'event-fixtures', name, JSON.stringify(data));
      const receipt = await app.get(Dispatcher).dispatch(new commands[name](data, meta));
      if (receipt.events.length === 0) throw new Error(`${name} had nothing to do`);
    },
  };
  const plays = [
    roles,
    links,
    tokens,
    trainings,
    consents,
    requirements,
    awards,
    stars,
    activities,
    forgotten,
    devices,
    confirmations,
    lateSignOuts,
    timeBank,
    certificates,
    records,
    stations,
  ];
  for (const play of [
    feedback,
    anomalies,
    inspections,
    green,
    ...plays,
    batches,
    issuers,
    imports,
    webhooks,
    identities,
    erasures,
    retention,
  ]) {
    await play(stage);
    await settle();
  }
}

/** By name. The two accounts, of access and of the time bank, share no name of a command. */
async function commandClasses() {
  const modules = await Promise.all(sources('.commands.ts').map((path) => compiled(path)));
  return Object.assign({}, ...modules);
}

async function roles({ ask, id }) {
  const accountId = id('account');
  const grant = { role: 'station-manager', scope: `station:${id('station')}` };
  await ask('OpenAccount', { accountId, volunteerId: null, grants: [grant], credentialId: null });
  await ask('AppointAdministrator', { accountId });
  await ask('DismissAdministrator', { accountId });
  await ask('RevokeRole', { accountId, ...grant });
  await ask('CloseAccount', { accountId });
}

async function tokens({ ask, id, told }) {
  const { sha256Hex } = await compiled('src/platform/ids.ts');
  const { accountId, scope } = told('access.RoleGranted');
  const tokenId = id('token');
  const tokenHash = sha256Hex(id('token itself'));
  const permissions = ['records.read'];
  await ask('IssueApiToken', { accountId, tokenId, tokenHash, permissions, scope });
  await ask('RevokeApiToken', { accountId, tokenId });
}

/** Somebody is invited, binds an authenticator, and loses both it and the password. */
async function links({ ask, id, told }) {
  const { sha256Hex } = await compiled('src/platform/ids.ts');
  const accountId = id('invited account');
  const now = '2026-03-04T01:00:00.000Z';
  const expiresAt = '2026-03-05T01:00:00.000Z';
  const link = (name) => ({ linkId: id(name), linkHash: sha256Hex(name), expiresAt });
  const [recoveryId, factorId, credentialId] = [id('recovery'), id('factor'), id('credential')];
  const [requester, approver] = [0, 1].map((nth) => told('access.RoleGranted', nth).accountId);
  await ask('OpenAccount', { accountId, volunteerId: null, grants: [], credentialId: null });
  await ask('OfferInvitation', { accountId, ...link('an invitation') });
  await ask('SetSecondFactor', { accountId, factorId });
  await ask('RequestRecovery', { accountId, recoveryId, requester, now, expiresAt });
  await ask('ApproveRecovery', { accountId, recoveryId, approver, now, ...link('a recovery') });
  const linkHash = sha256Hex('a recovery');
  await ask('UsePasswordLink', { accountId, linkHash, credentialId, now });
  await ask('OpenConsoleRecovery', { accountId, ...link('a recovery from the console') });
  const identity = { accountId, identityHash: sha256Hex('an identity') };
  await ask('ClaimExternalIdentity', identity);
  await ask('LinkExternalIdentity', identity);
  await ask('UnlinkExternalIdentity', identity);
  await ask('ReleaseExternalIdentity', identity);
}

/** An afternoon that comes to nothing: a volunteer stays away, an entry is rejected. */
async function activities({ ask, at, id, told }) {
  const { projectId, from: projectFrom, to: projectTo } = told('activities.ProjectApproved');
  const [activityId, shiftId] = [id('activity'), id('shift')];
  const times = { startsAt: '2026-03-04T06:00:00.000Z', endsAt: '2026-03-04T08:00:00.000Z' };
  const shifts = [{ shiftId, ...times, capacity: 5 }];
  const scheduled = { ...told('activities.ActivityScheduled'), activityId, projectId, shifts };
  const enrolled = told('activities.VolunteerEnrolled', 1);
  const enrolment = { activityId, shiftId, volunteerId: enrolled.volunteerId, at: times.startsAt };
  await ask('ScheduleActivity', { ...scheduled, projectFrom, projectTo });
  await ask('ScreenActivity', { activityId, findings: [] });
  await ask('EnrolVolunteer', { ...enrolment, acknowledges: null, ...(await anAdult()) });
  await ask('WithdrawEnrolment', enrolment);
  await rejectedEntry({ ask, at, id, told, shift: { activityId, shiftId, ...times } });
  await ask('CancelActivity', { activityId });
}

async function anAdult() {
  const { AGE_POLICIES } = await compiled('src/kernel/age-policy.ts');
  const person = { age: 40, left: false, guardian: 'none', accompanied: false, qualifications: [] };
  return { person, agePolicy: AGE_POLICIES[0] };
}

async function rejectedEntry({ ask, at, id, told, shift }) {
  const { recordPolicyOn } = await compiled('src/contexts/service-records/domain/record.policy.ts');
  const policy = recordPolicyOn('2026-03-12');
  const { organisationId, stationId } = told('activities.ActivityScheduled');
  const { volunteerId } = told('activities.VolunteerEnrolled', 1);
  const recordId = id('record');
  const book = { volunteerId, year: 2026, recordId };
  await ask('EnterRecord', {
    ...book,
    startsAt: shift.startsAt,
    endsAt: shift.endsAt,
    now: at,
    recorder: told('access.RoleGranted').accountId,
    shift: {
      ...{ ...shift, organisationId, stationId },
      ...{ recordable: true, cancelled: false, enrolled: true },
    },
    ...{
      unmet: [],
      proofHash: null,
      recordBy: '2026-03-18',
      reasonStated: true,
      longDayReasonStated: false,
    },
    policy,
  });
  await ask('ReviewRecord', {
    ...book,
    decision: 'reject',
    approver: told('access.RoleGranted', 1).accountId,
    ...{ approverVolunteerId: null, asManager: true, reasonStated: true, policy },
    publicity: { from: '2026-03-12', effectiveOn: '2026-03-17', provisional: false },
  });
}

/** Somebody comes when the shift is all but over, and goes without signing out. */
async function forgotten({ ask, id, told }) {
  const { recordPolicyOn } = await compiled('src/contexts/service-records/domain/record.policy.ts');
  const { organisationId, stationId } = told('activities.ActivityScheduled');
  const { volunteerId } = told('activities.VolunteerEnrolled', 1);
  const [activityId, shiftId] = [id('activity'), id('shift')];
  const book = { volunteerId, year: 2026, recordId: id('forgotten record') };
  const policy = recordPolicyOn('2026-03-05');
  const times = { startsAt: '2026-03-05T06:00:00.000Z', endsAt: '2026-03-05T08:00:00.000Z' };
  const facts = { recordable: true, cancelled: false, enrolled: true };
  await ask('SignIn', {
    ...{ ...book, policy, unmet: [], at: '2026-03-05T07:59:50.000Z' },
    shift: { activityId, shiftId, organisationId, stationId, ...times, ...facts },
    evidence: { kind: 'rotating-code', window: 59_000_000 },
  });
  await ask('CloseSignIn', { ...book, policy, now: '2026-03-06T01:00:00.000Z' });
}

/** An effective record is objected to, corrected by two persons, and then goes after all. */
async function records({ ask, at, id, told }) {
  const { recordPolicyOn } = await compiled('src/contexts/service-records/domain/record.policy.ts');
  const { loadCalendar } = await compiled('src/platform/calendar.ts');
  const { recordId, volunteerId, startsAt, endsAt } = told('service-records.RecordSubmitted');
  const facts = { on: '2026-03-12', policy: recordPolicyOn('2026-03-12') };
  const book = { volunteerId, year: 2026, recordId, ...facts, calendar: loadCalendar() };
  const objectionId = id('objection');
  await ask('RaiseObjection', { ...book, objectionId, objector: id('account') });
  const by = (nth) => ({ accountId: told('access.RoleGranted', nth).accountId, volunteerId: null });
  const propose = async (name, change, decision) => {
    const proposalId = id(name);
    await ask('ProposeChange', { ...book, proposalId, by: by(0), change, now: at });
    await ask('DecideProposal', { ...book, proposalId, by: by(1), decision });
  };
  await propose('dismissal', { kind: 'dismiss' }, 'return');
  const correction = {
    ...{ kind: 'correct', reason: 'objection-upheld', startsAt, endsAt, statedCentiHours: 50 },
    ...{ proofHash: null, longDayReason: false, shifts: null },
  };
  await propose('correction', correction, 'confirm');
  await propose('void', { kind: 'void', reason: 'did-not-take-place' }, 'confirm');
}

async function certificates({ ask, id, told }) {
  const requested = told('certificates.CertificateRequested');
  const { officer } = told('certificates.CertificateAccepted');
  const certificateId = id('certificate');
  await ask('RequestCertificate', { ...requested, certificateId });
  await ask('RefuseCertificate', { certificateId, officer, reason: 'not-our-record' });
  const issued = told('certificates.CertificateIssued');
  await reissued({ ask, id, issued, requested, officer });
  const on = '2026-03-12';
  const stale = { certificateId: requested.certificateId, recordId: id('changed record') };
  await ask('MarkStale', { ...stale, cause: 'voided', on });
  const by = { byCertificateId: id('reissued'), byNumber: '150602001003-2026-000002-5', on };
  await ask('SupersedeCertificate', { certificateId: requested.certificateId, ...by });
}

/** One that is publicised, printed again and revoked. */
async function reissued({ ask, id, issued, requested, officer }) {
  const { certificatePolicyOn } = await compiled(
    'src/contexts/certificates/domain/certificate.policy.ts',
  );
  const [certificateId, on] = [id('reissued'), '2026-03-12'];
  const choices = { idNumber: 'masked', publicity: true, language: 'zh' };
  const { replaces, publicityUntil, ...facts } = issued;
  // It lists none of the story's records: they are void by now, and it would be stale at once.
  const again = { ...facts, number: '150602001003-2026-000002-5', records: [] };
  await ask('RequestCertificate', { ...requested, certificateId, choices });
  await ask('AcceptCertificate', {
    ...{ certificateId, officer, officerVolunteerId: null, on, services: 1 },
    ...{ issuerSucceeded: false, approvals: 2 },
  });
  const second = { officer: id('second officer'), officerVolunteerId: null, on };
  await ask('ApproveCertificate', { certificateId, ...second });
  const unique = {
    codeHash: id('code'),
    numberHash: id('number'),
    policy: certificatePolicyOn(on),
  };
  const extras = { trainings: [], awards: [], star: null, evaluation: null };
  await ask('IssueCertificate', { ...again, certificateId, ...unique, extras });
  await ask('ReprintCertificate', { certificateId, on });
  await ask('RevokeCertificate', { certificateId, on, reason: 'records-false' });
}

/** A batch that is stopped, taken up again and comes to its end. */
async function batches({ ask, id, told }) {
  const { organisationId, volunteerId, from, to } = told('certificates.CertificateRequested');
  const batchId = id('batch');
  const officer = { officer: told('access.RoleGranted').accountId, officerVolunteerId: null };
  const volunteerIds = [volunteerId];
  await ask('StartBatch', { batchId, organisationId, from, to, volunteerIds, ...officer });
  await ask('StopBatch', { batchId });
  await ask('ResumeBatch', { batchId });
  await ask('RefuseItem', { batchId, volunteerId, code: 'certificates/nothing-to-certify' });
  await ask('CompleteBatch', { batchId, issued: 0, refused: 1 });
}

/** An organisation entrusts its certificates to another, which then succeeds it; a key is found out. */
async function issuers({ ask, at, id, told }) {
  const { organisationId } = told('stations.OrganisationRegistered');
  const [delegateId, on] = [id('other organisation'), '2026-03-12'];
  const letterhead = { englishName: "Residents' Committee", mongolianTitle: null };
  await ask('SetLetterhead', { organisationId, ...letterhead });
  await ask('SetApprovals', { organisationId, approvals: 2 });
  await ask('DelegateIssuing', { organisationId, delegateId, on });
  await ask('EndDelegation', { organisationId, delegateId, on });
  await ask('SucceedIssuer', { organisationId, successorId: delegateId, cause: 'merged', on });
  const { organisationId: owner, keys } = told('certificates.KeysCreated');
  const [{ keyId }] = keys;
  const revoked = { organisationId: owner, keyId, reason: 'compromised' };
  await ask('RevokeKey', { ...revoked, invalidFrom: at, now: at });
}

async function stations({ ask, told }) {
  await ask('CloseStation', { stationId: told('stations.StationOpened').stationId });
}

/** An endpoint that fails, is taken up again and goes. */
async function webhooks({ ask, id, told }) {
  const { organisationId } = told('stations.OrganisationRegistered');
  const endpoint = { endpointId: id('webhook'), organisationId };
  const eventTypes = ['service-records.RecordTookEffect', 'certificates.CertificateIssued'];
  await ask('RegisterEndpoint', { ...endpoint, eventTypes, registered: 0 });
  await ask('SuspendEndpoint', { ...endpoint, failure: 'status-500', tries: 10 });
  await ask('ResumeEndpoint', endpoint);
  await ask('RemoveEndpoint', endpoint);
}

/** Two rows of the sample: a person, and the same person again, who is refused. */
async function imports({ app, told }) {
  const { ImportService } = await compiled('src/contexts/exchange/import-service.ts');
  const sample = readFileSync(join(ROOT, 'test/fixtures/sample/volunteers.csv'), 'utf8');
  const [head, row] = sample.split(/\r?\n/);
  const { stationId, organisationId, divisionCode } = told('stations.StationOpened');
  await app.get(ImportService, { strict: false }).run({
    kind: 'volunteers',
    file: { bytes: Buffer.from([head, row, row, ''].join('\n')) },
    dryRun: false,
    actor: { accountId: told('access.AdministratorAppointed').accountId, role: 'administrator' },
    place: { stationId, organisationId, divisionCode },
  });
}

async function identities({ ask, told }) {
  const { identityHash, volunteerId } = told('volunteers.IdentityClaimed', 2);
  await ask('ReleaseIdentity', { identityHash, volunteerId });
}
