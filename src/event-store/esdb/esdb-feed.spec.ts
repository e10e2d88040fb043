import { Readable } from 'node:stream';
import type { AllStreamSubscription, EventStoreDBClient, Filter } from '@eventstore/db-client';
import { EsdbFeed } from './esdb-feed.js';

const position = (n: number): { commit: bigint; prepare: bigint } => ({
  commit: BigInt(n),
  prepare: BigInt(n),
});

/** What the client hands out: a stream that its messages have been pushed into, read or not. */
class Subscription extends Readable {
  unsubscribed = 0;
  asked: Filter | undefined;

  constructor() {
    super({ objectMode: true, highWaterMark: 100, read: () => undefined });
  }

  unsubscribe(): Promise<void> {
    this.unsubscribed += 1;
    return Promise.resolve();
  }

  events(...at: number[]): void {
    for (const n of at) this.push({ event: { id: String(n), position: position(n) } });
  }

  async checkpoint(n: number): Promise<void> {
    await this.asked?.checkpointReached?.(this.asGiven, position(n));
  }

  get asGiven(): AllStreamSubscription {
    return this as unknown as AllStreamSubscription;
  }
}

function feedOn(subscription: Subscription, size: number): EsdbFeed {
  const client: Pick<EventStoreDBClient, 'subscribeToAll'> = {
    subscribeToAll: (options = {}) => {
      subscription.asked = options.filter;
      return subscription.asGiven;
    },
  };
  return new EsdbFeed(client, null, size);
}

describe('a feed', () => {
  const { signal } = new AbortController();
  let subscription: Subscription;
  beforeEach(() => (subscription = new Subscription()));

  it('lets no checkpoint count before the events that came ahead of it were taken', async () => {
    const feed = feedOn(subscription, 2);
    subscription.events(1, 2, 3);
    await subscription.checkpoint(9);
    expect((await feed.take()).through).toBe('2/2');
    expect((await feed.take()).through).toBe('9/9');
  });

  it('never goes back to an older checkpoint', async () => {
    const feed = feedOn(subscription, 5);
    await subscription.checkpoint(2);
    subscription.events(4);
    await subscription.checkpoint(3);
    expect((await feed.take()).through).toBe('4/4');
  });

  it('has caught up only when what came before was taken', async () => {
    const feed = feedOn(subscription, 2);
    subscription.events(1, 2, 3);
    subscription.emit('caughtUp');
    expect((await feed.take()).caughtUp).toBe(false);
    expect((await feed.take()).caughtUp).toBe(true);
    subscription.events(4);
    expect(await feed.take()).toMatchObject({ through: '4/4', caughtUp: true });
  });

  it('no longer claims to have caught up when it was flooded, until the server says so', async () => {
    const feed = feedOn(subscription, 2);
    subscription.emit('caughtUp');
    expect((await feed.take()).caughtUp).toBe(true);
    subscription.events(1, 2, 3);
    await feed.take();
    expect(await feed.take()).toMatchObject({ through: '3/3', caughtUp: false });
    subscription.emit('caughtUp');
    expect((await feed.take()).caughtUp).toBe(true);
  });

  it('waits for news, and tells silence from news', async () => {
    const feed = feedOn(subscription, 2);
    expect(await feed.changed(signal, 5)).toBe(false);
    const waiting = feed.changed(signal, 10_000);
    subscription.events(1, 2, 3);
    expect(await waiting).toBe(true);
    await feed.take();
    // One event is left: that is news too.
    expect(await feed.changed(signal, 5)).toBe(true);
    await feed.take();
    expect(await feed.changed(signal, 5)).toBe(false);
  });

  it('keeps the first failure, and gives what had arrived before it', async () => {
    const feed = feedOn(subscription, 5);
    subscription.events(1);
    subscription.emit('error', new Error('first'));
    subscription.emit('error', new Error('second'));
    expect(feed.over).toBe(true);
    expect(feed.failure).toMatchObject({ message: 'first' });
    expect((await feed.take()).events).toHaveLength(1);
  });

  it('is over when the server just ends', async () => {
    const feed = feedOn(subscription, 5);
    subscription.push(null);
    await feed.changed(signal, 1_000);
    await feed.take();
    expect(await feed.changed(signal, 1_000)).toBe(true);
    expect([feed.over, feed.failure]).toEqual([true, undefined]);
  });

  it('ends the call on the server when it is closed', () => {
    const feed = feedOn(subscription, 5);
    feed.close();
    expect([subscription.unsubscribed, subscription.destroyed]).toEqual([1, true]);
  });
});
