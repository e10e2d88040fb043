import { bootModule, type Booted } from '../../../test/support/boot-module.js';
import { openSse, type SseClient } from '../../../test/support/sse-client.js';
import { eventually, metaOf } from '../../../test/support/store-events.js';
import { EventStore } from '../../event-store/event-store.js';
import { Principal } from '../../http/principal.js';
import { SseConnections } from '../../http/sse.js';
import type { Json } from '../../kernel/message.js';
import { SteppableClock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { Projector } from '../../projections/projector.js';
import { accessRejections } from '../access/index.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { serviceRecordsProjection, serviceRecordsRejections } from './index.js';
import { LiveActivities } from './live-activity.handlers.js';
import { ServiceRecordsModule } from './service-records.module.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

const NOW = '2026-03-02T01:00:00.000Z';
const ORGANISATION = newId();
const SEEN = { kind: 'signed', in: { kind: 'policy' }, out: { kind: 'policy' }, confirmed: false };
const staff = new Principal('s', [
  { role: 'station-staff', scope: `organisation:${ORGANISATION}` },
]);

let booted: Booted;
let clock: SteppableClock;
const clients: SseClient[] = [];

beforeEach(async () => {
  clock = new SteppableClock(() => Date.parse(NOW));
  booted = await bootModule({
    modules: [ActivitiesModule, ServiceRecordsModule],
    projections: [serviceRecordsProjection],
    refusals: { ...accessRejections, ...serviceRecordsRejections },
    clock,
  });
  booted.signIn(staff);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await booted.app.close();
});

async function append(stream: string, type: string, data: Json): Promise<void> {
  const event = { id: newId(), type, data, meta: metaOf() };
  const { position } = await booted.app.get(EventStore).append(stream, 'any', [event]);
  await booted.app.get(Projector).waitFor(position, 60_000);
}

async function anActivity(): Promise<string> {
  const activityId = newId();
  const shifts = [{ shiftId: newId(), startsAt: NOW, endsAt: '2026-03-02T04:00:00.000Z' }];
  await append(`activity-${activityId}`, 'activities.ActivityScheduled', {
    ...{ activityId, organisationId: ORGANISATION, stationId: null, shifts },
    ...{ divisionCode: '150602001003', title: '清雪', place: '广场', content: '清雪' },
    category: '环保',
  });
  return activityId;
}

const signIn = (activityId: string, volunteerId: string, recordId = newId(), at = NOW) =>
  append(`serviceBook-${volunteerId}.2026`, 'service-records.SignedIn', {
    ...{ recordId, volunteerId, activityId, at, closesAt: '2026-03-02T06:00:00.000Z' },
  });

const signOut = (activityId: string, volunteerId: string, recordId = newId()) =>
  append(`serviceBook-${volunteerId}.2026`, 'service-records.RecordSubmitted', {
    ...{ recordId, version: 1, volunteerId, activityId, organisationId: ORGANISATION },
    ...{ stationId: null, date: '2026-03-02', startsAt: NOW, endsAt: NOW, centiHours: 100 },
    ...{ mode: 'sign-in', recorder: 'r', evidence: SEEN },
  });

async function watch(activityId: string): Promise<SseClient> {
  const client = await openSse(`${booted.url}/api/v1/activities/${activityId}/live`);
  clients.push(client);
  return client;
}

const watched = () => booted.app.get(LiveActivities).watched;

describe('the live screen of an activity', () => {
  it('shows the codes and who is there at once', async () => {
    const activityId = await anActivity();
    await signIn(activityId, 'early');
    const client = await watch(activityId);
    const asked = await fetch(`${booted.url}/api/v1/activities/${activityId}/sign-in-codes`);
    expect(client.headers['cache-control']).toBe('no-store');
    expect(await client.next('codes')).toEqual(await asked.json());
    expect(await client.next('attendance')).toEqual({ signedIn: 1, signedOut: 0 });
  });

  it('tells everybody who watches when somebody comes or goes, and nobody else', async () => {
    const [activityId, other] = [await anActivity(), await anActivity()];
    const both = [await watch(activityId), await watch(activityId)];
    const elsewhere = await watch(other);
    for (const client of [...both, elsewhere]) await client.next('attendance');
    const recordId = newId();
    await signIn(activityId, 'v', recordId);
    for (const client of both) {
      expect(await client.next('attendance')).toEqual({ signedIn: 1, signedOut: 0 });
    }
    await signOut(activityId, 'v', recordId);
    for (const client of both) {
      expect(await client.next('attendance')).toEqual({ signedIn: 1, signedOut: 1 });
    }
    expect(elsewhere.text().match(/event: attendance/g)).toHaveLength(1);
  });

  it('looks a crowd up once in a second, however many watch', async () => {
    const activityId = await anActivity();
    const screens = [await watch(activityId), await watch(activityId), await watch(activityId)];
    for (const client of screens) await client.next('attendance');
    await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(activityId, `v-${n}`)));
    for (const client of screens) {
      while ((await client.next('attendance')).signedIn < 20);
      expect(client.text().match(/event: attendance/g)?.length).toBeLessThan(6);
    }
  });

  it('shows new codes when the old ones are over', async () => {
    clock.set('2026-03-02T01:00:29.980Z');
    const client = await watch(await anActivity());
    const first = await client.next('codes');
    clock.advance(100);
    let next = await client.next('codes');
    // Slower than the screen's timer, the clock is turned after codes of the old time came once more.
    while (next.refreshAt === first.refreshAt) next = await client.next('codes');
    expect(next.refreshAt > first.refreshAt).toBe(true);
    expect(next.in.code).not.toBe(first.in.code);
  });

  it('counts a person once, and not those of another day', async () => {
    const activityId = await anActivity();
    const queries = booted.app.get(ServiceRecordsQueries);
    await signIn(activityId, 'yesterday', newId(), '2026-03-01T15:59:59.999Z');
    await signOut(activityId, 'twice');
    await signIn(activityId, 'twice');
    await signOut(activityId, 'gone');
    expect(queries.attendance(activityId, '2026-03-02')).toEqual({ signedIn: 2, signedOut: 1 });
    expect(queries.attendance(activityId, '2026-03-01')).toEqual({ signedIn: 1, signedOut: 0 });
    expect(queries.attendance(newId(), '2026-03-02')).toEqual({ signedIn: 0, signedOut: 0 });
  });

  it('leaves nothing behind when the last viewer has gone', async () => {
    const activityId = await anActivity();
    const [one, two] = [await watch(activityId), await watch(activityId)];
    expect(watched()).toBe(1);
    one.close();
    await eventually(() => booted.app.get(SseConnections).size === 1);
    expect(watched()).toBe(1);
    two.close();
    await eventually(() => watched() === 0);
    expect(booted.app.get(SseConnections).size).toBe(0);
  });

  it('ends with the service', async () => {
    const client = await watch(await anActivity());
    await client.next('attendance');
    await booted.app.close();
    await client.ended;
    expect(client.text()).not.toContain('error');
  });

  it('is for staff of the place, for activities there are, and while there is room', async () => {
    const activityId = await anActivity();
    const refusal = async (path = activityId) => {
      const answer = await fetch(`${booted.url}/api/v1/activities/${path}/live`);
      const { code } = (await answer.json()) as { code: string };
      return [answer.status, code, answer.headers.get('content-type')?.split(';')[0]];
    };
    const problem = 'application/problem+json';
    expect(await refusal(newId())).toEqual([404, 'service-records/activity-unknown', problem]);
    for (let n = 0; n < 20; n += 1) await watch(activityId);
    expect(await refusal()).toEqual([503, 'request/too-many-streams', problem]);
    booted.signIn(new Principal('x', [{ role: 'station-staff', scope: 'division:44' }]));
    expect(await refusal()).toEqual([403, 'access/not-permitted', problem]);
    booted.signIn(null);
    expect(await refusal()).toEqual([401, 'access/not-signed-in', problem]);
  });
});
