import grpc from '@grpc/grpc-js';
import {
  EsdbDouble,
  type OpenSubscription,
  type Script,
} from '../../../test/support/esdb-double.js';
import { toLog } from '../../../test/support/esdb-double-messages.js';
import { HalfOpenProxy } from '../../../test/support/esdb-double-proxy.js';
import {
  eventually,
  follow,
  type Follower,
  newEvents,
  newStream,
} from '../../../test/support/store-events.js';
import { EventCodec } from '../codec.js';
import type { EventStoreError } from '../event-store.js';
import { type EsdbOptions, EsdbEventStore } from './esdb-event-store.js';

const numbers = ({ events }: Follower): number[] => events.map(({ revision }) => revision);
const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, n) => n);
const log = (commit: bigint): string => `${commit}/${commit}`;

describe('EsdbEventStore.subscribe', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function startDouble(script?: Script): Promise<EsdbDouble> {
    const double = await EsdbDouble.start(script);
    cleanUps.push(() => double.stop());
    return double;
  }

  function open(url: string, options: EsdbOptions = {}): EsdbEventStore {
    const store = new EsdbEventStore(url, new EventCodec(), {
      backOffMs: 5,
      readTimeoutMs: 20_000,
      ...options,
    });
    cleanUps.push(() => store.close());
    return store;
  }

  function start(store: EsdbEventStore, stream: string, after: string | null = null): Follower {
    const follower = follow(store, stream, after);
    cleanUps.push(() => follower.stop());
    return follower;
  }

  /** The subscription that is open on the server now. */
  async function served(double: EsdbDouble): Promise<OpenSubscription> {
    await eventually(() => double.subscriptions.size === 1);
    const [subscription] = double.subscriptions;
    if (!subscription) throw new Error('no subscription');
    return subscription;
  }

  const endings: [string, (subscription: OpenSubscription) => void][] = [
    ['completes it normally', (s) => s.complete()],
    ['drops it', (s) => s.fail({ code: grpc.status.UNAVAILABLE, details: 'gone' })],
    ['cancels it', (s) => s.fail({ code: grpc.status.CANCELLED, details: 'shutting down' })],
    ['aborts it', (s) => s.fail({ code: grpc.status.ABORTED, details: 'Operation timed out' })],
    ['fails', (s) => s.fail({ code: grpc.status.UNKNOWN, details: 'Exception was thrown' })],
  ];
  it.each(endings)('goes on after the last page when the server %s', async (_name, end) => {
    const double = await startDouble();
    const troubles: EventStoreError[] = [];
    const store = open(double.url, { onTrouble: (error) => troubles.push(error) });
    const stream = newStream();
    await store.append(stream, 'none', newEvents(3));
    const follower = start(store, stream);
    for (const last of [2, 4, 6]) {
      await follower.until(({ events }) => events.length === last + 1);
      const subscription = await served(double);
      double.subscriptions.delete(subscription);
      end(subscription);
      await store.append(stream, last, newEvents(2));
    }
    await follower.until(({ events }) => events.length === 9);
    expect(numbers(follower)).toEqual(upTo(8));
    expect(troubles).toHaveLength(3);
    expect(double.subscribedAfter).toEqual([null, '3', '5', '7']);
  });

  it('survives a server that goes away and comes back', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const stream = newStream();
    await store.append(stream, 'none', newEvents(2));
    const follower = start(store, stream);
    await follower.until(({ events }) => events.length === 2);
    double.goDown();
    await double.twin.append(stream, 1, newEvents(2));
    await double.listen();
    await follower.until(({ events }) => events.length === 4);
    expect(numbers(follower)).toEqual(upTo(3));
  });

  it('notices a subscription that stays open and is mute', async () => {
    const double = await startDouble();
    const troubles: string[] = [];
    const store = open(double.url, {
      idleMs: 60,
      onTrouble: ({ message }) => troubles.push(message),
    });
    const stream = newStream();
    await store.append(stream, 'none', newEvents(1));
    const follower = start(store, stream);
    await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    const subscription = await served(double);
    subscription.mute();
    await double.twin.append(stream, 0, newEvents(1));
    await follower.until(({ events }) => events.length === 2);
    expect(troubles).toContainEqual(expect.stringContaining('the subscription is mute'));
    expect(numbers(follower)).toEqual([0, 1]);
  });

  // Keep-alive alone would need twenty seconds.
  it('notices a link that swallows everything, and takes a new one', async () => {
    const double = await startDouble();
    const proxy = await HalfOpenProxy.to(double.port);
    cleanUps.push(() => proxy.stop());
    const store = open(proxy.url, { idleMs: 60, readTimeoutMs: 400 });
    const stream = newStream();
    await store.append(stream, 'none', newEvents(1));
    const follower = start(store, stream);
    await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    proxy.cut();
    await double.twin.append(stream, 0, newEvents(1));
    await follower.until(({ events }) => events.length === 2);
    expect(numbers(follower)).toEqual([0, 1]);
    expect(proxy.accepted).toBeGreaterThan(1);
    await expect(store.append(stream, 1, newEvents(1))).resolves.toMatchObject({ revision: 2 });
  }, 18_000);

  it('leaves a quiet subscription alone', async () => {
    const double = await startDouble({ systemEvents: 3 });
    const troubles: string[] = [];
    const store = open(double.url, {
      idleMs: 20,
      onTrouble: ({ message }) => troubles.push(message),
    });
    await store.append(newStream(), 'none', newEvents(2));
    const follower = start(store, '');
    await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    const before = double.reads;
    await eventually(() => double.reads >= before + 3);
    expect(double.subscribedAfter).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  it('lets no checkpoint overtake an event that was not delivered yet', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const stream = newStream();
    await store.append(stream, 'none', newEvents(5));
    const { signal } = new AbortController();
    const throughs: (string | null)[] = [];
    let delivered = 0;
    for await (const page of store.subscribe({ after: null, signal, pageSize: 1 })) {
      delivered += page.events.length;
      if (delivered < 5) {
        const last = page.events.at(-1)?.position;
        expect(page.through).toBe(last);
        expect(page.caughtUp).toBe(false);
      } else {
        throughs.push(page.through);
        if (page.through === log(toLog('5') + 7n)) break;
        (await served(double)).checkpoint(toLog('5') + 7n);
      }
      await new Promise(setImmediate);
    }
    expect([...new Set(throughs)]).toEqual([log(toLog('5')), log(toLog('5') + 7n)]);
  });

  it('moves on over a stretch without events of ours, and resumes from there', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const follower = start(store, '');
    await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    const subscription = await served(double);
    const far = toLog('40');
    subscription.checkpoint(far);
    await follower.until(({ pages }) => pages.at(-1)?.through === log(far));
    expect(follower.pages.at(-1)?.events).toEqual([]);
    double.subscriptions.delete(subscription);
    subscription.complete();
    await served(double);
    expect(double.subscribedAfter).toEqual([null, '40']);
  });

  it('finds out by itself that it has caught up with a server that does not say so', async () => {
    const double = await startDouble({ tellsNothing: true });
    const store = open(double.url, { idleMs: 30 });
    const stream = newStream();
    await store.append(stream, 'none', newEvents(3));
    const follower = start(store, stream);
    await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    expect(numbers(follower)).toEqual([0, 1, 2]);
  });

  it('fails where waiting does not help', async () => {
    const double = await startDouble({
      read: (kind) =>
        kind === 'subscription'
          ? {
              code: grpc.status.PERMISSION_DENIED,
              details: 'no',
              trailers: { exception: 'access-denied' },
            }
          : undefined,
    });
    const follower = follow(open(double.url), '', null);
    await expect(follower.until(() => false)).rejects.toMatchObject({ fault: 'denied' });
  });

  it('ends the call on the server when the consumer leaves', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const { signal } = new AbortController();
    for await (const page of store.subscribe({ after: null, signal })) {
      if (page.caughtUp) break;
    }
    await eventually(() => double.subscriptions.size === 0 && double.cancelled === 1);
  });

  it('ends the call on the server when the signal aborts', async () => {
    const double = await startDouble();
    const follower = start(open(double.url), '');
    await served(double);
    await follower.stop();
    await eventually(() => double.subscriptions.size === 0 && double.cancelled === 1);
  });

  it('ends with the store', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const follower = start(store, '');
    await served(double);
    await store.close();
    await expect(follower.until(() => false)).rejects.toThrow('the subscription ended');
  });

  it('does not disturb appends and other subscriptions when one is left', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const stream = newStream();
    const staying = start(store, stream);
    await staying.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
    for (let n = 0; n < 5; n += 1) {
      const leaving = follow(store, stream, null);
      await leaving.until(({ pages }) => pages.length > 0);
      const append = store.append(stream, n === 0 ? 'none' : n - 1, newEvents(1));
      await leaving.stop();
      await expect(append).resolves.toMatchObject({ revision: n });
    }
    await staying.until(({ events }) => events.length === 5);
    expect(double.subscribedAfter.filter((after) => after !== null)).toEqual([]);
    expect(double.subscribedAfter).toHaveLength(6);
  });
});
