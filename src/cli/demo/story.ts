import { addDays, instantAt, type Instant, type LocalDate } from '../../kernel/calendar.js';
import { buyHours, showBoughtHour } from './bought-hour.js';
import { COMMUNITY, type DemoPerson, PEOPLE } from './community.js';
import { HttpClient } from './http-client.js';
import { fillRecordGroups } from './record-groups.js';
import type { Stage } from './stage.js';

export interface StoryEnd {
  readonly certificateId: string;
  readonly verifyUrl: string;
  readonly checkCode: string;
  readonly pdf: Buffer;
  readonly keys: unknown;
  readonly logKeys: readonly string[];
  readonly hoursCenti: number;
  readonly credit: { readonly available: number; readonly held: number };
  readonly page: string;
}

/** Passwords of the demonstration only; the service is on this machine and its data is invented. */
export const DEMO_PASSWORD = 'shizhang-demo-2026';

interface Volunteer {
  readonly person: DemoPerson;
  readonly volunteerId: string;
  readonly client: HttpClient;
}

interface Ids {
  readonly organisationId: string;
  readonly stationId: string;
}

/** The main job from an empty ledger to a certificate, over the real HTTP API. */
export async function tellStory(stage: Stage): Promise<StoryEnd> {
  const { firstDay, say, setClock } = stage;
  setClock(instantAt(firstDay, '08:00'));
  const admin = new HttpClient(stage.baseUrl);
  await admin.post('/api/v1/setup', {
    token: stage.setupToken,
    loginName: 'admin',
    password: DEMO_PASSWORD,
  });
  await admin.logIn('admin', DEMO_PASSWORD);
  say('管理员通过一次性链接完成设置。 The administrator used the one-time set-up link.');

  const ids = await openStation(admin);
  const scope = `organisation:${ids.organisationId}`;
  const manager = { loginName: 'manager', grants: [{ role: 'station-manager', scope }] };
  const second = { loginName: 'manager2', grants: manager.grants };
  const overseer = { loginName: 'supervisor', grants: [{ role: 'supervisor', scope }] };
  const certifier = { loginName: 'officer', grants: [{ role: 'certificate-officer', scope }] };
  const staff = await openAccount(stage, admin, manager);
  const officer = await openAccount(stage, admin, certifier);
  const approver = await openAccount(stage, admin, second);
  const supervisor = await openAccount(stage, admin, overseer);
  say('设立了站点、站长和证明专员。 A station, its manager and a certificate officer.');

  const volunteers = await registerAll(stage, admin);
  const holder = first(volunteers);
  say(`${volunteers.length} 名志愿者实名注册。 Volunteers registered under their ID numbers.`);

  for (let visit = 0; visit < 2; visit += 1) {
    await volunteer(stage, { staff, volunteers, ids, day: addDays(firstDay, visit) });
  }
  const boughtOn = addDays(firstDay, 2);
  await reviewAll(stage, staff, boughtOn);
  await fillRecordGroups(stage, {
    ...{ staff, volunteerId: holder.volunteerId, organisationId: ids.organisationId },
    day: addDays(firstDay, 1),
  });
  const { volunteerId, client } = volunteers[1] ?? holder;
  const recordId = await buyHours(stage, {
    ...{ recorder: staff, approver, volunteerId, ids, day: boughtOn },
  });
  const lastDay = await lastDayOf(stage, staff);
  setClock(instantAt(lastDay, '09:00'));
  const effective = await stage.passDeadlines();
  say(`公示期满，${effective} 条记录生效。 Publicity passed: ${effective} records took effect.`);

  await showBoughtHour(stage, recordId, {
    ...{ volunteer: client, volunteerId, officer, supervisor },
    ...{ anybody: new HttpClient(stage.baseUrl), organisationId: ids.organisationId },
    period: { from: firstDay, to: lastDay },
  });
  await redeem(stage, staff, holder);
  return certify(stage, { officer, holder, ids, lastDay });
}

/** Nine days later, or when the last hours take effect: publicity counts working days. */
async function lastDayOf({ firstDay }: Stage, staff: HttpClient): Promise<LocalDate> {
  const { items } = await staff.get<{ items: { effectiveOn: LocalDate }[] }>(
    '/api/v1/records?status=publicised',
  );
  const dates = items.map(({ effectiveOn }) => effectiveOn);
  return dates.reduce((last, date) => (date > last ? date : last), addDays(firstDay, 9));
}

async function openStation(admin: HttpClient): Promise<Ids> {
  const { organisation, signatories, station } = COMMUNITY;
  const { organisationId } = await admin.post<Ids>('/api/v1/organisations', organisation);
  await admin.put(`/api/v1/organisations/${organisationId}/signatories`, signatories);
  const { divisionCode } = organisation;
  const { stationId } = await admin.post<Ids>('/api/v1/stations', {
    ...station,
    organisationId,
    divisionCode,
  });
  return { organisationId, stationId };
}

interface NewAccount {
  readonly loginName: string;
  readonly grants: readonly { readonly role: string; readonly scope: string }[];
  readonly volunteerId?: string;
}

async function openAccount(
  stage: Stage,
  admin: HttpClient,
  account: NewAccount,
): Promise<HttpClient> {
  await admin.post('/api/v1/accounts', { ...account, password: DEMO_PASSWORD });
  return loggedIn(stage, account.loginName);
}

async function loggedIn(stage: Stage, loginName: string): Promise<HttpClient> {
  const client = new HttpClient(stage.baseUrl);
  await client.logIn(loginName, DEMO_PASSWORD);
  return client;
}

async function registerAll(stage: Stage, admin: HttpClient): Promise<Volunteer[]> {
  const { divisionCode } = COMMUNITY.organisation;
  const registered: Volunteer[] = [];
  for (const [index, person] of PEOPLE.entries()) {
    const { volunteerId } = await admin.post<{ volunteerId: string }>('/api/v1/volunteers', {
      ...person,
      ...COMMUNITY.registration,
      divisionCode,
    });
    const account = { loginName: `volunteer${index + 1}`, grants: [], volunteerId };
    registered.push({ person, volunteerId, client: await openAccount(stage, admin, account) });
  }
  return registered;
}

interface Visit {
  readonly staff: HttpClient;
  readonly volunteers: readonly Volunteer[];
  readonly ids: Ids;
  readonly day: LocalDate;
}

/** An afternoon: scheduled, screened, joined, signed in and out by the code on the screen. */
async function volunteer(stage: Stage, { staff, volunteers, ids, day }: Visit): Promise<void> {
  stage.setClock(instantAt(day, '08:30'));
  const { divisionCode } = COMMUNITY.organisation;
  const { projectId } = await staff.post<{ projectId: string }>('/api/v1/projects', {
    ...COMMUNITY.project,
    ...ids,
    from: day,
    to: addDays(day, 30),
  });
  const { activityId, shiftIds } = await staff.post<{ activityId: string; shiftIds: string[] }>(
    '/api/v1/activities',
    {
      ...COMMUNITY.activity,
      projectId,
      divisionCode,
      shifts: [
        { startsAt: `${day}T14:00:00+08:00`, endsAt: `${day}T17:30:00+08:00`, capacity: 20 },
      ],
    },
  );
  await staff.put(`/api/v1/activities/${activityId}/screening`, { findings: [] });
  for (const { volunteerId, client } of volunteers) {
    const path = `/api/v1/activities/${activityId}/shifts/${first(shiftIds)}/enrolments`;
    await client.post(path, { volunteerId });
  }
  await scanAll(stage, { staff, volunteers, activityId, at: instantAt(day, '13:58') });
  await scanAll(stage, { staff, volunteers, activityId, at: instantAt(day, '17:20') });
  stage.say(`${day} 扫码签到、签退。 Signed in and out by the rotating code.`);
}

interface Scan {
  readonly staff: HttpClient;
  readonly volunteers: readonly Volunteer[];
  readonly activityId: string;
  readonly at: Instant;
}

async function scanAll(stage: Stage, { staff, volunteers, activityId, at }: Scan): Promise<void> {
  stage.setClock(at);
  const codes = await staff.get<{ in: { code: string }; out: { code: string } }>(
    `/api/v1/activities/${activityId}/sign-in-codes`,
  );
  const isMorning = at.slice(11, 13) < '07';
  for (const { client } of volunteers) {
    if (isMorning) await client.post('/api/v1/sign-ins', { activityId, code: codes.in.code });
    else await client.post('/api/v1/sign-outs', { activityId, code: codes.out.code });
  }
}

async function reviewAll(stage: Stage, staff: HttpClient, day: LocalDate): Promise<void> {
  stage.setClock(instantAt(day, '09:00'));
  const waiting = await staff.get<{ items: { recordId: string }[] }>(
    '/api/v1/records?status=submitted',
  );
  for (const { recordId } of waiting.items) {
    await staff.put(`/api/v1/records/${recordId}/review`, { decision: 'approve' });
  }
  stage.say(`站长审核 ${waiting.items.length} 条记录，开始公示。 Reviewed, publicity begins.`);
}

async function redeem(stage: Stage, staff: HttpClient, holder: Volunteer): Promise<void> {
  const { volunteerId } = holder;
  const { holdId } = await holder.client.post<{ holdId: string }>('/api/v1/time-bank/holds', {
    volunteerId,
    centiHours: 150,
    purpose: '陪同就医',
  });
  await staff.put(`/api/v1/time-bank/holds/${holdId}/settlement`, { centiHours: 150 });
  stage.say(
    '用 1.50 小时时间币兑换陪同就医。 1.50 hours of credit redeemed for company to hospital.',
  );
}

interface Certifying {
  readonly officer: HttpClient;
  readonly holder: Volunteer;
  readonly ids: Ids;
  readonly lastDay: LocalDate;
}

async function certify(
  stage: Stage,
  { officer, holder, ids, lastDay }: Certifying,
): Promise<StoryEnd> {
  const { volunteerId, client } = holder;
  const { certificateId } = await client.post<{ certificateId: string }>('/api/v1/certificates', {
    volunteerId,
    organisationId: ids.organisationId,
    from: stage.firstDay,
    to: lastDay,
  });
  const { verifyUrl, checkCode } = await officer.put<{ verifyUrl: string; checkCode: string }>(
    `/api/v1/certificates/${certificateId}/acceptance`,
  );
  const hours = await client.get<{ centiHours: number }>(`/api/v1/volunteers/${volunteerId}/hours`);
  const pdf = await client.bytes(`/api/v1/certificates/${certificateId}/pdf`);
  const log = await client.get<{ keys: readonly { vkey: string }[] }>('/log/keys');
  return {
    certificateId,
    verifyUrl,
    checkCode,
    pdf,
    keys: await client.get('/api/v1/keys'),
    logKeys: log.keys.map(({ vkey }) => vkey),
    hoursCenti: hours.centiHours,
    credit: await client.get(`/api/v1/time-bank/accounts/${volunteerId}`),
    page: await new HttpClient(stage.baseUrl).text(new URL(verifyUrl).pathname),
  };
}

function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error('invariant broken: an empty list');
  return found;
}
