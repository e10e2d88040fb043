import { EffectDeadlines } from '../../src/contexts/service-records/effect-deadlines.handlers.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { fsck, type FsckReport } from '../../src/fsck/fsck.js';
import type { Recorded } from '../../src/kernel/message.js';
import { newId } from '../../src/platform/ids.js';
import { Databases } from '../../src/projections/databases.js';
import { ProcessRunner } from '../../src/projections/process-runner.js';
import { Projector } from '../../src/projections/projector.js';
import { Vault } from '../../src/vault/vault.js';
import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  type NewClient,
  PASSWORD,
  PUBLIC_URL,
} from '../support/boot-app.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DIVISION = '150602001003';
const VOLUNTEERS = 50;
const AT_ONCE = 10;

let booted: BootedApp;
let admin: Client;

interface Place {
  readonly organisationId: string;
  readonly stationId: string;
  readonly projectId: string;
}
interface Activity {
  readonly activityId: string;
  readonly shiftIds: readonly string[];
}
interface Person {
  readonly volunteerId: string;
  readonly client: Client;
}

function ok<Body>({ status, body }: Answer, wanted = 201): Body {
  expect([status, status === wanted ? undefined : body]).toEqual([wanted, undefined]);
  return body as Body;
}

const refusal = ({ status, body }: Answer): unknown[] => [status, body.code];

async function found(): Promise<Place> {
  const { organisationId } = ok<Place>(
    await admin.post('/api/v1/organisations', {
      ...{ legalName: '东胜区交通街道民生社区居民委员会', kind: 'residents-committee' },
      ...{ divisionCode: DIVISION, phone: '0477-8123456' },
    }),
  );
  ok(
    await admin.put(`/api/v1/organisations/${organisationId}/signatories`, {
      ...{ personInCharge: '王建国', handler: '李秀英' },
    }),
    200,
  );
  const { stationId } = ok<Place>(
    await admin.post('/api/v1/stations', {
      ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
      ...{ divisionCode: DIVISION, address: '民生路 1 号' },
    }),
  );
  const { projectId } = ok<Place>(
    await admin.post('/api/v1/projects', {
      ...{ organisationId, stationId, name: '邻里守望', categories: ['elderly-care'] },
      ...{ from: '2026-01-01', to: '2026-12-31', regular: true },
    }),
  );
  return { organisationId, stationId, projectId };
}

async function schedule(
  projectId: string,
  [from, to]: readonly [string, string],
): Promise<Activity> {
  const activity = ok<Activity>(
    await admin.post('/api/v1/activities', {
      ...{ projectId, title: '清扫楼道', place: '3 号楼', content: '清扫楼道和门前' },
      ...{ category: 'elderly-care', divisionCode: DIVISION, leader: '赵明' },
      shifts: [{ startsAt: from, endsAt: to, capacity: VOLUNTEERS + 1 }],
    }),
  );
  ok(await admin.put(`/api/v1/activities/${activity.activityId}/screening`, { findings: [] }), 200);
  return activity;
}

/** A made-up person with a resident ID number whose check character fits (GB 11643). */
function idNumber(sequence: number): string {
  const body = `15060219800101${String(sequence * 2 + 1).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

async function volunteer(sequence: number): Promise<Person> {
  const { volunteerId } = ok<{ volunteerId: string }>(
    await admin.post('/api/v1/volunteers', {
      ...{ name: '哈斯·巴根', sex: 'male', birthDate: '1980-01-01', idType: 'resident-id' },
      ...{ idNumber: idNumber(sequence), divisionCode: DIVISION, phone: '13800138000' },
      ...{ serviceCategories: ['community'], declaredTrue: true, privacyVersion: '2026-01' },
    }),
  );
  return { volunteerId, client: await logInWith({ volunteerId }) };
}

async function enrol({ volunteerId, client }: Person, { activityId, shiftIds }: Activity) {
  const path = `/api/v1/activities/${activityId}/shifts/${shiftIds[0]}/enrolments`;
  ok(await client.post(path, { volunteerId }));
}

async function codeFor({ activityId }: Activity, direction: 'in' | 'out'): Promise<string> {
  const screen = ok<Record<'in' | 'out', { code: string; url: string }>>(
    await admin.get(`/api/v1/activities/${activityId}/sign-in-codes`),
    200,
  );
  const { code, url } = screen[direction];
  expect(url).toBe(`${PUBLIC_URL}/s/${activityId}?${direction === 'in' ? 'i' : 'o'}=${code}`);
  return code;
}

/** A new account, opened by whoever is administrator at this hour. */
async function logInWith(wanted: NewClient = {}): Promise<Client> {
  const loginName = `user-${newId()}`;
  ok(await admin.post('/api/v1/accounts', { loginName, password: PASSWORD, ...wanted }));
  return booted.logIn(loginName);
}

/** Sessions end after hours of silence: everybody logs in again. */
async function passDays(days: number): Promise<void> {
  booted.clock.advance(days * DAY);
  admin = await booted.logIn('admin');
}

async function audit(): Promise<FsckReport> {
  const get = <T>(type: abstract new (...args: never[]) => T): T =>
    booted.app.get<T>(type, { strict: false });
  await booted.settle();
  return fsck({
    ...{ store: get(EventStore), databases: get(Databases), vault: get(Vault) },
    ...{ projector: get(Projector), processes: get(ProcessRunner) },
  });
}

async function events(): Promise<Recorded[]> {
  const all: Recorded[] = [];
  const { signal } = new AbortController();
  const pages = booted.app.get(EventStore).subscribe({ after: null, signal });
  for await (const page of pages) {
    all.push(...page.events);
    if (page.caughtUp) break;
  }
  return all;
}

describe('from the first sign-in to a certificate that anyone can check', () => {
  let place: Place;
  let activity: Activity;
  let person: Person;
  let recordId: string;
  let certificateId: string;
  let verifyPath: string;

  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
    place = await found();
    activity = await schedule(place.projectId, [
      '2026-03-02T09:30:00+08:00',
      '2026-03-02T12:50:00+08:00',
    ]);
    person = await volunteer(1);
  });
  afterAll(() => booted.close());

  it('who did not enrol can’t sign in; who did can, with the code on the screen', async () => {
    booted.clock.set('2026-03-02T01:25:00.000Z');
    const code = await codeFor(activity, 'in');
    const scan = { activityId: activity.activityId, code };
    const stranger = await person.client.post('/api/v1/sign-ins', scan);
    expect(refusal(stranger)).toEqual([409, 'service-records/not-enrolled']);
    await enrol(person, activity);
    ({ recordId } = ok<{ recordId: string }>(await person.client.post('/api/v1/sign-ins', scan)));
  });

  it('an in-code is no out-code, and an old code is no code', async () => {
    const { client } = person;
    const { activityId } = activity;
    const code = await codeFor(activity, 'in');
    const wrong = await client.post('/api/v1/sign-outs', { activityId, code });
    expect(refusal(wrong)).toEqual([422, 'service-records/code-forged']);
    const old = await codeFor(activity, 'out');
    booted.clock.set('2026-03-02T04:50:00.000Z');
    const late = await client.post('/api/v1/sign-outs', { activityId, code: old });
    expect(refusal(late)).toEqual([409, 'service-records/code-expired']);
  });

  it('signing out at 12:50 makes 3.33 hours of 9:30 to 12:50', async () => {
    const code = await codeFor(activity, 'out');
    const body = { activityId: activity.activityId, code };
    expect(ok(await person.client.post('/api/v1/sign-outs', body))).toEqual({
      ...{ recordId, centiHours: 333, isLate: false },
    });
    const again = await person.client.post('/api/v1/sign-outs', body);
    expect(refusal(again)).toEqual([409, 'service-records/not-signed-in']);
    const record = ok(await person.client.get(`/api/v1/records/${recordId}`), 200);
    expect(record).toMatchObject({ grade: 'A', status: 'submitted', date: '2026-03-02' });
  });

  it('nobody approves their own record, and who entered one does not approve it', async () => {
    const { organisationId, stationId } = place;
    const scope = `station:${stationId}`;
    const grants = [{ role: 'station-manager' as const, scope }];
    const self = await logInWith({ grants, volunteerId: person.volunteerId });
    const path = `/api/v1/records/${recordId}/review`;
    const own = await self.put(path, { decision: 'approve' });
    expect(refusal(own)).toEqual([403, 'service-records/own-record']);

    const other = await volunteer(2);
    const manager = await logInWith({ grants });
    const [shiftId] = activity.shiftIds;
    const entry = {
      ...{ volunteerId: other.volunteerId, activityId: activity.activityId, shiftId },
      ...{ startsAt: '2026-03-02T09:30:00+08:00', endsAt: '2026-03-02T10:30:00+08:00' },
      reason: '手机没电，未能签到',
    };
    const outside = { ...entry, startsAt: '2026-03-02T07:00:00+08:00' };
    expect(refusal(await manager.post('/api/v1/records', outside))).toEqual([
      ...[422, 'service-records/outside-shift'],
    ]);
    const entered = ok<{ recordId: string }>(await manager.post('/api/v1/records', entry));
    const reviewEntered = `/api/v1/records/${entered.recordId}/review`;
    const recorder = await manager.put(reviewEntered, { decision: 'approve' });
    expect(refusal(recorder)).toEqual([403, 'service-records/recorder-is-approver']);

    ok(await manager.put(path, { decision: 'approve' }), 200);
    ok(await admin.put(reviewEntered, { decision: 'approve' }), 200);
    expect(organisationId).toBe(
      ok<Place>(await admin.get(`/api/v1/records/${recordId}`), 200).organisationId,
    );
  });

  it('a reused key with another body is refused and leaves the first reason alone', async () => {
    const vault = booted.app.get(Vault);
    const third = await volunteer(3);
    const [shiftId] = activity.shiftIds;
    const entry = {
      ...{ volunteerId: third.volunteerId, activityId: activity.activityId, shiftId },
      ...{ startsAt: '2026-03-02T10:00:00+08:00', endsAt: '2026-03-02T11:00:00+08:00' },
    };
    const key = { 'idempotency-key': 'the-same-key' };
    const first = await admin.post('/api/v1/records', { ...entry, reason: '甲' }, key);
    const { recordId: id } = ok<{ recordId: string }>(first);
    const second = await admin.post('/api/v1/records', { ...entry, reason: '乙' }, key);
    expect(refusal(second)).toEqual([422, 'request/idempotency-key-reused']);
    const words = { subject: third.volunteerId, kind: 'record', id };
    expect(vault.get(words, 'part-of-recorded-read')).toMatchObject({ reason: '甲' });
  });

  it('three working days in public, then the hours count and the credit is there', async () => {
    const sweep = () => booted.app.get(EffectDeadlines, { strict: false }).sweepNow();
    const { volunteerId } = person;
    await passDays(3);
    expect(await sweep()).toBe(0);
    await passDays(1);
    expect(await sweep()).toBe(2);
    expect(await sweep()).toBe(0);
    await booted.settle();
    expect(ok(await admin.get(`/api/v1/volunteers/${volunteerId}/hours`), 200)).toEqual({
      ...{ volunteerId, centiHours: 333, records: 1, byGrade: { A: 333 } },
    });
    expect(ok(await admin.get(`/api/v1/time-bank/accounts/${volunteerId}`), 200)).toMatchObject({
      ...{ volunteerId, available: 333, held: 0, debt: 0, overflow: 0 },
    });
  });

  it('credit is held for a service and settled by staff; it can’t be spent twice', async () => {
    const { volunteerId } = person;
    const own = await logInWith({ volunteerId });
    const ask = { volunteerId, centiHours: 300, purpose: '陪同就医' };
    const { holdId } = ok<{ holdId: string }>(await own.post('/api/v1/time-bank/holds', ask));
    const twice = await own.post('/api/v1/time-bank/holds', { ...ask, centiHours: 50 });
    expect(refusal(twice)).toEqual([409, 'time-bank/insufficient-credit']);
    const path = `/api/v1/time-bank/holds/${holdId}/settlement`;
    const bySelf = await own.put(path, { centiHours: 250 });
    expect(refusal(bySelf)).toEqual([403, 'access/not-permitted']);
    ok(await admin.put(path, { centiHours: 250 }), 200);
    const again = await admin.put(path, { centiHours: 250 });
    expect(refusal(again)).toEqual([409, 'time-bank/hold-already-settled']);
    expect(ok(await own.get(`/api/v1/time-bank/accounts/${volunteerId}`), 200)).toMatchObject({
      ...{ available: 83, held: 0 },
    });
    const statement = ok<{ items: { kind: string; change: number; available: number }[] }>(
      await own.get(`/api/v1/time-bank/accounts/${volunteerId}/statement`),
      200,
    );
    expect(statement.items.map(({ kind, change, available }) => [kind, change, available])).toEqual(
      [
        ['HoldSettled', 50, 83],
        ['CreditHeld', -300, 33],
        ['CreditIssued', 333, 333],
      ],
    );
  });

  it('the holder asks for a certificate, an officer accepts it, and the PDF is there', async () => {
    const { volunteerId } = person;
    const own = await logInWith({ volunteerId });
    ({ certificateId } = ok<{ certificateId: string }>(
      await own.post('/api/v1/certificates', {
        ...{ volunteerId, organisationId: place.organisationId },
        ...{ from: '2026-01-01', to: '2026-12-31' },
      }),
    ));
    const acceptance = `/api/v1/certificates/${certificateId}/acceptance`;
    const scope = `organisation:${place.organisationId}`;
    const officer = await logInWith({ grants: [{ role: 'certificate-officer', scope }] });
    expect((await own.put(acceptance)).status).toBe(403);
    const issued = ok<{ verifyUrl: string; checkCode: string }>(await officer.put(acceptance), 200);
    expect(issued.verifyUrl).toMatch(/^http:\/\/shizhang\.test\/v\/[\w-]{22}$/);
    verifyPath = new URL(issued.verifyUrl).pathname;
    const view = ok<{ status: string; number: string; totals: object }>(
      await own.get(`/api/v1/certificates/${certificateId}`),
      200,
    );
    expect(view).toMatchObject({ status: 'issued', totals: { centiHours: 333, services: 1 } });
    expect(view.number).toMatch(/^150602001003-2026-000001-[0-9A-Z]$/);

    const pdf = await own.get(`/api/v1/certificates/${certificateId}/pdf`);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(String(pdf.body).startsWith('%PDF-1.')).toBe(true);
    const stranger = await logInWith();
    expect((await stranger.get(`/api/v1/certificates/${certificateId}/pdf`)).status).toBe(403);

    const query = `number=${view.number}&check=${issued.checkCode}`;
    for (const path of [verifyPath, `/v?${query}`]) {
      const page = await booted.anonymous.get(path);
      expect(page.status).toBe(200);
      expect(page.body).toContain('有效');
      expect(page.body).toContain('3.33');
      expect(page.body).not.toContain('巴根');
    }
    const unknown = await booted.anonymous.get(`/v?number=${view.number}&check=00000000`);
    expect(unknown.status).toBe(404);
  });

  it('once revoked, the same address says so', async () => {
    const path = `/api/v1/certificates/${certificateId}/revocation`;
    ok(await admin.put(path, { reason: 'issued-in-error' }), 200);
    const again = await admin.put(path, { reason: 'issued-in-error' });
    expect(refusal(again)).toEqual([409, 'certificates/already-revoked']);
    const page = await booted.anonymous.get(verifyPath);
    expect(page.body).toContain('已撤销');
    expect(page.body).not.toContain('✔');
  });

  it('a record voided after all leaves a debt of what was spent, and the audit agrees', async () => {
    const path = `/api/v1/records/${recordId}`;
    const alone = await admin.put(`${path}/void`, { reason: 'did-not-take-place' });
    expect(refusal(alone)).toEqual([409, 'service-records/effective-needs-two']);
    const wanted = { kind: 'void', voidReason: 'did-not-take-place', reason: '活动取消' };
    const { proposalId } = ok<{ proposalId: string }>(
      await admin.post(`${path}/proposals`, wanted),
    );
    const scope = `station:${place.stationId}`;
    const second = await logInWith({ grants: [{ role: 'station-manager', scope }] });
    const decision = `${path}/proposals/${proposalId}/decision`;
    ok(await second.put(decision, { decision: 'confirm' }), 200);
    await booted.settle();
    const { volunteerId } = person;
    expect(ok(await admin.get(`/api/v1/time-bank/accounts/${volunteerId}`), 200)).toMatchObject({
      ...{ available: 0, debt: 250 },
    });
    expect(ok(await admin.get(`/api/v1/volunteers/${volunteerId}/hours`), 200)).toMatchObject({
      centiHours: 0,
    });
    expect(await audit()).toMatchObject({ clean: true, findings: [] });
  });

  it('the ledger names nobody', async () => {
    const text = JSON.stringify(await events());
    for (const secret of [
      '巴根',
      '王建国',
      '李秀英',
      '赵明',
      '13800138000',
      idNumber(1),
      '手机没电',
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe(`a crowd of ${VOLUNTEERS} at one screen`, () => {
  let activity: Activity;
  const people: Person[] = [];

  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
    const { projectId } = await found();
    activity = await schedule(projectId, [
      '2026-03-02T09:30:00+08:00',
      '2026-03-02T11:30:00+08:00',
    ]);
    for (let first = 0; first < VOLUNTEERS; first += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, n) => volunteer(first + n));
      people.push(...(await Promise.all(some)));
    }
    await Promise.all(people.map((person) => enrol(person, activity)));
  }, 120_000);
  afterAll(() => booted.close());

  const scanAll = async (direction: 'in' | 'out'): Promise<Answer[]> => {
    const scan = { activityId: activity.activityId, code: await codeFor(activity, direction) };
    return Promise.all(people.map(({ client }) => client.post(`/api/v1/sign-${direction}s`, scan)));
  };

  it('signs in at once: everybody is recorded, and nobody twice however often they scan', async () => {
    booted.clock.set('2026-03-02T01:28:00.000Z');
    const answers = (await Promise.all([scanAll('in'), scanAll('in')])).flat();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const signedIn = (await events()).filter(({ type }) => type === 'service-records.SignedIn');
    const ids = signedIn.map(({ data }) => (data as { volunteerId: string }).volunteerId);
    expect(ids.sort()).toEqual(people.map(({ volunteerId }) => volunteerId).sort());
  });

  it('signs out at once: two hours each, and the audit is clean', async () => {
    booted.clock.set('2026-03-02T03:30:00.000Z');
    const answers = await scanAll('out');
    expect(answers.map(({ body }) => body.centiHours)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.recordId)).size).toBe(VOLUNTEERS);
    const report = await audit();
    expect(report.findings).toEqual([]);
    expect(report.clean).toBe(true);
  });
});
