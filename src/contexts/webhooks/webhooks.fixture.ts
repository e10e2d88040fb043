import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootModule, type Booted } from '../../../test/support/boot-module.js';
import { metaOf } from '../../../test/support/store-events.js';
import {
  type Received,
  type Receiver,
  startReceiver,
} from '../../../test/support/webhook-receiver.js';
import { EventStore } from '../../event-store/event-store.js';
import type { Json } from '../../kernel/message.js';
import { SteppableClock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { Projector } from '../../projections/projector.js';
import { accessRejections } from '../access/index.js';
import { OutboxFollower } from './delivery/outbox-follower.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import { DELIVERABLE_TYPES } from './domain/deliverable.policy.js';
import { TRIES_MAX } from './domain/retry.policy.js';
import { webhooksProjection, webhooksRejections } from './index.js';
import { WebhooksModule } from './webhooks.module.js';

export const NOW = '2026-03-02T01:00:00.000Z';
export const HALF_A_DAY_MS = 15 * 3_600_000;
export const [TOOK_EFFECT, VOIDED, ISSUED, REVOKED] = DELIVERABLE_TYPES;

export let booted: Booted;
export let clock: SteppableClock;
export let receiver: Receiver;
/** Whose endpoints `call` asks about. */
export let organisationId: string;
let dataDir: string | null;

/** One organisation and one receiver for every test of the file; a folder outlives a restart. */
export function stageWebhooks(where: 'memory' | 'folder' = 'memory'): void {
  beforeEach(async () => {
    clock = new SteppableClock(() => Date.parse(NOW));
    dataDir = where === 'memory' ? null : mkdtempSync(join(tmpdir(), 'shizhang-webhooks-'));
    receiver = await startReceiver();
    await boot();
    askFor(await anOrganisation());
  });
  afterEach(async () => {
    await booted.app.close();
    await receiver.close();
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  });
}

export async function boot(): Promise<void> {
  booted = await bootModule({
    modules: [WebhooksModule],
    projections: [webhooksProjection],
    refusals: { ...accessRejections, ...webhooksRejections },
    clock,
    dataDir,
  });
}

export function askFor(organisation: string): void {
  organisationId = organisation;
}

export async function append(stream: string, type: string, data: Json): Promise<string> {
  const event = { id: newId(), type, data, meta: metaOf({ recordedAt: clock.now() }) };
  const { position } = await booted.app.get(EventStore).append(stream, 'any', [event]);
  await booted.app.get(Projector).waitFor(position, 60_000);
  return event.id;
}

export async function anOrganisation(): Promise<string> {
  const id = newId();
  const data = { organisationId: id, divisionCode: '150602001003' };
  await append(`organisation-${id}`, 'stations.OrganisationRegistered', data);
  return id;
}

export const tookEffect = (recordId: string, whose: string | null = organisationId) =>
  append(`serviceBook-${recordId}.2026`, TOOK_EFFECT, {
    ...{ recordId, version: 1, volunteerId: 'v-1', organisationId: whose, stationId: null },
    ...{ date: '2026-03-01', centiHours: 150, grade: 'A', on: '2026-03-02' },
  });

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects
  readonly body: any;
}

interface Sent {
  readonly body?: unknown;
  readonly key?: string;
}

export async function call(method: string, path = '', sent: Sent = {}): Promise<Answer> {
  const { body, key = newId() } = sent;
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

export const register = (over: object = {}, key = newId()) =>
  call('POST', '', { body: { url: receiver.url, eventTypes: [TOOK_EFFECT], ...over }, key });

export async function anEndpoint(
  over: object = {},
): Promise<{ endpointId: string; secret: string }> {
  const { status, body } = await register(over);
  expect(status).toBe(201);
  return body;
}

/** Until everything in the ledger was looked through and nothing is due any more. */
export async function deliver(): Promise<void> {
  const head = await booted.app.get(EventStore).head();
  expect(await booted.app.get(OutboxFollower).waitFor(head, 60_000)).toBe(true);
  await booted.app.get(WebhookSender).sendDue();
}

export async function failUntilSuspended(): Promise<void> {
  receiver.answer(500);
  for (let n = 0; n < TRIES_MAX; n += 1) {
    await deliver();
    clock.advance(HALF_A_DAY_MS);
  }
  await deliver();
}

export const viewOf = async (endpointId: string) =>
  (await call('GET')).body.items.find(
    (row: { endpointId: string }) => row.endpointId === endpointId,
  );
export const recordsOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).data.recordId);
