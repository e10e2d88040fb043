import { RetentionDesk } from '../../src/contexts/privacy/retention.handlers.js';
import { documentKeys } from '../../src/vault/document-keys.js';
import { Vault } from '../../src/vault/vault.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, ok, refusal } from '../support/community.js';

interface Read {
  readonly account: string;
  readonly subject: string;
  readonly kind: string;
  readonly purpose: string;
}

/** What is kept no longer than it serves, and who may ask afterwards who read what. */
describe('personal data and time', () => {
  let booted: BootedApp;
  let community: Community;
  let volunteerId: string;
  const complaints: string[] = [];

  const desk = () => booted.app.get(RetentionDesk, { strict: false });
  const isThere = (complaintId = '') =>
    booted.app.get(Vault).has(documentKeys.complaint(complaintId, complaintId));
  const auditor = (scope = '*') => community.logIn({ grants: [{ role: 'auditor', scope }] });

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    await community.issuer();
    volunteerId = await community.volunteer();
    const clerk = await community.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    for (const text of ['一件已办结的投诉', '一件没有办结的投诉']) {
      const about = { kind: 'person', subjectId: volunteerId, text, complainant: '李四' };
      const { complaintId } = ok<{ complaintId: string }>(
        await clerk.post('/api/v1/complaints', about),
      );
      complaints.push(complaintId);
    }
    const decision = { outcome: 'dismissed', reason: '已核实' };
    ok(await booted.admin.put(`/api/v1/complaints/${complaints[0]}/decision`, decision), 200);
    const read = `/api/v1/volunteers/${volunteerId}?full=true&purpose=`;
    ok(await booted.admin.get(`${read}${encodeURIComponent('电话回访')}`), 200);
    await booted.settle();
  });
  afterAll(() => booted.close());

  it('who read what of whom is told, by reader and by person, without a value', async () => {
    const officer = await auditor();
    const path = '/api/v1/personal-data-reads';
    const { items } = ok<{ items: Read[] }>(
      await officer.get(`${path}?person=${volunteerId}`),
      200,
    );
    const { accountId } = booted.admin;
    expect(items).toContainEqual(
      expect.objectContaining({ account: accountId, kind: 'profile', purpose: '电话回访' }),
    );
    expect(JSON.stringify(items)).not.toContain('哈斯');
    const summary = ok<{ items: Read[] }>(
      await officer.get(`${path}/summary?reader=${accountId}&person=${volunteerId}`),
      200,
    );
    // Once at the registration, and once with a purpose that was typed.
    expect(summary.items).toContainEqual({
      ...{ account: accountId, subject: volunteerId, kind: 'profile', reads: 2 },
      ...{ firstAt: '2026-03-02T01:00:00.000Z', lastAt: '2026-03-02T01:00:00.000Z' },
    });
    const later = await officer.get(`${path}?person=${volunteerId}&from=2026-03-03T00:00:00.000Z`);
    expect(ok<{ items: Read[] }>(later, 200).items).toEqual([]);
    const elsewhere = await (await auditor('division:1506')).get(path);
    expect(refusal(elsewhere)).toEqual([403, 'access/not-permitted']);
  });

  it('nothing goes before its time', async () => {
    await community.passDays(1_090);
    expect(await desk().run()).toEqual({
      ...{ complaint: 0, objection: 0, proposal: 0, evaluation: 0, proof: 0, reads: 0 },
    });
    expect(complaints.map(isThere)).toEqual([true, true]);
  });

  it('what was closed three years ago goes, and what is open stays', async () => {
    await community.passDays(10);
    const due = desk().rehearse();
    expect(due).toMatchObject({ complaint: 2, objection: 0, proof: 0 });
    expect(due.reads).toBeGreaterThan(0);
    expect(complaints.map(isThere)).toEqual([true, true]);
    expect(await desk().run()).toEqual(due);
    await booted.settle();
    expect(complaints.map(isThere)).toEqual([false, true]);
    expect(await desk().run()).toMatchObject({ complaint: 0, reads: 0 });
    const applied = (await community.events()).filter(
      ({ type }) => type === 'privacy.RetentionApplied',
    );
    expect(applied.map(({ data }) => (data as { class: string }).class)).toEqual([
      ...['complaint', 'reads'],
    ]);
    expect((await community.audit()).findings).toEqual([]);
  });
});
