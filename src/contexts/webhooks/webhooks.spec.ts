import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootModule, type Booted } from '../../../test/support/boot-module.js';
import { aMeta } from '../../../test/support/given.js';
import { eventually, metaOf } from '../../../test/support/store-events.js';
import {
  type Received,
  type Receiver,
  startReceiver,
} from '../../../test/support/webhook-receiver.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { EventStore } from '../../event-store/event-store.js';
import { Principal } from '../../http/principal.js';
import type { Json } from '../../kernel/message.js';
import { SteppableClock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { Databases } from '../../projections/databases.js';
import { Projector } from '../../projections/projector.js';
import { accessRejections } from '../access/index.js';
import { Outbox } from './delivery/outbox.js';
import { OutboxFollower } from './delivery/outbox-follower.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import { SuspendEndpoint } from './domain/endpoint.commands.js';
import { DELIVERABLE_TYPES } from './domain/deliverable.policy.js';
import { TRIES_MAX } from './domain/retry.policy.js';
import { webhooksProjection, webhooksRejections } from './index.js';
import { WAITING_MAX } from './outbox.projection.js';
import { WebhooksModule } from './webhooks.module.js';

const NOW = '2026-03-02T01:00:00.000Z';
const HALF_A_DAY_MS = 15 * 3_600_000;
const [TOOK_EFFECT, VOIDED, ISSUED, REVOKED] = DELIVERABLE_TYPES;

let booted: Booted;
let clock: SteppableClock;
let receiver: Receiver;
let organisationId: string;
let dataDir: string | null;

async function boot(): Promise<void> {
  booted = await bootModule({
    modules: [WebhooksModule],
    projections: [webhooksProjection],
    refusals: { ...accessRejections, ...webhooksRejections },
    clock,
    dataDir,
  });
}

beforeEach(async () => {
  clock = new SteppableClock(() => Date.parse(NOW));
  dataDir = null;
  receiver = await startReceiver();
  await boot();
  organisationId = await anOrganisation();
});
afterEach(async () => {
  await booted.app.close();
  await receiver.close();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

async function append(stream: string, type: string, data: Json): Promise<string> {
  const event = { id: newId(), type, data, meta: metaOf({ recordedAt: clock.now() }) };
  const { position } = await booted.app.get(EventStore).append(stream, 'any', [event]);
  await booted.app.get(Projector).waitFor(position, 5_000);
  return event.id;
}

async function anOrganisation(): Promise<string> {
  const id = newId();
  const data = { organisationId: id, divisionCode: '150602001003' };
  await append(`organisation-${id}`, 'stations.OrganisationRegistered', data);
  return id;
}

const tookEffect = (recordId: string, whose: string | null = organisationId) =>
  append(`serviceBook-${recordId}.2026`, TOOK_EFFECT, {
    ...{ recordId, version: 1, volunteerId: 'v-1', organisationId: whose, stationId: null },
    ...{ date: '2026-03-01', centiHours: 150, grade: 'A', on: '2026-03-02' },
  });

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects
  readonly body: any;
}

async function call(method: string, path = '', body?: unknown, key = newId()): Promise<Answer> {
  const response = await fetch(
    `${booted.url}/api/v1/organisations/${organisationId}/webhooks${path}`,
    {
      method,
      headers: {
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
  );
  return { status: response.status, body: await response.json() };
}

const register = (over: object = {}, key?: string) =>
  call('POST', '', { url: receiver.url, eventTypes: [TOOK_EFFECT], ...over }, key);

async function anEndpoint(over: object = {}): Promise<{ endpointId: string; secret: string }> {
  const { status, body } = await register(over);
  expect(status).toBe(201);
  return body;
}

/** Until everything in the ledger was looked through and nothing is due any more. */
async function deliver(): Promise<void> {
  const head = await booted.app.get(EventStore).head();
  expect(await booted.app.get(OutboxFollower).waitFor(head, 5_000)).toBe(true);
  await booted.app.get(WebhookSender).sendDue();
}

async function failUntilSuspended(): Promise<void> {
  receiver.answer(500);
  for (let n = 0; n < TRIES_MAX; n += 1) {
    await deliver();
    clock.advance(HALF_A_DAY_MS);
  }
  await deliver();
}

const viewOf = async (endpointId: string) =>
  (await call('GET')).body.items.find(
    (row: { endpointId: string }) => row.endpointId === endpointId,
  );
const recordsOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).data.recordId);

describe('a message', () => {
  it('carries ids, and a signature that the receiver computes for itself', async () => {
    const { secret } = await anEndpoint();
    await tookEffect('r-1');
    await deliver();
    expect(receiver.received).toHaveLength(1);
    const { headers, body } = receiver.received[0]!;
    expect(JSON.parse(body)).toEqual({
      type: TOOK_EFFECT,
      timestamp: NOW,
      data: {
        ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', organisationId, stationId: null },
        ...{ date: '2026-03-01', centiHours: 150, grade: 'A', on: '2026-03-02' },
      },
    });
    const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect(timestamp).toBe(String(Date.parse(NOW) / 1_000));
    const computed = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${String(id)}.${String(timestamp)}.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${computed}`);
  });

  it('goes to who asked for its type, for its organisation, from then on', async () => {
    await tookEffect('before');
    await anEndpoint();
    await anEndpoint({ url: `${receiver.url}/other`, eventTypes: [VOIDED] });
    await tookEffect('mine');
    await tookEffect('foreign', newId());
    await tookEffect('nobody', null);
    await deliver();
    expect(recordsOf(receiver.received)).toEqual(['mine']);
  });

  it('about a revoked certificate goes to who issued it; lists stay out of it', async () => {
    await anEndpoint({ eventTypes: [ISSUED, REVOKED] });
    const certificate = { certificateId: 'c-1', number: '1506-1' };
    await append('certificate-c-1', ISSUED, {
      ...{ ...certificate, volunteerId: 'v-1', organisationId, issuedOn: '2026-03-02' },
      ...{ from: '2026-01-01', to: '2026-03-01', logPosition: '7', codeHash: 'secret' },
      ...{ records: [{ recordId: 'r', version: 1 }], totals: { centiHours: 150 } },
    });
    await append('certificate-c-1', REVOKED, {
      ...{ ...certificate, reason: 'holder-asked', on: '2026-03-02' },
    });
    await append('certificate-c-2', REVOKED, { ...certificate, certificateId: 'c-2' });
    await deliver();
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ type, data }) => [type, data.certificateId])).toEqual([
      [ISSUED, 'c-1'],
      [REVOKED, 'c-1'],
    ]);
    expect(bodies[0].data.records).toBe(1);
    expect(receiver.received[0]?.body).not.toContain('secret');
  });

  it('is sent again when it failed, later, under the same id, and then no more', async () => {
    const { endpointId } = await anEndpoint();
    receiver.answer(500);
    await tookEffect('r-1');
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await viewOf(endpointId)).delivery).toMatchObject({
      ...{ waiting: 1, delivered: 0, failure: 'status-500', failedAt: NOW },
      nextTryAt: expect.stringMatching(/^2026-03-02T01:00:0[4-6]/),
    });
    receiver.answer(200);
    clock.advance(6_000);
    await deliver();
    clock.advance(HALF_A_DAY_MS);
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(times[1]! - times[0]!).toBe(6);
    expect((await viewOf(endpointId)).delivery).toMatchObject({ waiting: 0, delivered: 1 });
  });

  it('never overtakes an older one of the same endpoint, and holds up no other endpoint', async () => {
    await anEndpoint();
    await anEndpoint({ url: receiver.url.replace('hook', 'well') });
    let refused = 0;
    receiver.answer((response, { path, body }) => {
      const isRefused = path === '/hook' && body.includes('r-3') && refused < 2;
      if (isRefused) refused += 1;
      response.writeHead(isRefused ? 503 : 200).end();
    });
    for (let n = 0; n < 30; n += 1) await tookEffect(`r-${n}`);
    await deliver();
    const wanted = Array.from({ length: 30 }, (_, n) => `r-${n}`);
    const at = (path: string) => recordsOf(receiver.received.filter((one) => one.path === path));
    expect(at('/well')).toEqual(wanted);
    expect(at('/hook')).toEqual(['r-0', 'r-1', 'r-2', 'r-3']);
    for (let n = 0; n < 2; n += 1) {
      clock.advance(60_000);
      await deliver();
    }
    expect(at('/hook')).toEqual(['r-0', 'r-1', 'r-2', 'r-3', 'r-3', ...wanted.slice(3)]);
  });

  it('that found no room is counted as missed', async () => {
    const { endpointId } = await anEndpoint();
    await deliver();
    booted.app
      .get(Databases)
      .work.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO webhooks_outbox (endpoint_id, event_id, body, next_try_at)
         SELECT ?, 'e' || i, '{}', '9999' FROM n`,
      )
      .run(WAITING_MAX, endpointId);
    await tookEffect('one-more');
    await deliver();
    const { delivery } = await viewOf(endpointId);
    expect(delivery).toMatchObject({ waiting: WAITING_MAX, missed: 1 });
  });
});

describe('a restart', () => {
  beforeEach(async () => {
    await booted.app.close();
    dataDir = mkdtempSync(join(tmpdir(), 'shizhang-webhooks-'));
    await boot();
    organisationId = await anOrganisation();
  });

  it('goes on with what had failed', async () => {
    await anEndpoint();
    receiver.answer(500);
    await tookEffect('r-1');
    await tookEffect('r-2');
    await deliver();
    await booted.app.close();
    receiver.answer(200);
    clock.advance(60_000);
    await boot();
    await deliver();
    expect(recordsOf(receiver.received)).toEqual(['r-1', 'r-1', 'r-2']);
  });

  it('repeats what was on the wire, and does not hold it against the receiver', async () => {
    const { endpointId } = await anEndpoint();
    receiver.answer(() => undefined);
    await tookEffect('r-1');
    await eventually(() => receiver.received.length === 1);
    await booted.app.close();
    receiver.answer(200);
    await boot();
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect((await viewOf(endpointId)).delivery).toMatchObject({ delivered: 1, failure: null });
  });

  it('never looks again at what is in the outbox: both are committed together', async () => {
    await anEndpoint();
    await tookEffect('r-1');
    const head = await booted.app.get(EventStore).head();
    await booted.app.get(OutboxFollower).waitFor(head, 5_000);
    expect(booted.app.get(Outbox).checkpoint()).toBe(head);
  });

  it('finds what happened while only the ledger was written, once', async () => {
    await anEndpoint();
    await deliver();
    await booted.app.get(OutboxFollower).stop();
    await tookEffect('r-1');
    await booted.app.close();
    for (let n = 0; n < 2; n += 1) {
      await boot();
      await deliver();
      await booted.app.close();
    }
    await boot();
    expect(recordsOf(receiver.received)).toEqual(['r-1']);
  });
});

describe('an endpoint that fails again and again', () => {
  it('is suspended after ten tries, which its manager sees, and resumed in order', async () => {
    const { endpointId } = await anEndpoint();
    await tookEffect('r-1');
    await failUntilSuspended();
    expect(receiver.received).toHaveLength(TRIES_MAX);
    await tookEffect('r-2');
    clock.advance(HALF_A_DAY_MS);
    await deliver();
    expect(receiver.received).toHaveLength(TRIES_MAX);
    expect(await viewOf(endpointId)).toMatchObject({
      ...{ status: 'suspended', failure: 'status-500' },
      delivery: { waiting: 2, failure: 'status-500' },
    });
    receiver.answer(200);
    expect((await call('POST', `/${endpointId}/resume`)).status).toBe(200);
    await deliver();
    expect(recordsOf(receiver.received.slice(TRIES_MAX))).toEqual(['r-1', 'r-2']);
    expect(await viewOf(endpointId)).toMatchObject({ status: 'active', suspendedAt: null });
  });

  it('is suspended a second time like the first', async () => {
    const { endpointId } = await anEndpoint();
    await tookEffect('r-1');
    await failUntilSuspended();
    await call('POST', `/${endpointId}/resume`);
    await failUntilSuspended();
    expect(receiver.received).toHaveLength(2 * TRIES_MAX);
    expect(await viewOf(endpointId)).toMatchObject({ status: 'suspended' });
  });

  it('is suspended at once when it says that it is gone', async () => {
    const { endpointId } = await anEndpoint();
    receiver.answer(410);
    await tookEffect('r-1');
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await viewOf(endpointId)).toMatchObject({ status: 'suspended', failure: 'status-410' });
  });
});

describe('an endpoint that was removed', () => {
  it('gets nothing more, not even what waited for it', async () => {
    const { endpointId } = await anEndpoint();
    receiver.answer(500);
    await tookEffect('r-1');
    await deliver();
    receiver.answer(200);
    expect((await call('DELETE', `/${endpointId}`)).status).toBe(200);
    clock.advance(HALF_A_DAY_MS);
    await booted.app.get(WebhookSender).sendDue();
    await tookEffect('r-2');
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await call('GET')).body).toEqual({ items: [], next: null });
    expect((await call('POST', `/${endpointId}/resume`)).body.code).toBe(
      'webhooks/endpoint-removed',
    );
    expect((await call('POST', `/${endpointId}/test`)).body.code).toBe('webhooks/endpoint-unknown');
    expect((await call('DELETE', `/${endpointId}`)).status).toBe(200);
  });
});

it('the stream itself is asked before each message, for the outbox may lag behind it', async () => {
  const [removed, suspended] = [await anEndpoint(), await anEndpoint()];
  receiver.answer(500);
  await tookEffect('r-1');
  await deliver();
  await booted.app.get(OutboxFollower).stop();
  await call('DELETE', `/${removed.endpointId}`);
  const data = { endpointId: suspended.endpointId, organisationId, failure: 'timeout', tries: 1 };
  await booted.app.get(Dispatcher).dispatch(new SuspendEndpoint(data, aMeta()));
  clock.advance(HALF_A_DAY_MS);
  await booted.app.get(WebhookSender).sendDue();
  expect(receiver.received).toHaveLength(2);
  const outbox = booted.app.get(Outbox);
  expect(outbox.stateOf(removed.endpointId).waiting).toBe(0);
  expect(outbox.stateOf(suspended.endpointId)).toMatchObject({ waiting: 1, failure: 'status-500' });
});

describe('managing endpoints', () => {
  it('shows where messages go without the path, which may be a key, and never the secret again', async () => {
    const { endpointId, secret } = await anEndpoint({ url: `${receiver.url}?key=k` });
    const { status, body } = await call('GET');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        ...{ endpointId, organisationId, eventTypes: [TOOK_EFFECT], status: 'active' },
        ...{ registeredAt: NOW, suspendedAt: null, failure: null, revision: 0 },
        host: `http://127.0.0.1:${receiver.port}`,
        delivery: expect.objectContaining({ waiting: 0, delivered: 0, missed: 0 }),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(secret);
    const ledger: string[] = [];
    for await (const page of booted.app.get(EventStore).readStream(`webhook-${endpointId}`)) {
      ledger.push(JSON.stringify(page));
    }
    expect(ledger.join()).not.toMatch(
      new RegExp(`hook|whsec|${receiver.port}`.replace('hook', '/hook')),
    );
  });

  it('gives the repeat of a request the same endpoint and secret', async () => {
    const key = newId();
    const [first, second] = await Promise.all([register({}, key), register({}, key)]);
    const third = await register({}, key);
    expect([second?.body, third.body]).toEqual([first?.body, first?.body]);
    expect(first?.body.secret).toMatch(/^whsec_/);
    expect((await register({ url: `${receiver.url}/x` }, key)).body.code).toBe(
      'request/idempotency-key-reused',
    );
    expect((await call('GET')).body.items).toHaveLength(1);
  });

  it('tries an endpoint out at once and tells how it went', async () => {
    const { endpointId } = await anEndpoint();
    expect((await call('POST', `/${endpointId}/test`)).body).toEqual({
      delivered: true,
      result: 'status-204',
    });
    expect(JSON.parse(receiver.received[0]!.body)).toEqual({
      ...{ type: 'webhooks.Test', timestamp: NOW, data: { organisationId, endpointId } },
    });
    receiver.answer(404);
    expect((await call('POST', `/${endpointId}/test`)).body).toEqual({
      delivered: false,
      result: 'status-404',
    });
  });

  it.each([
    ['http://example.org/', 'webhooks/url-not-https'],
    ['https://127.0.0.1/', null],
    ['https://10.0.0.1/', 'webhooks/address-not-public'],
    ['https://169.254.169.254/latest/meta-data', 'webhooks/address-not-public'],
    ['https://[fd00::1]/', 'webhooks/address-not-public'],
    ['https://no-such-host.invalid/', 'webhooks/host-unknown'],
    ['javascript:alert(1)', 'webhooks/url-not-https'],
    ['nowhere', 'webhooks/url-malformed'],
  ])('the address %s is answered with %s', async (url, code) => {
    const { status, body } = await register({ url });
    expect([status, body.code ?? null]).toEqual([code === null ? 201 : 422, code]);
  });

  it('refuses what nobody is told, and keeps no address of what it refused', async () => {
    const { status, body } = await register({ eventTypes: ['access.PasswordSet'] });
    expect([status, body.code]).toEqual([422, 'webhooks/event-type-unknown']);
    expect((await register({ eventTypes: [] })).body.code).toBe('webhooks/no-event-types');
    expect((await register({ eventTypes: 'all', secret: 'mine' })).status).toBe(400);
    expect((await call('GET')).body.items).toEqual([]);
  });

  it('is for managers of the organisation', async () => {
    const { endpointId } = await anEndpoint();
    const codes = async () => [
      (await register()).body.code,
      (await call('GET')).body.code,
      (await call('POST', `/${endpointId}/test`)).body.code,
      (await call('DELETE', `/${endpointId}`)).body.code,
    ];
    const other = new Principal('m', [
      { role: 'station-manager', scope: `organisation:${newId()}` },
    ]);
    booted.signIn(other);
    expect(new Set(await codes())).toEqual(new Set(['access/not-permitted']));
    booted.signIn(new Principal('s', [{ role: 'station-staff', scope: '*' }]));
    expect(new Set(await codes())).toEqual(new Set(['access/not-permitted']));
    booted.signIn(new Principal('m', [{ role: 'station-manager', scope: 'division:1506' }]));
    expect((await call('GET')).status).toBe(200);
    const mine = organisationId;
    organisationId = newId();
    expect(await codes()).toEqual(Array(4).fill('webhooks/organisation-unknown'));
    organisationId = await anOrganisation();
    expect((await call('DELETE', `/${endpointId}`)).body.code).toBe('webhooks/endpoint-unknown');
    organisationId = mine;
    expect((await call('GET')).body.items).toHaveLength(1);
  });
});
