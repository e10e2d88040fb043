import { compiled } from '../docs/sources.mjs';

/** A tablet comes, scans and is stolen; a card is printed and replaced. */
export async function devices({ ask, at, id, told }) {
  const { stationId, organisationId } = told('stations.StationOpened');
  const { volunteerId } = told('activities.VolunteerEnrolled', 1);
  const { activityId } = told('activities.ActivityScheduled');
  const deviceId = id('device');
  const codeHash = 'c'.repeat(64);
  const announced = { deviceId, kind: 'tablet', stationId, organisationId, stationOpen: true };
  await ask('AnnounceDevice', { ...announced, codeHash, codeExpiresAt: at });
  await ask('EnrolDevice', { deviceId, codeHash, publicKey: 'A'.repeat(43), at });
  const scan = { deviceId, direction: 'in', activityId, deviceAt: at };
  const judged = { volunteerId, at, doubts: ['card-unwitnessed'], recordId: id('scanned') };
  const accepted = { ...scan, sequence: 1, scanHash: 'a'.repeat(64), ...judged };
  const refused = { ...scan, sequence: 2, scanHash: 'b'.repeat(64), reason: 'devices/code-old' };
  await ask('LogScan', { verdict: 'accepted', scan: accepted });
  await ask('LogScan', { verdict: 'refused', scan: refused });
  await ask('LogScan', { verdict: 'refused', scan: { ...refused, sequence: 1 } });
  await ask('RevokeDevice', { deviceId, reason: 'stolen', at });
  await ask('IssueCard', { volunteerId, cardId: id('card'), codeHash: 'd'.repeat(64), at });
  await ask('IssueCard', { volunteerId, cardId: id('new card'), codeHash: 'e'.repeat(64), at });
}

/** Somebody is seen by a second device, signs out, and the beneficiary is asked as well. */
export async function confirmations({ ask, id, told }) {
  const { recordPolicyOn } = await compiled('src/contexts/service-records/domain/record.policy.ts');
  const { organisationId, stationId } = told('activities.ActivityScheduled');
  const { volunteerId } = told('activities.VolunteerEnrolled', 1);
  const [activityId, shiftId] = [id('activity'), id('shift')];
  const book = { volunteerId, year: 2026 };
  const record = { ...book, recordId: id('witnessed record') };
  const times = { startsAt: '2026-03-06T06:00:00.000Z', endsAt: '2026-03-06T08:00:00.000Z' };
  const evidence = { kind: 'station-device', deviceId: id('device'), sequence: 3 };
  const shift = {
    ...{ activityId, shiftId, organisationId, stationId, ...times },
    ...{ recordable: true, cancelled: false, enrolled: true },
  };
  const policy = recordPolicyOn('2026-03-06');
  await ask('SignIn', { ...record, shift, unmet: [], at: times.startsAt, evidence, policy });
  await ask('WitnessPresence', {
    ...{ ...book, activityId, at: '2026-03-06T07:00:00.000Z', doubts: [], minutesAfter: 120 },
    device: { deviceId: id('other device'), sequence: 1 },
  });
  const out = { ...evidence, deviceId: id('other device'), sequence: 2 };
  const signOut = { ...book, activityId, at: times.endsAt, recorder: id('recorder') };
  await ask('SignOut', { ...signOut, evidence: out, lateSignOutId: id('no late one') });
  const codeHash = 'f'.repeat(64);
  const issuer = { accountId: id('clerk'), volunteerId: null };
  const expiresAt = '2026-03-13T08:00:00.000Z';
  await ask('OfferConfirmation', { ...record, codeId: id('code'), codeHash, expiresAt, issuer });
  await ask('ConfirmRecord', { ...record, codeHash, at: times.endsAt, confirmer: null });
}

/** Nobody signs out; a device brings the sign-out after the policy has closed the sign-in. */
export async function lateSignOuts({ ask, id, told }) {
  const { recordPolicyOn } = await compiled('src/contexts/service-records/domain/record.policy.ts');
  const { organisationId, stationId } = told('activities.ActivityScheduled');
  const { volunteerId } = told('activities.VolunteerEnrolled', 1);
  const activityId = id('activity');
  const book = { volunteerId, year: 2026 };
  const record = { ...book, recordId: id('forgotten record') };
  const times = { startsAt: '2026-03-07T06:00:00.000Z', endsAt: '2026-03-07T08:00:00.000Z' };
  const evidence = { kind: 'station-device', deviceId: id('device'), sequence: 5 };
  const shift = {
    ...{ activityId, shiftId: id('forgotten shift'), organisationId, stationId, ...times },
    ...{ recordable: true, cancelled: false, enrolled: true },
  };
  const policy = recordPolicyOn('2026-03-07');
  await ask('SignIn', { ...record, shift, unmet: [], at: times.startsAt, evidence, policy });
  await ask('CloseSignIn', { ...record, now: '2026-03-08T00:00:00.000Z', policy });
  const lateSignOutId = id('late sign-out');
  const out = { ...evidence, sequence: 6, doubts: ['synced-late'] };
  await ask('SignOut', {
    ...{ ...book, activityId, at: '2026-03-07T07:20:00.000Z', evidence: out },
    ...{ recorder: id('recorder'), lateSignOutId },
  });
  const by = { accountId: id('clerk'), volunteerId: null };
  await ask('DismissLateSignOut', { ...book, lateSignOutId, by });
}
