import {
  type ExpectedRevision,
  type NewEvent,
  RevisionConflict,
} from '../../src/event-store/event-store.js';
import { newEvent, newEvents, newStream, readAll } from '../support/store-events.js';
import type { Subject } from './event-store.contract.js';

const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

export function appendContract(store: Subject): void {
  describe('expected revision', () => {
    const onNothing: [ExpectedRevision, 'accepted' | 'refused'][] = [
      ['none', 'accepted'],
      ['any', 'accepted'],
      [0, 'refused'],
      [5, 'refused'],
    ];
    it.each(onNothing)('%p on a stream never written is %s', async (expected, verdict) => {
      const stream = newStream();
      const append = store().append(stream, expected, [newEvent()]);
      if (verdict === 'accepted') await expect(append).resolves.toMatchObject({ revision: 0 });
      else await expect(append).rejects.toMatchObject({ fault: 'conflict', actual: 'none' });
      expect(await readAll(store(), stream)).toHaveLength(verdict === 'accepted' ? 1 : 0);
    });

    const onThree: [ExpectedRevision, 'accepted' | 'refused'][] = [
      [2, 'accepted'],
      ['any', 'accepted'],
      ['none', 'refused'],
      [0, 'refused'],
      [1, 'refused'],
      [3, 'refused'],
    ];
    it.each(onThree)('%p on a stream at revision 2 is %s', async (expected, verdict) => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(3));
      const append = store().append(stream, expected, newEvents(2));
      if (verdict === 'accepted') await expect(append).resolves.toMatchObject({ revision: 4 });
      else await expect(append).rejects.toMatchObject({ fault: 'conflict', actual: 2, expected });
      expect(await readAll(store(), stream)).toHaveLength(verdict === 'accepted' ? 5 : 3);
    });

    it('says in a conflict which stream stands where', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(2));
      const refusal = await store()
        .append(stream, 'none', [newEvent()])
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RevisionConflict);
      expect(refusal).toMatchObject({ stream, expected: 'none', actual: 1 });
    });
  });

  describe('idempotency', () => {
    const repeats: [string, ExpectedRevision, (events: NewEvent[]) => NewEvent[], number][] = [
      ['the whole first append', 'none', (e) => e.slice(0, 3), 2],
      ['the start of the stream', 'none', (e) => e.slice(0, 2), 1],
      ['a single event in the middle', 0, (e) => e.slice(1, 2), 1],
      ['a later append', 2, (e) => e.slice(3, 5), 4],
    ];
    it.each(repeats)(
      'answers a repeat of %s with its receipt and writes nothing, whatever came after',
      async (_name, expected, part, revision) => {
        const stream = newStream();
        const events = newEvents(5);
        const first = await store().append(stream, 'none', events.slice(0, 3));
        await store().append(stream, 2, events.slice(3));
        await store().append(newStream(), 'none', [newEvent()]);
        const repeat = await store().append(stream, expected, part(events));
        expect(repeat.revision).toBe(revision);
        const written = await readAll(store(), stream);
        expect(ids(written)).toEqual(ids(events));
        expect(repeat.position).toBe(written[revision]?.position);
        expect(first.position).toBe(written[2]?.position);
      },
    );

    it('answers an immediate repeat with the very same place', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const { revision, position } = await store().append(stream, 'none', events);
      const repeat = await store().append(stream, 'none', events);
      expect(repeat).toMatchObject({ revision, position });
      expect(await readAll(store(), stream)).toHaveLength(2);
    });

    const lookalikes: [string, (events: NewEvent[]) => NewEvent[]][] = [
      ['the same ids in another order', ([a, b, c]) => [b, a, c].filter((e) => e !== undefined)],
      ['known ids that run past the end', (events) => [...events, newEvent()]],
      ['a known first and an unknown second id', (events) => [...events.slice(0, 1), newEvent()]],
      ['an unknown first and a known second id', (events) => [newEvent(), ...events.slice(1)]],
    ];
    it.each(lookalikes)('refuses %s', async (_name, vary) => {
      const stream = newStream();
      const events = newEvents(3);
      await store().append(stream, 'none', events);
      await expect(store().append(stream, 'none', vary(events))).rejects.toMatchObject({
        fault: 'conflict',
        actual: 2,
      });
      expect(ids(await readAll(store(), stream))).toEqual(ids(events));
    });

    it('looks at ids only: a repeat with other data answers the first receipt', async () => {
      const stream = newStream();
      const event = newEvent({ first: true });
      const { revision } = await store().append(stream, 'none', [event]);
      const repeat = await store().append(stream, 'none', [{ ...event, data: { first: false } }]);
      expect(repeat.revision).toBe(revision);
      expect(await readAll(store(), stream)).toMatchObject([{ data: { first: true } }]);
    });

    it('allows the same id in two streams', async () => {
      const event = newEvent();
      const [one, other] = [newStream(), newStream()];
      await store().append(one, 'none', [event]);
      await store().append(other, 'none', [event]);
      expect(await readAll(store(), other)).toMatchObject([{ id: event.id, stream: other }]);
    });
  });

  describe('many writers', () => {
    it('lets exactly one of several contenders win each revision', async () => {
      const stream = newStream();
      await store().append(stream, 'none', [newEvent()]);
      for (const expected of [0, 1, 2]) {
        const answers = await Promise.allSettled(
          newEvents(8).map((event) => store().append(stream, expected, [event])),
        );
        const lost = answers.filter((answer) => answer.status === 'rejected');
        expect(lost).toHaveLength(7);
        for (const { reason } of lost) expect(reason).toBeInstanceOf(RevisionConflict);
      }
      expect((await readAll(store(), stream)).map((e) => e.revision)).toEqual([0, 1, 2, 3]);
    });

    it('serves many streams at once, each in its own order', async () => {
      const streams = Array.from({ length: 40 }, newStream);
      await Promise.all(
        streams.map(async (stream) => {
          await store().append(stream, 'none', newEvents(2));
          await store().append(stream, 1, newEvents(1, 2));
        }),
      );
      for (const stream of streams) {
        const events = await readAll(store(), stream);
        expect(events.map(({ data }) => data)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
      }
    });

    it('keeps the appends of others when one in the crowd is refused', async () => {
      const streams = Array.from({ length: 16 }, newStream);
      const answers = await Promise.allSettled(
        streams.map((stream, n) => store().append(stream, n % 4 === 3 ? 7 : 'none', [newEvent()])),
      );
      expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(4);
      const written = await Promise.all(streams.map((stream) => readAll(store(), stream)));
      expect(written.map(({ length }) => length)).toEqual(
        streams.map((_, n) => (n % 4 === 3 ? 0 : 1)),
      );
    });
  });
}
