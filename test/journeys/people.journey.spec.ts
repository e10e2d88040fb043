import { StarDeadlines } from '../../src/contexts/honours/star-deadlines.handlers.js';
import { EffectDeadlines } from '../../src/contexts/service-records/effect-deadlines.handlers.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { fsck } from '../../src/fsck/fsck.js';
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
  PASSWORD,
} from '../support/boot-app.js';
import { PDF, uploadProof } from '../support/upload.js';

const DIVISION = '150602001003';
const PROOF = 'ab'.repeat(32);

interface Place {
  readonly organisationId: string;
  readonly stationId: string;
  readonly projectId: string;
}
interface Activity {
  readonly activityId: string;
  readonly shiftId: string;
}

let booted: BootedApp;
let admin: Client;
let place: Place;

const refusal = ({ status, body }: Answer): unknown[] => [status, body.code];

function ok<Body = Record<string, string>>({ status, body }: Answer, wanted = 201): Body {
  expect([status, status === wanted ? undefined : body]).toEqual([wanted, undefined]);
  return body as Body;
}

const get = <T>(type: abstract new (...args: never[]) => T): T =>
  booted.app.get<T>(type, { strict: false });

async function found(): Promise<Place> {
  const { organisationId } = ok<Place>(
    await admin.post('/api/v1/organisations', {
      ...{ legalName: '民生社区居民委员会', kind: 'residents-committee' },
      ...{ divisionCode: DIVISION, phone: '0477-8123456' },
    }),
  );
  const { stationId } = ok<Place>(
    await admin.post('/api/v1/stations', {
      ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
      ...{ divisionCode: DIVISION, address: '民生路 1 号' },
    }),
  );
  const { projectId } = ok<Place>(
    await admin.post('/api/v1/projects', {
      ...{ organisationId, stationId, name: '护河', categories: ['environment'] },
      ...{ from: '2026-01-01', to: '2026-12-31', regular: true },
    }),
  );
  return { organisationId, stationId, projectId };
}

async function schedule(day: string, from: string, to: string): Promise<Activity> {
  const { activityId, shiftIds } = ok<{ activityId: string; shiftIds: string[] }>(
    await admin.post('/api/v1/activities', {
      ...{ projectId: place.projectId, title: '护河', place: '河岸', content: '巡护河道' },
      ...{ category: 'environment', divisionCode: DIVISION, leader: '赵明' },
      shifts: [
        { startsAt: `${day}T${from}:00+08:00`, endsAt: `${day}T${to}:00+08:00`, capacity: 9 },
      ],
    }),
  );
  ok(await admin.put(`/api/v1/activities/${activityId}/screening`, { findings: [] }), 200);
  return { activityId, shiftId: shiftIds[0]! };
}

function idNumber(birthDate: string, sequence: number): string {
  const body = `150602${birthDate.replaceAll('-', '')}${String(sequence * 2 + 1).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

async function register(name: string, birthDate: string, sequence: number): Promise<string> {
  const guardian = { name: '林秀英', phone: '13800138001', agrees: true };
  const { volunteerId } = ok(
    await admin.post('/api/v1/volunteers', {
      ...{ name, sex: 'male', birthDate, idType: 'resident-id', phone: '13800138000', guardian },
      ...{ idNumber: idNumber(birthDate, sequence), divisionCode: DIVISION },
      ...{ serviceCategories: ['community'], declaredTrue: true, privacyVersion: '2026-01' },
      ...{ stationId: place.stationId, organisationId: place.organisationId },
    }),
  );
  return volunteerId!;
}

async function logInWith(wanted: object): Promise<Client> {
  const loginName = `user-${newId()}`;
  ok(await admin.post('/api/v1/accounts', { loginName, password: PASSWORD, ...wanted }));
  return booted.logIn(loginName);
}

/** Sessions end after hours of silence: everybody logs in again. */
async function at(instant: string): Promise<void> {
  booted.clock.set(instant);
  admin = await booted.logIn('admin');
}

const enrol = ({ activityId, shiftId }: Activity, volunteerId: string, over = {}) =>
  admin.post(`/api/v1/activities/${activityId}/shifts/${shiftId}/enrolments`, {
    ...{ volunteerId, ...over },
  });

async function scan(direction: 'in' | 'out', { activityId }: Activity, who: Client) {
  const path = `/api/v1/activities/${activityId}/sign-in-codes`;
  const codes = ok<Record<'in' | 'out', { code: string }>>(await admin.get(path), 200);
  return who.post(`/api/v1/sign-${direction}s`, { activityId, code: codes[direction].code });
}

async function audit() {
  await booted.settle();
  return fsck({
    ...{ store: get(EventStore), databases: get(Databases), vault: get(Vault) },
    ...{ projector: get(Projector), processes: get(ProcessRunner) },
  });
}

beforeAll(async () => {
  booted = await bootApp();
  ({ admin } = booted);
  place = await found();
});
afterAll(() => booted.close());

describe('a qualification opens the door to an activity that asks for it', () => {
  let volunteerId: string;
  let activity: Activity;
  let qualificationId: string;

  it('is earned by a course whose attendance somebody else recorded', async () => {
    volunteerId = await register('哈斯·巴根', '1980-01-01', 1);
    const { courseId } = ok(
      await admin.post('/api/v1/courses', {
        ...{ ...place, projectId: undefined, name: '急救员培训', content: '心肺复苏、止血包扎' },
        ...{ hostUnit: '区红十字会', centiHours: 200, leadsTo: 'first-aid' },
      }),
    );
    const { sessionId } = ok(
      await admin.post(`/api/v1/courses/${courseId}/sessions`, {
        ...{ startsAt: '2026-03-02T08:00:00+08:00', endsAt: '2026-03-02T10:00:00+08:00' },
        place: '站内活动室',
      }),
    );
    const path = `/api/v1/courses/${courseId}/sessions/${sessionId}/attendance`;
    const grants = [{ role: 'station-staff', scope: `station:${place.stationId}` }];
    const self = await logInWith({ grants, volunteerId });
    const own = await self.post(path, { volunteerId, centiHours: 200 });
    expect(refusal(own)).toEqual([403, 'trainings/own-attendance']);

    const wanted = { kind: 'first-aid', courseId, issuer: '区红十字会', validFrom: '2026-03-02' };
    const early = await admin.post(`/api/v1/volunteers/${volunteerId}/qualifications`, wanted);
    expect(refusal(early)).toEqual([409, 'trainings/study-incomplete']);
    ok(await admin.post(path, { volunteerId, centiHours: 200 }));
    ({ qualificationId } = ok<{ qualificationId: string }>(
      await admin.post(`/api/v1/volunteers/${volunteerId}/qualifications`, {
        ...wanted,
        validUntil: '2026-03-04',
      }),
    ));
    const studied = ok<{ items: { name: string; centiHours: number }[] }>(
      await self.get(`/api/v1/volunteers/${volunteerId}/trainings`),
      200,
    );
    expect(studied.items).toMatchObject([{ name: '急救员培训', centiHours: 200 }]);
  });

  it('V11: is asked for at enrolment, on the day of the shift', async () => {
    activity = await schedule('2026-03-03', '08:00', '14:00');
    const late = await schedule('2026-03-05', '08:00', '14:00');
    const stranger = await register('那顺', '1985-05-05', 2);
    for (const { activityId } of [activity, late]) {
      const asked = { danger: false, qualifications: ['first-aid'] };
      ok(await admin.put(`/api/v1/activities/${activityId}/requirements`, asked), 200);
    }
    const missing = await enrol(activity, stranger);
    expect(refusal(missing)).toEqual([409, 'activities/qualification-missing']);
    const expired = await enrol(late, volunteerId);
    expect(refusal(expired)).toEqual([409, 'activities/qualification-expired']);
    expect(expired.body.facts).toEqual({ qualification: 'first-aid', validUntil: '2026-03-04' });
    ok(await enrol(activity, volunteerId));
  });

  it('V11: is asked for again at sign-in', async () => {
    const path = `/api/v1/volunteers/${volunteerId}/qualifications`;
    ok(await admin.put(`${path}/${qualificationId}/revocation`, { reason: 'paper-false' }), 200);
    await at('2026-03-03T00:00:00.000Z');
    const self = await logInWith({ volunteerId });
    expect(refusal(await scan('in', activity, self))).toEqual([
      ...[409, 'service-records/qualification-missing'],
    ]);
    const named = {
      kind: 'first-aid',
      issuer: '红十字会',
      number: '红-17',
      validFrom: '2026-01-01',
    };
    const unknown = await admin.post(path, { ...named, proofHash: PROOF });
    expect(refusal(unknown)).toEqual([404, 'trainings/proof-unknown']);
    const { proofHash } = ok(await uploadProof(admin, volunteerId));
    const granted = ok(await admin.post(path, { ...named, proofHash }));
    const paper = await self.get(`${path}/${granted['qualificationId']}/proof`);
    expect([paper.status, paper.body]).toEqual([200, PDF]);
    const stranger = await logInWith({});
    expect((await stranger.get(`${path}/${granted['qualificationId']}/proof`)).status).toBe(403);
    ok(await scan('in', activity, self));
    await at('2026-03-03T06:00:00.000Z');
    ok(await scan('out', activity, await logInWith({ volunteerId })));
  });
});

describe('danger and age', () => {
  it('V10: who is not told and not insured does not enrol; a minor never does', async () => {
    const activity = await schedule('2026-03-06', '08:00', '10:00');
    const path = `/api/v1/activities/${activity.activityId}`;
    const untold = await admin.put(`${path}/requirements`, { danger: true });
    expect(refusal(untold)).toEqual([422, 'activities/risk-notice-missing']);
    const risky = { danger: true, riskNotice: '临水作业，请穿救生衣' };
    ok(await admin.put(`${path}/requirements`, risky), 200);

    const adult = await register('苏和', '1990-01-01', 3);
    expect(refusal(await enrol(activity, adult))).toEqual([
      ...[409, 'activities/risk-notice-not-acknowledged'],
    ]);
    expect(refusal(await enrol(activity, adult, { acknowledgesNotice: 1 }))).toEqual([
      ...[409, 'activities/insurance-missing'],
    ]);
    const period = { validFrom: '2026-03-01', validUntil: '2026-03-31', proofHash: PROOF };
    ok(await admin.post(`${path}/insurances`, period));
    ok(await enrol(activity, adult, { acknowledgesNotice: 1 }));
    const minor = await register('小青', '2009-01-01', 4);
    const young = await enrol(activity, minor, { acknowledgesNotice: 1 });
    expect(refusal(young)).toEqual([422, 'activities/adults-only']);
  });

  it('V9: a minor takes part with a guardian’s consent, and not after it is withdrawn', async () => {
    const activity = await schedule('2026-03-04', '08:00', '10:00');
    const child = await register('小宝', '2014-01-01', 5);
    const without = await enrol(activity, child);
    expect(refusal(without)).toEqual([409, 'activities/guardian-consent-missing']);
    const path = `/api/v1/volunteers/${child}`;
    const word = { name: '林秀英', phone: '13800138001', relation: 'parent', accompanies: false };
    ok(await admin.post(`${path}/guardian-consent`, word));
    ok(await enrol(activity, child));
    const named = await admin.put(`${path}/consents/publicity-by-name`, {
      ...{ textVersion: '2026-01', by: 'guardian' },
    });
    expect(refusal(named)).toEqual([422, 'volunteers/minor-not-public']);

    ok(await admin.del(`${path}/guardian-consent`), 200);
    await at('2026-03-04T00:00:00.000Z');
    const self = await logInWith({ volunteerId: child });
    expect(refusal(await scan('in', activity, self))).toEqual([
      ...[409, 'service-records/guardian-consent-withdrawn'],
    ]);
    ok(await admin.post(`${path}/guardian-consent`, word));
    ok(await scan('in', activity, self));
  });

  it('V9: below eight the guardian is seen on the spot', async () => {
    const activity = await schedule('2026-03-04', '08:00', '10:00');
    const child = await register('小贝', '2019-01-01', 6);
    const path = `/api/v1/volunteers/${child}/guardian-consent`;
    const word = { name: '林秀英', phone: '13800138001', relation: 'parent', accompanies: true };
    ok(await admin.post(path, word));
    ok(await enrol(activity, child));
    const self = await logInWith({ volunteerId: child });
    expect(refusal(await scan('in', activity, self))).toEqual([
      ...[409, 'service-records/guardian-not-present'],
    ]);
    const { activityId, shiftId } = activity;
    const seen = `/api/v1/activities/${activityId}/shifts/${shiftId}/guardians/${child}`;
    ok(await admin.put(seen), 200);
    ok(await scan('in', activity, self));
  });
});

describe('from hours to a star', () => {
  let volunteerId: string;
  let applicationId: string;
  const recordIds: string[] = [];

  it('twelve effective hours are enough for one star of the community, not for two', async () => {
    volunteerId = await register('高娃', '1975-03-03', 7);
    for (const day of ['2026-03-09', '2026-03-10']) {
      const activity = await schedule(day, '08:00', '14:00');
      ok(await enrol(activity, volunteerId));
      await at(`${day}T00:00:00.000Z`);
      const { recordId } = ok(await scan('in', activity, await logInWith({ volunteerId })));
      recordIds.push(recordId!);
      await at(`${day}T06:00:00.000Z`);
      ok(await scan('out', activity, await logInWith({ volunteerId })));
      ok(await admin.put(`/api/v1/records/${recordId}/review`, { decision: 'approve' }), 200);
    }
    await at('2026-03-17T01:00:00.000Z');
    expect(await get(EffectDeadlines).sweepNow()).toBe(2);
    const self = await logInWith({ volunteerId });
    const path = `/api/v1/volunteers/${volunteerId}/star-applications`;
    const two = await self.post(path, { scheme: 'community', star: 2 });
    expect([...refusal(two), two.body.facts]).toEqual([
      ...[409, 'honours/hours-too-few', { centiHours: 1200, required: 2000 }],
    ]);
    ({ applicationId } = ok<{ applicationId: string }>(
      await self.post(path, { scheme: 'community', star: 1 }),
    ));
  });

  it('is approved, stands in public for five working days, and is granted', async () => {
    const path = `/api/v1/star-applications/${applicationId}`;
    ok(await admin.put(`${path}/decision`, { outcome: 'approve' }), 200);
    const page = await booted.anonymous.get('/stars');
    expect([page.status, page.body.includes('高＊'), page.body.includes('高娃')]).toEqual([
      ...[200, true, false],
    ]);
    expect(await get(StarDeadlines).sweepNow()).toBe(0);
    const objector = await logInWith({ grants: [{ role: 'resident', scope: '*' }] });
    const { objectionId } = ok(
      await objector.post(`${path}/objections`, { reason: '时长存疑，请核实' }),
    );
    await at('2026-03-19T01:00:00.000Z');
    const settled = `${path}/objections/${objectionId}/decision`;
    ok(await admin.put(settled, { outcome: 'dismiss' }), 200);
    await at('2026-03-26T01:00:00.000Z');
    expect(await get(StarDeadlines).sweepNow()).toBe(0);
    await at('2026-03-27T01:00:00.000Z');
    expect(await get(StarDeadlines).sweepNow()).toBe(1);
    const { items } = ok<{ items: object[] }>(
      await admin.get(`/api/v1/volunteers/${volunteerId}/stars`),
      200,
    );
    expect(items).toMatchObject([{ star: 1, status: 'granted', centiHours: 1200 }]);
  });

  it('is looked at by a person when its hours are voided, never silently taken', async () => {
    const wanted = { kind: 'void', voidReason: 'did-not-take-place', reason: '活动取消' };
    const path = `/api/v1/records/${recordIds[0]}/proposals`;
    const { proposalId } = ok(await admin.post(path, wanted));
    const scope = `organisation:${place.organisationId}`;
    const manager = await logInWith({ grants: [{ role: 'station-manager', scope }] });
    ok(await manager.put(`${path}/${proposalId}/decision`, { decision: 'confirm' }), 200);
    await booted.settle();
    expect(await get(StarDeadlines).sweepNow()).toBe(1);
    expect(await get(StarDeadlines).sweepNow()).toBe(0);
    const review = `/api/v1/star-applications/${applicationId}/review`;
    ok(await admin.put(review, { outcome: 'revoke' }), 200);
    expect(refusal(await admin.put(review, { outcome: 'keep' }))).toEqual([
      ...[409, 'honours/no-review-open'],
    ]);
  });

  it('awards come on their three ways', async () => {
    const self = await logInWith({ volunteerId });
    const path = `/api/v1/volunteers/${volunteerId}/awards`;
    const award = {
      ...{ organisationId: place.organisationId, title: '优秀志愿者', on: '2026-03-05' },
      ...{ grantingUnit: '民生社区', level: 'organisation' },
    };
    ok(await admin.post(path, { ...award, path: 'own' }));
    const bare = await admin.post(path, { ...award, path: 'government' });
    expect(refusal(bare)).toEqual([422, 'honours/proof-missing']);
    const unknown = await self.post(path, { ...award, path: 'other', proofHash: PROOF });
    expect(refusal(unknown)).toEqual([404, 'honours/proof-unknown']);
    const { proofHash } = ok(await uploadProof(self, volunteerId));
    const other = { ...award, path: 'other', proofHash };
    const { awardId } = ok(await self.post(path, other));
    const paper = await admin.get(`/api/v1/awards/${awardId}/proof`);
    expect([paper.status, paper.body]).toEqual([200, PDF]);
    expect((await (await logInWith({})).get(`/api/v1/awards/${awardId}/proof`)).status).toBe(403);
    expect(
      (await self.put(`/api/v1/awards/${awardId}/check`, { decision: 'confirm' })).status,
    ).toBe(403);
    ok(await admin.put(`/api/v1/awards/${awardId}/check`, { decision: 'confirm' }), 200);
    const { items } = ok<{ items: object[] }>(await self.get(path), 200);
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ status: 'recorded', text: { title: '优秀志愿者' } });
  });
});

describe('a dossier', () => {
  const path = (kind: string, id: string) => `/api/v1/dossiers/${kind}/${id}`;

  it('of a volunteer says what the books hold, and what nobody has confirmed', async () => {
    const holder = await register('乌兰', '1970-01-01', 8);
    const self = await logInWith({ volunteerId: holder });
    const { organisationId } = place;
    const award = { organisationId, title: '最美邻居', grantingUnit: '社区', on: '2026-03-01' };
    ok(
      await admin.post(`/api/v1/volunteers/${holder}/awards`, {
        ...{ ...award, path: 'own', level: 'organisation' },
      }),
    );
    const dossier = ok<Record<string, unknown>>(await self.get(path('volunteer', holder)), 200);
    expect(dossier).toMatchObject({
      ...{ name: '乌兰', years: [], beneficiaries: null, roster: null },
      evaluations: { count: 0, meanMark: null },
      awards: [{ text: { title: '最美邻居' } }],
      criteria: [
        { code: 'active-years', wanted: 3, found: 0, verdict: 'not-met' },
        { code: 'deeds', verdict: 'not-confirmed' },
      ],
      rules: { version: 'four-100/2024', activeServices: 3 },
    });
    const stranger = await logInWith({});
    expect((await stranger.get(path('volunteer', holder))).status).toBe(403);
  });

  it('of organisation, project and community adds up effective hours', async () => {
    const { organisationId, projectId } = place;
    for (const [kind, id] of [
      ['organisation', organisationId],
      ['project', projectId],
      ['community', DIVISION],
    ] as const) {
      const dossier = ok<Record<string, unknown>>(await admin.get(path(kind, id)), 200);
      expect(dossier).toMatchObject({
        years: [{ year: 2026, centiHours: 600, services: 1, volunteers: 1 }],
        classes: [{ category: 'environment', centiHours: 600, services: 1 }],
        projects: [{ projectId, regular: true }],
      });
    }
    const asked = `${path('organisation', organisationId)}?activeServices=1`;
    expect(ok(await admin.get(asked), 200)).toMatchObject({ roster: { active: 1 } });
    const unknown = await admin.get(path('project', newId()));
    expect(refusal(unknown)).toEqual([404, 'honours/subject-unknown']);
  });

  it('is a page that prints, in two languages', async () => {
    const address = `/dossiers/organisation/${place.organisationId}`;
    const zh = await admin.get(address);
    expect([zh.status, zh.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const text of ['申报材料', '未核实', '6.00', '护河']) expect(zh.body).toContain(text);
    const en = await admin.get(`${address}?lang=en`);
    expect(en.body).toContain('not confirmed');
  });
});

it('the audit is clean, and the ledger names nobody', async () => {
  expect(await audit()).toMatchObject({ clean: true, findings: [] });
  const events: unknown[] = [];
  const { signal } = new AbortController();
  for await (const page of get(EventStore).subscribe({ after: null, signal })) {
    events.push(...page.events);
    if (page.caughtUp) break;
  }
  const text = JSON.stringify(events);
  for (const secret of [
    '巴根',
    '高娃',
    '林秀英',
    '13800138001',
    '优秀志愿者',
    '时长存疑',
    '红-17',
  ]) {
    expect(text).not.toContain(secret);
  }
});
