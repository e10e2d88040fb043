import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, Page } from '../../src/event-store/event-store.js';
import type { EventMeta, Json, Recorded } from '../../src/kernel/message.js';

/** A stream of its own for every test: suites share a store, tests share nothing. */
export function newStream(): string {
  return `contractTest-${randomUUID()}`;
}

export function metaOf(extra: Partial<EventMeta> = {}): EventMeta {
  return {
    schema: 1,
    commandId: randomUUID(),
    inputHash: 'c0ffee',
    correlationId: randomUUID(),
    actor: { accountId: 'a-1', role: 'system' },
    channel: 'cli',
    recordedAt: '2025-05-04T03:02:01.000Z',
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    ...extra,
  };
}

export function newEvent(data: Json = { n: 1 }): NewEvent {
  return { id: randomUUID(), type: 'contract.Happened', data, meta: metaOf() };
}

export function newEvents(count: number, first = 0): NewEvent[] {
  return Array.from({ length: count }, (_, n) => newEvent({ n: first + n }));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A whole stream as one list. */
export async function readAll(store: EventStore, stream: string): Promise<Recorded[]> {
  return (await collect(store.readStream(stream))).flat();
}

export interface Follower {
  /** Delivered events of the given stream, in order. */
  readonly events: Recorded[];
  readonly pages: Page[];
  /** Resolves when the condition holds after some page; rejects when the subscription ends first. */
  until(condition: (follower: Follower) => boolean): Promise<void>;
  /** Aborts and waits until the iterator has ended. */
  stop(): Promise<void>;
}

/** Consumes a subscription in the background and keeps what concerns one stream. */
export function follow(store: EventStore, stream: string, after: string | null): Follower {
  const controller = new AbortController();
  const waiting = new Set<() => void>();
  const follower = { events: [] as Recorded[], pages: [] as Page[] };
  let failure: unknown;
  let ended = false;
  const done = (async () => {
    try {
      for await (const page of store.subscribe({ after, signal: controller.signal })) {
        follower.pages.push(page);
        follower.events.push(...page.events.filter((event) => event.stream === stream));
        for (const check of waiting) check();
      }
    } catch (error) {
      failure = error;
    }
    ended = true;
    for (const check of waiting) check();
  })();
  const self: Follower = {
    ...follower,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!condition(self) && !ended) return;
          waiting.delete(check);
          if (condition(self)) resolve();
          else reject(failure instanceof Error ? failure : new Error('the subscription ended'));
        };
        waiting.add(check);
        check();
      }),
    stop: async () => {
      controller.abort();
      await done;
    },
  };
  return self;
}

/** Lets the event loop turn until the condition holds; the test's own time limit bounds it. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
