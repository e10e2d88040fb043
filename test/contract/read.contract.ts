import type { EventStore } from '../../src/event-store/event-store.js';
import { collect, newEvent, newEvents, newStream, readAll } from '../support/store-events.js';
import type { Subject } from './event-store.contract.js';

const MANY = 5_000;

export function readContract(store: Subject, reopen: () => Promise<EventStore>): void {
  describe('reading a stream', () => {
    it('is empty where nothing was ever written', async () => {
      expect(await collect(store().readStream(newStream()))).toEqual([]);
    });

    it('starts at a revision, inclusive, and ends at a limit', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(10));
      const read = async (fromRevision: number, limit?: number): Promise<number[]> => {
        const options = limit === undefined ? { fromRevision } : { fromRevision, limit };
        const pages = await collect(store().readStream(stream, options));
        return pages.flat().map(({ revision }) => revision);
      };
      expect(await read(7)).toEqual([7, 8, 9]);
      expect(await read(3, 2)).toEqual([3, 4]);
      expect(await read(8, 50)).toEqual([8, 9]);
      expect(await read(10)).toEqual([]);
      expect(await read(99)).toEqual([]);
      expect(await read(-5, 3)).toEqual([0, 1, 2]);
    });

    it.each([0, -1, Number.NaN])('reads nothing with the limit %p', async (limit) => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(2));
      expect(await collect(store().readStream(stream, { limit }))).toEqual([]);
    });

    it('pages through a stream of thousands without a gap', async () => {
      const stream = newStream();
      for (let at = 0; at < MANY; at += 250) {
        await store().append(stream, at === 0 ? 'none' : at - 1, newEvents(250, at));
      }
      const revisions = (await readAll(store(), stream)).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: MANY }, (_, n) => n));
    });

    it('may be abandoned after the first page', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(5));
      for await (const page of store().readStream(stream)) {
        expect(page).toHaveLength(5);
        break;
      }
      await expect(store().append(stream, 4, [newEvent()])).resolves.toMatchObject({ revision: 5 });
    });

    it('gives positions that rise strictly, within a stream and across streams', async () => {
      const [one, other] = [newStream(), newStream()];
      await store().append(one, 'none', newEvents(3));
      await store().append(other, 'none', newEvents(2));
      await store().append(one, 2, newEvents(2));
      const [a, b] = [await readAll(store(), one), await readAll(store(), other)];
      const inOrder = [...a.slice(0, 3), ...b, ...a.slice(3)].map(({ position }) => position);
      for (const [n, position] of inOrder.entries()) {
        expect(store().comparePositions(inOrder[n - 1] ?? null, position)).toBeLessThan(0);
        expect(store().comparePositions(position, position)).toBe(0);
        expect(store().comparePositions(position, inOrder[n - 1] ?? null)).toBeGreaterThan(0);
      }
      expect(store().comparePositions(null, null)).toBe(0);
      const head = await store().head();
      expect(store().comparePositions(head, inOrder.at(-1) ?? null)).toBeGreaterThanOrEqual(0);
    });
  });

  describe('after a restart', () => {
    it('has everything it acknowledged, recognises repeats, and refuses work when closed', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const receipt = await store().append(stream, 'none', events);
      const [before, old] = [await readAll(store(), stream), store()];
      const opened = await reopen();
      expect(await readAll(opened, stream)).toEqual(before);
      expect(await opened.append(stream, 'none', events)).toMatchObject({
        revision: 2,
        position: receipt.position,
      });
      expect(await opened.append(stream, 2, [newEvent()])).toMatchObject({ revision: 3 });
      const closed = { name: 'EventStoreError', fault: 'closed' };
      await expect(old.append(stream, 3, [newEvent()])).rejects.toMatchObject(closed);
      await expect(readAll(old, stream)).rejects.toMatchObject(closed);
      await expect(old.head()).rejects.toMatchObject(closed);
      await expect(old.close()).resolves.toBeUndefined();
    });
  });
}
