import type { Page } from '../../src/event-store/event-store.js';
import {
  collect,
  follow,
  newEvent,
  newEvents,
  newStream,
  readAll,
} from '../support/store-events.js';
import type { Subject } from './event-store.contract.js';

const numbers = (events: readonly { readonly revision: number }[]): number[] =>
  events.map(({ revision }) => revision);
const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, n) => n);

export function subscribeContract(store: Subject): void {
  describe('subscription', () => {
    it('delivers everything from the beginning', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(5));
      const follower = follow(store(), stream, null);
      await follower.until(({ events }) => events.length === 5);
      await follower.stop();
      expect(follower.events).toEqual(await readAll(store(), stream));
    });

    it('starts after a position, exclusive, at every event of an append', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(4));
      const written = await readAll(store(), stream);
      for (const { position, revision } of written.slice(0, 3)) {
        const follower = follow(store(), stream, position);
        await follower.until(({ events }) => events.at(-1)?.revision === 3);
        await follower.stop();
        expect(numbers(follower.events)).toEqual(upTo(3).slice(revision + 1));
      }
    });

    it('delivers many streams in store order', async () => {
      const start = await store().head();
      const streams = [newStream(), newStream(), newStream()];
      for (const [n, stream] of [...streams, ...streams].entries()) {
        await store().append(stream, n < 3 ? 'none' : 1, newEvents(2));
      }
      const positions: string[] = [];
      const controller = new AbortController();
      for await (const page of store().subscribe({ after: start, signal: controller.signal })) {
        const own = page.events.filter(({ stream }) => streams.includes(stream));
        positions.push(...own.map(({ position }) => position));
        if (positions.length >= 12) break;
      }
      const sorted = positions.toSorted((a, b) => store().comparePositions(a, b));
      expect(positions).toEqual(sorted);
      expect(new Set(positions).size).toBe(12);
    });

    it('says when it has caught up, then delivers what is written from now on', async () => {
      const stream = newStream();
      const follower = follow(store(), stream, await store().head());
      await follower.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
      expect(follower.events).toEqual([]);
      for (const expected of ['none', 0, 1] as const) {
        const { revision } = await store().append(stream, expected, [newEvent()]);
        await follower.until(({ events }) => events.at(-1)?.revision === revision);
      }
      await follower.stop();
      expect(numbers(follower.events)).toEqual([0, 1, 2]);
    });

    it('never says that it has caught up before it delivered what was there', async () => {
      const stream = newStream();
      const start = await store().head();
      for (let at = 0; at < 300; at += 100) {
        await store().append(stream, at === 0 ? 'none' : at - 1, newEvents(100, at));
      }
      let seen = 0;
      const signal = new AbortController().signal;
      for await (const page of store().subscribe({ after: start, signal, pageSize: 70 })) {
        expect(page.events.length).toBeLessThanOrEqual(70);
        seen += page.events.filter((event) => event.stream === stream).length;
        if (page.caughtUp) break;
      }
      expect(seen).toBe(300);
    });

    it('may be taken up again after any page, without loss or repetition', async () => {
      const stream = newStream();
      let after = await store().head();
      await store().append(stream, 'none', newEvents(50));
      const seen: number[] = [];
      while (seen.length < 50) {
        const page = await firstFull(
          store().subscribe({
            after,
            signal: new AbortController().signal,
            pageSize: 7,
          }),
        );
        seen.push(...numbers(page.events.filter((event) => event.stream === stream)));
        after = page.through;
      }
      expect(seen).toEqual(upTo(49));
    });

    it('lets the position of an append be waited for', async () => {
      const stream = newStream();
      const follower = follow(store(), stream, await store().head());
      const { position } = await store().append(stream, 'none', newEvents(3));
      await follower.until(({ pages }) =>
        pages.some(({ through }) => store().comparePositions(through, position) >= 0),
      );
      expect(numbers(follower.events)).toEqual([0, 1, 2]);
      await follower.stop();
    });

    it('loses nothing while the consumer is slow and others write', async () => {
      const stream = newStream();
      const start = await store().head();
      const seen: number[] = [];
      const writing = (async () => {
        for (let n = 0; n < 60; n += 1) {
          await store().append(stream, n === 0 ? 'none' : n - 1, [newEvent()]);
        }
      })();
      const signal = new AbortController().signal;
      for await (const page of store().subscribe({ after: start, signal, pageSize: 4 })) {
        seen.push(...numbers(page.events.filter((event) => event.stream === stream)));
        await new Promise(setImmediate);
        if (seen.length === 60) break;
      }
      await writing;
      expect(seen).toEqual(upTo(59));
    });

    it('reaches the head that was asked for', async () => {
      await store().append(newStream(), 'none', newEvents(3));
      const head = await store().head();
      const follower = follow(store(), '', null);
      await follower.until(({ pages }) =>
        pages.some(({ through }) => store().comparePositions(through, head) >= 0),
      );
      await follower.stop();
    });

    it('ends when the signal aborts, while it waits and before it starts', async () => {
      const waiting = follow(store(), '', await store().head());
      await waiting.until(({ pages }) => pages.some(({ caughtUp }) => caughtUp));
      await waiting.stop();
      const aborted = AbortSignal.abort();
      const pages = await collect(store().subscribe({ after: null, signal: aborted }));
      expect(pages).toEqual([]);
    });

    it.each(['', 'abc', '-1', '1.5', '1/x'])('refuses "%s" as a position', async (after) => {
      const pages = store().subscribe({ after, signal: new AbortController().signal });
      await expect(collect(pages)).rejects.toMatchObject({ fault: 'bad-request' });
    });
  });
}

/** The first page that holds an event. */
async function firstFull(pages: AsyncIterable<Page>): Promise<Page> {
  for await (const page of pages) if (page.events.length > 0) return page;
  throw new Error('the subscription ended');
}
