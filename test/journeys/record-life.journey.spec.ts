import { DeadlineReminders } from '../../src/contexts/service-records/deadline-reminders.handlers.js';
import { ExcludedRecords } from '../../src/contexts/service-records/excluded-records.handlers.js';
import type { Answer, Client } from '../support/boot-app.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';
import { PDF, uploadProof } from '../support/upload.js';

const EVENING = '2026-03-02T10:00:00.000Z';

let booted: BootedApp;
let community: Community;
let issuer: Issuer;
let volunteerId: string;

interface Role {
  readonly role: 'station-staff' | 'station-manager';
}
const staff = ({ role }: Role): Promise<Client> =>
  community.logIn({ grants: [{ role, scope: `station:${issuer.stationId}` }] });
const manager = (): Promise<Client> => staff({ role: 'station-manager' });

const upload = (client: Client, name: string, type: string, bytes: string): Promise<Answer> =>
  uploadProof(client, volunteerId, { name, type, bytes });

const times = (from: string, to: string) => ({
  ...{ activityId: issuer.activityId, shiftId: issuer.shiftId, volunteerId },
  ...{ startsAt: `2026-03-02T${from}:00+08:00`, endsAt: `2026-03-02T${to}:00+08:00` },
  reason: '手机没电',
});

async function entered(client: Client, body: object, path = '/api/v1/records'): Promise<string> {
  return ok<{ recordId: string }>(await client.post(path, body)).recordId;
}

const review = (client: Client, recordId: string, more = {}): Promise<Answer> =>
  client.put(`/api/v1/records/${recordId}/review`, { decision: 'approve', ...more });

async function propose(client: Client, recordId: string, body: object): Promise<string> {
  const path = `/api/v1/records/${recordId}/proposals`;
  const said = { reason: '核对签到表后更正', ...body };
  return ok<{ proposalId: string }>(await client.post(path, said)).proposalId;
}

const confirm = (client: Client, recordId: string, proposalId: string): Promise<Answer> =>
  client.put(`/api/v1/records/${recordId}/proposals/${proposalId}/decision`, {
    decision: 'confirm',
  });

async function view(recordId: string): Promise<Record<string, unknown>> {
  return ok(await community.admin.get(`/api/v1/records/${recordId}`), 200);
}

const hours = async (query = ''): Promise<unknown> => {
  const path = `/api/v1/volunteers/${volunteerId}/hours${query}`;
  return ok<{ centiHours: number }>(await community.admin.get(path), 200).centiHours;
};

beforeAll(async () => {
  booted = await bootApp();
  community = new Community(booted);
  issuer = await community.issuer();
  volunteerId = await community.volunteer();
  const enrolments = `/api/v1/activities/${issuer.activityId}/shifts/${issuer.shiftId}/enrolments`;
  ok(await community.admin.post(enrolments, { volunteerId }));
  booted.clock.set(EVENING);
});
afterAll(() => booted.close());

describe('the whole life of hours that were typed in', () => {
  let proofHash: string;
  let recordId: string;
  let clerk: Client;

  it('a proof is what its name and type say, and is kept once', async () => {
    clerk = await staff({ role: 'station-staff' });
    const list = await upload(clerk, 'list.pdf', 'application/pdf', PDF);
    ({ proofHash } = ok<{ proofHash: string }>(list));
    expect(proofHash).toMatch(/^[0-9a-f]{64}$/);
    const again = await upload(clerk, 'other.pdf', 'application/pdf', PDF);
    expect(ok(again)).toEqual({ proofHash, type: 'application/pdf', bytes: PDF.length });
    for (const [name, type, bytes, code] of [
      ['list.png', 'image/png', PDF, 'proof-type-mismatch'],
      ['list.pdf', 'image/png', PDF, 'proof-type-mismatch'],
      ['list.pdf', 'application/pdf', 'MZ', 'proof-type-unsupported'],
      ['list.pdf', 'application/pdf', '', 'proof-empty'],
    ] as const) {
      const refused = await upload(clerk, name, type, bytes);
      expect(refusal(refused)).toEqual([422, `service-records/${code}`]);
    }
    const large = await upload(clerk, 'a.pdf', 'application/pdf', PDF.padEnd(10_500_000));
    expect(refusal(large)).toEqual([413, 'service-records/proof-too-large']);
    const stranger = await community.logIn();
    expect((await upload(stranger, 'list.pdf', 'application/pdf', PDF)).status).toBe(403);
  });

  it('an entry within time is worth its proof; a proof nobody uploaded is none', async () => {
    const unknown = { ...times('09:30', '10:30'), proofHash: 'a'.repeat(64) };
    const refused = await clerk.post('/api/v1/records', unknown);
    expect(refusal(refused)).toEqual([404, 'service-records/proof-unknown']);
    recordId = await entered(clerk, { ...times('09:30', '11:30'), proofHash });
    const bare = await entered(clerk, times('11:30', '12:00'));
    expect(await view(recordId)).toMatchObject({ grade: 'C', mode: 'entry', proofHash });
    expect(await view(bare)).toMatchObject({ grade: 'D', proofHash: null });
    ok(
      await community.admin.put(`/api/v1/records/${bare}/void`, { reason: 'entered-in-error' }),
      200,
    );
    const file = await community.admin.get(`/api/v1/records/${recordId}/proof`);
    expect([file.status, file.headers['content-type'], file.body]).toEqual([
      ...[200, 'application/pdf', PDF],
    ]);
  });

  it('twenty entries at the same time for the same hour make one record', async () => {
    const asked = Array.from({ length: 20 }, () =>
      clerk.post('/api/v1/records', times('12:00', '13:00')),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201).map(refusal);
    expect(new Set(refused.map(String))).toEqual(new Set(['409,service-records/overlaps']));
    const { recordId: one } = answers.find(({ status }) => status === 201)!.body;
    ok(
      await community.admin.put(`/api/v1/records/${one}/void`, { reason: 'entered-in-error' }),
      200,
    );
  });

  it('volunteers state their own hours, and staff approves them', async () => {
    const own = await community.logIn({ volunteerId });
    const { volunteerId: _, reason: __, ...said } = times('14:00', '15:00');
    const path = '/api/v1/records/self-reports';
    const stated = await entered(own, said, path);
    expect(await view(stated)).toMatchObject({ grade: 'D', mode: 'self-report', late: false });
    const itself = await review(own, stated);
    expect(refusal(itself)).toEqual([403, 'access/not-permitted']);
    ok(await review(clerk, stated), 200);
    expect((await clerk.post(path, said)).status).toBe(403);
  });

  it('an entry from a document is approved by two others', async () => {
    const path = '/api/v1/records/back-entries';
    const body = { ...times('15:00', '16:00'), proofHash };
    const undeclared = await clerk.post(path, { ...body, declaredTrue: false });
    expect(refusal(undeclared)).toEqual([422, 'service-records/declaration-missing']);
    const back = await entered(clerk, { ...body, declaredTrue: true }, path);
    const first = await manager();
    expect(refusal(await review(clerk, back))).toEqual([
      ...[403, 'service-records/recorder-is-approver'],
    ]);
    ok(await review(first, back), 200);
    expect(await view(back)).toMatchObject({ status: 'submitted', approvals: 1, grade: 'C' });
    expect(refusal(await review(first, back))).toEqual([
      ...[403, 'service-records/second-approver-needed'],
    ]);
    ok(await review(community.admin, back), 200);
    expect(await view(back)).toMatchObject({ status: 'publicised', approvals: 2 });
  });

  it('an objection stops the clock; two who are no party to it correct the record', async () => {
    ok(await review(community.admin, recordId), 200);
    const neighbour = await community.logIn();
    const objections = `/api/v1/records/${recordId}/objections`;
    const { objectionId } = ok<{ objectionId: string }>(
      await neighbour.post(objections, { text: '他十一点就走了' }),
    );
    expect(await view(recordId)).toMatchObject({ status: 'objected' });
    const again = await (await community.logIn()).post(objections, { text: '同上' });
    expect(refusal(again)).toEqual([409, 'service-records/objection-open']);

    const first = await manager();
    const change = {
      ...{ kind: 'correct', correctionReason: 'objection-upheld', proofHash },
      ...{ startsAt: '2026-03-02T09:30:00+08:00', endsAt: '2026-03-02T11:00:00+08:00' },
    };
    const alone = await clerk.post(`/api/v1/records/${recordId}/proposals`, {
      ...{ ...change, reason: '核对' },
    });
    expect(refusal(alone)).toEqual([403, 'access/not-permitted']);
    const proposalId = await propose(first, recordId, change);
    expect(refusal(await confirm(first, recordId, proposalId))).toEqual([
      ...[403, 'service-records/proposer-is-decider'],
    ]);
    const told = `/api/v1/records/${recordId}/proposals/${proposalId}`;
    const self = await community.logIn({ volunteerId });
    expect(refusal(await self.get(told))).toEqual([403, 'access/not-permitted']);
    ok(await confirm(await manager(), recordId, proposalId), 200);
    const reason = { status: 'confirmed', text: '核对签到表后更正' };
    expect((await self.get(told)).body).toMatchObject(reason);
    for (const reader of [neighbour, first]) {
      expect((await reader.get(`${objections}/${objectionId}`)).body).toMatchObject({
        ...{ status: 'corrected', text: '他十一点就走了' },
      });
    }
    for (const stranger of [self, clerk]) {
      const refused = await stranger.get(`${objections}/${objectionId}`);
      expect(refusal(refused)).toEqual([403, 'access/not-permitted']);
    }
    const none = await first.get(`${objections}/${proposalId}`);
    expect(refusal(none)).toEqual([404, 'service-records/objection-unknown']);
    expect(await view(recordId)).toMatchObject({
      version: 2,
      status: 'submitted',
      centiHours: 150,
    });
    const seen = ok<{ items: object[] }>(await community.admin.get(objections), 200);
    expect(seen.items).toMatchObject([{ status: 'corrected', stopsEffect: true }]);
    ok(await review(community.admin, recordId), 200);
  });

  it('takes effect when publicity has passed, and the book knows since when', async () => {
    await community.letTakeEffect();
    expect(await view(recordId)).toMatchObject({ status: 'effective', version: 2 });
    expect(await hours()).toBe(350);
    expect(await hours('?month=2026-03&asOf=2026-03-05')).toBe(0);
    expect(await hours('?month=2026-03&asOf=2026-03-06')).toBe(350);
    expect(await hours('?month=2026-02')).toBe(0);
  });

  it('what counts is corrected at once, by two, and the book of before stays what it was', async () => {
    const tooLong = {
      ...{ kind: 'correct', correctionReason: 'wrong-times' },
      ...{ startsAt: '2026-03-02T09:30:00+08:00', endsAt: '2026-03-02T14:30:00+08:00' },
    };
    const first = await manager();
    const overlapping = await first.post(`/api/v1/records/${recordId}/proposals`, {
      ...{ ...tooLong, reason: '补记' },
    });
    expect(refusal(overlapping)).toEqual([409, 'service-records/overlaps']);
    const right = { ...tooLong, endsAt: '2026-03-02T10:30:00+08:00' };
    const proposalId = await propose(first, recordId, right);
    await community.passDays(1);
    ok(await confirm(community.admin, recordId, proposalId), 200);
    await booted.settle();
    expect(await view(recordId)).toMatchObject({ version: 3, status: 'effective', grade: 'D' });
    expect(await hours()).toBe(300);
    expect(await hours('?month=2026-03&asOf=2026-03-06')).toBe(350);
    const path = `/api/v1/organisations/${issuer.organisationId}/hours?month=2026-03`;
    expect(ok(await community.admin.get(path), 200)).toMatchObject({
      ...{ asOf: '2026-03-07', centiHours: 300, records: 3, byGrade: { C: 100, D: 200 } },
    });
  });

  it('what is due is listed with its day, and said in the log once a day', async () => {
    const waiting = await entered(await manager(), times('16:00', '16:30'));
    const due = async (query: string): Promise<unknown[]> => {
      const path = `/api/v1/records/deadlines?${query}`;
      return ok<{ items: unknown[] }>(await community.admin.get(path), 200).items;
    };
    expect(await due('kind=record&state=due-soon')).toEqual([]);
    await community.passDays(6);
    expect(await due('kind=record&state=due-soon')).toMatchObject([
      { id: waiting, dueOn: '2026-03-16', provisional: false, state: 'due-soon' },
    ]);
    const reminders = booted.app.get(DeadlineReminders, { strict: false });
    expect([await reminders.sweepNow(), await reminders.sweepNow()]).toEqual([1, 0]);
    await community.passDays(4);
    expect(await due('kind=record&state=overdue')).toMatchObject([{ id: waiting }]);
    const late = await (await manager()).post('/api/v1/records', times('16:30', '17:00'));
    expect(refusal(late)).toEqual([409, 'service-records/entry-late']);
  });

  it('an activity that was no volunteer service loses its hours, whatever they had become', async () => {
    const screening = `/api/v1/activities/${issuer.activityId}/screening`;
    ok(await community.admin.put(screening, { findings: ['EXCL-2'] }), 200);
    await booted.settle();
    const excluded = booted.app.get(ExcludedRecords, { strict: false });
    expect(await excluded.sweepNow()).toBe(4);
    expect(await excluded.sweepNow()).toBe(0);
    await booted.settle();
    expect(await hours()).toBe(0);
    expect(await view(recordId)).toMatchObject({ status: 'voided', version: 3 });
    expect(await hours('?month=2026-03&asOf=2026-03-06')).toBe(350);
  });

  it('and the audit finds nothing', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });
});
