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
