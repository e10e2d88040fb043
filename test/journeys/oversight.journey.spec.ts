import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/kernel/canonical-json.js';
import { parseProof } from '../../src/log/tlog-proof.js';
import { verifyProof } from '../../src/log/verify-proof.js';
import { newId } from '../../src/platform/ids.js';
import { bootApp, type BootedApp, type Client, cookiesOf, PASSWORD } from '../support/boot-app.js';
import { Community, DIVISION, type Issuer, ok, refusal } from '../support/community.js';

let booted: BootedApp;
let community: Community;
let issuer: Issuer;
let volunteerId: string;
let recordId: string;
let absentId: string;

const MARKS = { punctuality: 5, attitude: 4, skill: 3 };
const supervisor = (): Promise<Client> =>
  community.logIn({ grants: [{ role: 'supervisor', scope: '*' }] });
const self = (): Promise<Client> => community.logIn({ volunteerId });

beforeAll(async () => {
  booted = await bootApp();
  community = new Community(booted);
  issuer = await community.issuer();
  volunteerId = await community.volunteer({ name: '欧阳小兰' });
  absentId = await community.volunteer({ birthDate: '1981-01-01' });
  const { activityId, shiftId } = issuer;
  const places = `/api/v1/activities/${activityId}/shifts/${shiftId}/enrolments`;
  ok(await community.admin.post(places, { volunteerId: absentId }));
  // A bought hour: nobody enrolled, nobody signed in, somebody typed.
  recordId = await community.record(volunteerId, issuer);
});
afterAll(() => booted.close());

describe('a bought hour', () => {
  it('is told to the volunteer: who typed it in, and that nobody saw it', async () => {
    const own = await self();
    const list = await own.get('/me/records');
    expect(list.body).toContain(`/me/records/${recordId}`);
    const { body, status } = await own.get(`/me/records/${recordId}`);
    expect(status).toBe(200);
    for (const words of [
      '为什么是 1.00 小时',
      '3600 秒',
      '证据等级 D',
      '只有录入人的说法',
      '站长',
      '公示',
    ]) {
      expect(body).toContain(words);
    }
    const english = await own.get(`/me/records/${recordId}?lang=en`);
    expect(english.body).toContain('known only by who typed it');
    const stranger = await community.logIn({ volunteerId: await community.volunteer() });
    const page = await stranger.get(`/me/records/${recordId}`);
    expect(refusal(page)).toEqual([404, 'oversight/record-unknown']);
    const json = await stranger.get(`/api/v1/records/${recordId}/explanation`);
    expect(refusal(json)).toEqual([403, 'access/not-permitted']);
  });

  it('is told to everybody: grade D, typed in, and no number of a group of one', async () => {
    const path = `statistics/organisations/${issuer.organisationId}`;
    const numbers = ok<Record<string, unknown>>(await booted.anonymous.get(`/api/v1/${path}`), 200);
    expect(numbers).toMatchObject({
      ...{ fewerThan: 5, volunteers: null, records: null, centiHours: null },
      typing: { operators: 1, records: 1, mostCentiHoursPerMinute: 100 },
      period: { from: '2026-01-01', to: '2026-03-02' },
    });
    expect(numbers['grades']).toContainEqual({ grade: 'D', percent: 100, records: null });
    const page = await booted.anonymous.get(`/${path}`);
    expect(page.body).toContain('不足 5 人');
    expect(page.body).not.toContain('欧阳');
    expect((await booted.anonymous.get('/statistics')).body).toContain(issuer.organisationId);
    const station = await booted.anonymous.get(`/statistics/stations/${issuer.stationId}?lang=en`);
    expect(station.body).toContain('100\u00a0%');
    const bad = await booted.anonymous.get(`/api/v1/${path}?from=2026-03-02&to=2026-01-01`);
    expect(refusal(bad)).toEqual([422, 'oversight/period-malformed']);
  });

  it('is where the supervisor looks first; who had a hand in it does not check it', async () => {
    const eyes = await supervisor();
    const { items } = ok<{ items: { anomalyId: string; rule: string; state: string }[] }>(
      await eyes.get('/api/v1/anomalies?month=2026-03'),
      200,
    );
    expect(items).toMatchObject([
      { rule: 'no-trace', recordIds: [recordId], figures: { hours: '1.00' }, state: 'unchecked' },
    ]);
    const { anomalyId } = items[0]!;
    const path = `/api/v1/anomalies/${anomalyId}/check`;
    const silent = await eyes.put(path, { month: '2026-03', finding: 'irregular' });
    expect(refusal(silent)).toEqual([422, 'oversight/note-missing']);
    const elsewhere = await eyes.put(path, { month: '2026-02', finding: 'nothing-found' });
    expect(refusal(elsewhere)).toEqual([404, 'oversight/anomaly-unknown']);
    const found = { month: '2026-03', finding: 'irregular', note: '电话核实，本人不知情' };
    ok(await eyes.put(path, found), 200);
    const after = await eyes.get('/api/v1/anomalies?month=2026-03');
    expect(after.body.items).toMatchObject([{ state: 'checked', check: { finding: 'irregular' } }]);
    const notes = await eyes.get(`/api/v1/anomalies/${anomalyId}/notes`);
    expect(notes.body.items).toMatchObject([{ finding: 'irregular', note: found.note }]);
    const narrow = await community.logIn({
      grants: [{ role: 'supervisor', scope: 'division:3301' }],
    });
    const unseen = await narrow.get(`/api/v1/anomalies/${anomalyId}/notes`);
    expect(refusal(unseen)).toEqual([404, 'oversight/anomaly-unknown']);
    const admin = await community.admin.put(path, found);
    expect(refusal(admin)).toEqual([403, 'access/not-permitted']);
  });

  it('is objected to in two taps', async () => {
    const own = await self();
    const page = await own.get(`/me/records/${recordId}`);
    expect(page.body).toContain(`/records/${recordId}/objection`);
    const form = await own.get(`/records/${recordId}/objection`);
    const key = /name="key" value="([^"]+)"/.exec(form.body)?.[1];
    const send = () => own.post(`/records/${recordId}/objection`, { key, text: '我没有去过' });
    expect((await send()).body).toContain('已收到您的异议');
    expect((await send()).body).toContain('已收到您的异议');
    await booted.settle();
    expect((await own.get(`/me/records/${recordId}`)).body).toContain('有异议，核查中');
    const stranger = await community.logIn();
    expect((await stranger.get(`/records/${recordId}/objection`)).status).toBe(404);
  });
});

describe('what others say of a service', () => {
  it('an evaluation has one voice for each evaluator, and is none of the volunteer’s', async () => {
    const id = await community.record(volunteerId, issuer, 2);
    const path = `/api/v1/records/${id}/evaluation`;
    const scope = `organisation:${issuer.organisationId}`;
    const both = await community.logIn({
      ...{ grants: [{ role: 'station-staff', scope }], volunteerId },
    });
    expect(refusal(await both.put(path, MARKS))).toEqual([403, 'feedback/own-record']);
    const staff = await community.logIn({ grants: [{ role: 'station-staff', scope }] });
    ok(await staff.put(path, { ...MARKS, text: '很耐心' }), 200);
    const resident = await community.logIn({ grants: [{ role: 'resident', scope }] });
    ok(await resident.put(path, { ...MARKS, skill: 5, safetyConcern: true }), 200);
    ok(await staff.put(path, { ...MARKS, skill: 5, text: '很耐心' }), 200);
    const own = await self();
    const all = ok<{ items: object[] }>(await own.get(`/api/v1/records/${id}/evaluations`), 200);
    expect(all.items).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ version: 1, last: false, text: '很耐心', by: 'staff' }),
        expect.objectContaining({ version: 2, last: true, text: '很耐心', skill: 5 }),
        expect.objectContaining({ version: 1, by: 'beneficiary', safetyConcern: true }),
      ]),
    );
    const summary = await own.get(`/api/v1/volunteers/${volunteerId}/evaluation-summary`);
    expect(summary.body).toMatchObject({
      ...{ evaluations: 2, safetyConcerns: 1, meanCentiMarks: { skill: 500, attitude: 400 } },
    });
  });

  it('a complaint is decided by somebody without a part in it, in time', async () => {
    const neighbour = await community.logIn();
    const filed = { kind: 'hours', subjectId: recordId, text: '这几个小时是买的' };
    const { complaintId, dueOn } = ok<{ complaintId: string; dueOn: string }>(
      await neighbour.post('/api/v1/complaints', filed),
    );
    expect(dueOn).toBe('2026-03-16');
    const path = `/api/v1/complaints/${complaintId}`;
    const decision = { outcome: 'upheld', reason: '站点承认代录' };
    // The administrator approved the record.
    const approver = await community.admin.put(`${path}/decision`, decision);
    expect(refusal(approver)).toEqual([403, 'feedback/involved']);
    const eyes = await supervisor();
    expect((await eyes.get('/api/v1/complaints')).body.items).toMatchObject([{ complaintId }]);
    ok(await eyes.put(`${path}/decision`, decision), 200);
    expect(refusal(await eyes.put(`${path}/decision`, decision))).toEqual([
      ...[409, 'feedback/complaint-decided'],
    ]);
    const read = ok<object>(await neighbour.get(path), 200);
    expect(read).toMatchObject({ outcome: 'upheld', reason: '站点承认代录', overdue: false });
    const other = await community.logIn();
    expect((await other.get(path)).status).toBe(403);
    const nobody = { ...filed, kind: 'person' };
    expect(refusal(await neighbour.post('/api/v1/complaints', nobody))).toEqual([
      ...[404, 'feedback/subject-unknown'],
    ]);
  });

  it('who kept a place and did not come is counted, until a record shows that they did', async () => {
    const eyes = await supervisor();
    const noShows = `/api/v1/volunteers/${absentId}/no-shows`;
    expect((await eyes.get(noShows)).body).toMatchObject({ expected: 1, noShows: 0 });
    booted.clock.advance(2 * 3_600_000);
    const policyVersion = 'feedback/2021-02';
    expect((await eyes.get(noShows)).body).toMatchObject({
      expected: 1,
      noShows: 1,
      policyVersion,
    });
    await community.record(absentId, issuer, 4);
    expect((await eyes.get(noShows)).body).toMatchObject({ expected: 1, noShows: 0, items: [] });
  });
});

describe('everything about me', () => {
  it('is one archive: documents, events, balances and who read, with hashes', async () => {
    const loginName = `me-${newId()}`;
    ok(
      await community.admin.post('/api/v1/accounts', {
        loginName,
        password: PASSWORD,
        volunteerId,
      }),
    );
    const archive = unzipSync(await download('/api/v1/me/everything', loginName));
    const text = (name: string) => Buffer.from(archive[name]!).toString('utf8');
    expect(Object.keys(archive)).toEqual(
      expect.arrayContaining(['README.txt', 'events.jsonl', 'documents/profile/current.json']),
    );
    expect(text('documents/profile/current.json')).toContain('欧阳小兰');
    const events = text('events.jsonl').trim().split('\n');
    const types = events.map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(
      expect.arrayContaining([
        ...['volunteers.VolunteerRegistered', 'service-records.RecordSubmitted'],
        ...['service-records.RecordReviewed', 'feedback.EvaluationGiven', 'access.AccountOpened'],
      ]),
    );
    expect(JSON.parse(text('balances.json'))).toMatchObject({ hours: 0 });
    expect(text('reads.csv')).toContain('everything-about-me');
    expect(JSON.parse(text('manifest.json')).files.length).toBe(Object.keys(archive).length - 1);
    const staff = await community.logIn({ grants: [{ role: 'station-staff', scope: '*' }] });
    expect(refusal(await staff.get('/api/v1/me/everything'))).toEqual([
      ...[403, 'oversight/not-a-volunteer'],
    ]);
  });
});

describe('an objection of somebody else', () => {
  it('does not tell the person whose record it is who raised it, nor what it says', async () => {
    const elsewhere = await community.issuer('东胜区巴音门克街道吉劳庆社区居民委员会');
    const subject = await community.volunteer();
    const doubted = await community.record(subject, elsewhere);
    const neighbour = await community.logIn({ volunteerId: absentId });
    const { objectionId } = ok<{ objectionId: string }>(
      await neighbour.post(`/api/v1/records/${doubted}/objections`, { text: '那天没有见到人' }),
    );
    await booted.settle();
    const loginName = `doubted-${newId()}`;
    const account = { loginName, password: PASSWORD, volunteerId: subject };
    ok(await community.admin.post('/api/v1/accounts', account));
    const archive = unzipSync(await download('/api/v1/me/everything', loginName));
    expect(Buffer.from(archive['events.jsonl']!).toString()).toContain(objectionId);
    expect(Object.keys(archive).filter((name) => name.includes('objection'))).toEqual([]);
    const own = await booted.logIn(loginName);
    const { body } = await own.get(`/me/records/${doubted}`);
    expect(body).toContain('由志愿者提出异议');
  });
});

describe('a spot check', () => {
  it('draws by a lot that anybody draws again, and hands over the evidence', async () => {
    const loginName = `inspector-${newId()}`;
    const grants = [{ role: 'supervisor', scope: `division:${DIVISION.slice(0, 6)}` }];
    ok(await community.admin.post('/api/v1/accounts', { loginName, password: PASSWORD, grants }));
    const eyes = await booted.logIn(loginName);
    const path = `/api/v1/organisations/${issuer.organisationId}/inspections`;
    const nothing = await eyes.post(path, { size: 2, from: '2020-01-01', to: '2020-12-31' });
    expect(refusal(nothing)).toEqual([422, 'oversight/nothing-to-draw']);
    const asked = { size: 2 };
    // Who inspects has no say in the seed.
    const picked = await eyes.post(path, { ...asked, seed: '08-17-23-42' });
    expect(refusal(picked)).toEqual([400, 'request/invalid']);
    const { inspectionId, drawn } = ok<{ inspectionId: string; drawn: boolean }>(
      await eyes.post(path, asked),
    );
    expect(drawn).toBe(true);
    const again = await eyes.put(`/api/v1/inspections/${inspectionId}/draw`);
    expect(refusal(again)).toEqual([409, 'oversight/sample-exists']);
    const list = ok<{ items: Draw[] }>(await eyes.get(path), 200);
    const draw = list.items.find((one) => one.inspectionId === inspectionId)!;
    expect(draw).toMatchObject({ size: 2, seedGiven: false, populationSize: 3 });

    const archive = unzipSync(
      await download(`/api/v1/inspections/${inspectionId}/package`, loginName),
    );
    const text = (name: string) => Buffer.from(archive[name]!).toString('utf8');
    const seed = seedFromPackage(text, inspectionId);
    expect(draw.seed).toBe(seed);
    const population = text('population.txt');
    expect(sha256(population)).toBe(draw.populationHash);
    const ranked = population
      .trim()
      .split('\n')
      .sort((a, b) => (sha256(`${seed}\n${a}`) < sha256(`${seed}\n${b}`) ? -1 : 1));
    expect(draw.recordIds).toEqual(ranked.slice(0, 2));
    for (const id of draw.recordIds) {
      const { events, activity, words } = JSON.parse(text(`records/${id}.json`)) as Bundle;
      expect(activity.map(({ event }) => event.type)).toContain('activities.ActivityScreened');
      expect(Object.keys(words)).toContain(`record/${id}`);
      expect(events[0]?.event.type).toBe('service-records.RecordSubmitted');
      for (const { sha256: hash, event } of events) expect(hash).toBe(sha256(canonicalJson(event)));
    }
    for (const { name, sha256: hash } of JSON.parse(text('manifest.json')).files as Listed[]) {
      expect([name, sha256(Buffer.from(archive[name]!))]).toEqual([name, hash]);
    }
    const manager = await community.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    expect((await manager.post(path, { size: 1 })).status).toBe(403);
  });
});

describe('the designated national system', () => {
  it('is told the hours with their states; masked, unless somebody says what for', async () => {
    const path = `/api/v1/exports/national?kind=service-records&organisation=${issuer.organisationId}`;
    const masked = ok<string>(await community.admin.get(path), 200);
    expect(masked).toContain('志愿者编号,证件号码,');
    expect(masked).toMatch(/团队录入,5,未生效,D,2026-03-02/);
    expect(masked).not.toMatch(/\d{17}[\dX]/);
    const silent = await community.admin.get(`${path}&full=true`);
    expect(refusal(silent)).toEqual([422, 'exchange/purpose-missing']);
    const purpose = encodeURIComponent('录入全国系统');
    const full = ok<string>(await community.admin.get(`${path}&full=true&purpose=${purpose}`), 200);
    expect(full).toMatch(/\d{17}[\dX]/);
    const staff = await community.logIn({ grants: [{ role: 'station-staff', scope: '*' }] });
    expect((await staff.get(path)).status).toBe(403);
  });
});

describe('an anomaly that is no more', () => {
  it('stays to be read: what was found is not lost with the records it was about', async () => {
    const elsewhere = await community.issuer('东胜区天骄街道安达社区居民委员会');
    const bought = await community.record(await community.volunteer(), elsewhere);
    const eyes = await supervisor();
    const listed = async (who: Client, path: string) =>
      ok<{ items: { anomalyId: string; recordIds: string[] }[] }>(
        await who.get(`/api/v1/anomalies${path}?month=2026-03`),
        200,
      ).items.filter(({ recordIds }) => recordIds.includes(bought));
    await booted.settle();
    const { anomalyId } = (await listed(eyes, ''))[0]!;
    const found = { month: '2026-03', finding: 'irregular', note: '社区没有这次活动' };
    ok(await eyes.put(`/api/v1/anomalies/${anomalyId}/check`, found), 200);
    expect(await listed(eyes, '/past')).toEqual([]);
    await community.change(bought, { kind: 'void', voidReason: 'did-not-take-place' });
    expect(await listed(eyes, '')).toEqual([]);
    expect(await listed(eyes, '/past')).toMatchObject([
      { anomalyId, rule: 'no-trace', finding: 'irregular', hasNote: true },
    ]);
    const path = `/api/v1/anomalies/${anomalyId}/notes`;
    expect((await eyes.get(path)).body.items).toMatchObject([{ note: found.note }]);
    const narrow = await community.logIn({
      grants: [{ role: 'supervisor', scope: 'division:3301' }],
    });
    expect(await listed(narrow, '/past')).toEqual([]);
    expect(refusal(await narrow.get(path))).toEqual([404, 'oversight/anomaly-unknown']);
  });
});

interface Draw {
  readonly inspectionId: string;
  readonly seed: string;
  readonly populationHash: string;
  readonly recordIds: readonly string[];
}
interface Bundle {
  readonly events: readonly Evidence[];
  readonly activity: readonly Evidence[];
  readonly words: Readonly<Record<string, unknown>>;
}
interface Evidence {
  readonly sha256: string;
  readonly event: { readonly type: string };
}
interface Listed {
  readonly name: string;
  readonly sha256: string;
}

/**
 * The seed as a stranger finds it: from the package alone, with the keys that the log publishes. The
 * list and the size were in the log before the checkpoint was signed that the seed comes from.
 */
function seedFromPackage(text: (name: string) => string, inspectionId: string): string {
  const proof = parseProof(text('announcement.tlog-proof'))!;
  const vkeys = text('log-keys.txt').trim().split('\n');
  const trust = { logKeys: vkeys };
  const { verdict } = verifyProof(proof.extra!, text('announcement.tlog-proof'), trust);
  expect(verdict).toBe('included');
  const announced = JSON.parse(Buffer.from(proof.extra!).toString('utf8')) as {
    readonly data: Readonly<Record<string, unknown>>;
  };
  expect(announced.data).toMatchObject({
    ...{ inspectionId, size: 2, populationHash: sha256(text('population.txt')) },
  });
  const [, size, root] = proof.checkpoint.split('\n');
  const [, sizeBefore] = text('checkpoint-before.txt').split('\n');
  expect(Number(sizeBefore)).toBeLessThanOrEqual(proof.index);
  expect(Number(size)).toBeGreaterThan(proof.index);
  return `${root}.${inspectionId}`;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Bytes, which the client of the other tests would take for text. */
async function download(path: string, loginName: string): Promise<Buffer> {
  const session = await booted.anonymous.post('/api/v1/session', { loginName, password: PASSWORD });
  const headers = { cookie: cookiesOf(session) };
  const answer = await fetch(new URL(path, booted.baseUrl), { headers });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  return Buffer.from(await answer.arrayBuffer());
}

it('and the books are clean', async () => {
  expect((await community.audit()).findings).toEqual([]);
});
