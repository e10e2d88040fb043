import { aMeta } from '../../../test/support/given.js';
import { eventually } from '../../../test/support/store-events.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { EventStore } from '../../event-store/event-store.js';
import { Outbox } from './delivery/outbox.js';
import { OutboxFollower } from './delivery/outbox-follower.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import { SuspendEndpoint } from './domain/endpoint.commands.js';
import { TRIES_MAX } from './domain/retry.policy.js';
import {
  anEndpoint,
  boot,
  booted,
  call,
  clock,
  deliver,
  failUntilSuspended,
  HALF_A_DAY_MS,
  organisationId,
  receiver,
  recordsOf,
  stageWebhooks,
  tookEffect,
  viewOf,
} from './webhooks.fixture.js';

describe('a restart', () => {
  stageWebhooks('folder');

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
    await booted.app.get(OutboxFollower).waitFor(head, 60_000);
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
  stageWebhooks();

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
  stageWebhooks();

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

describe('an endpoint that just changed', () => {
  stageWebhooks();

  it('stops messages at once: the stream itself is asked, for the outbox may lag behind it', async () => {
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
    expect(outbox.stateOf(suspended.endpointId)).toMatchObject({
      waiting: 1,
      failure: 'status-500',
    });
  });
});
