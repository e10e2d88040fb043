import fc from 'fast-check';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { DeciderExecutor } from './decider-executor.js';
import {
  CUPS_MAX,
  executor,
  pot,
  pour,
  recorded,
  stageExecutor,
  store,
} from './decider-executor.fixture.js';

describe('commands at the same time', () => {
  stageExecutor();

  describe('another writer', () => {
    it('whose events came between is read before the decision', async () => {
      const other = new DeciderExecutor(store);
      await executor.execute(pot, pour(1));
      await other.execute(pot, pour(CUPS_MAX - 1));
      await expect(executor.execute(pot, pour(1))).rejects.toMatchObject({ code: 'tea/pot-full' });
    });

    it('that wins the race makes the loser decide again on what is there now', async () => {
      const other = new DeciderExecutor(store);
      const [mine, theirs] = await Promise.all([
        executor.execute(pot, pour(2)),
        other.execute(pot, pour(3)),
      ]);
      expect(Math.max(mine.revision, theirs.revision)).toBe(4);
      expect((await executor.load(pot, '1')).state.cups).toBe(5);
      expect((await other.load(pot, '1')).state.cups).toBe(5);
    });

    it('cannot make both of two commands pass of which one fills the pot', async () => {
      const other = new DeciderExecutor(store);
      const outcomes = await Promise.allSettled([
        executor.execute(pot, pour(CUPS_MAX)),
        other.execute(pot, pour(CUPS_MAX)),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await recorded()).toHaveLength(CUPS_MAX);
    });

    it('that wins the race against an If-Match is answered with "stale", not with a retry', async () => {
      const other = new DeciderExecutor(store);
      const outcomes = await Promise.allSettled([
        executor.execute(pot, pour(1), { ifRevision: -1 }),
        other.execute(pot, pour(1), { ifRevision: -1 }),
      ]);
      expect(outcomes).toContainEqual(
        expect.objectContaining({
          reason: expect.objectContaining({ code: 'request/stale-revision' }),
        }),
      );
      expect(await recorded()).toHaveLength(1);
    });
  });

  describe('an append of unknown outcome', () => {
    it.each([
      [['before']],
      [['after']],
      [['before', 'after']],
      [['after', 'before', 'after']],
    ] as const)('broken %p is repeated and recorded once', async (breaks) => {
      store.breaks.push(...breaks);
      const receipt = await executor.execute(pot, pour(2));
      expect(receipt.revision).toBe(1);
      expect(await recorded()).toHaveLength(2);
      expect((await executor.load(pot, '1')).state.cups).toBe(2);
    });

    it('that stays unknown is told, and the client’s repeat finds out', async () => {
      const command = pour(2);
      store.breaks.push('after', 'before', 'before', 'before');
      await expect(executor.execute(pot, command)).rejects.toMatchObject({
        fault: 'unknown-outcome',
      });
      expect(await executor.execute(pot, command)).toMatchObject({ revision: 1, repeated: true });
      expect(await recorded()).toHaveLength(2);
    });

    it('overtaken by another writer is still recorded once', async () => {
      store.breaks.push('after');
      const command = pour(2);
      const mine = executor.execute(pot, command);
      await new Promise(setImmediate);
      const theirs = new DeciderExecutor(store).execute(pot, pour(3));
      await Promise.all([mine, theirs]);
      const events = await recorded();
      expect(events).toHaveLength(5);
      const own = events.filter(({ meta }) => meta.commandId === command.meta.commandId);
      expect(own).toHaveLength(2);
    });
  });

  it('records each of 100 concurrent commands on one stream once', async () => {
    const commands = Array.from({ length: 100 }, () => pour(1));
    const receipts = await Promise.all(commands.map((c) => executor.execute(pot, c)));
    const revisions = receipts.map(({ revision }) => revision).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 100 }, (_, index) => index));
    const events = await recorded();
    expect(new Set(events.map(({ meta }) => meta.commandId)).size).toBe(100);
  });

  it('a command sent ten times at once is recorded once', async () => {
    const command = pour(2);
    const receipts = await Promise.all(
      Array.from({ length: 10 }, () => executor.execute(pot, command)),
    );
    expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(receipts.map(({ position }) => position)).size).toBe(1);
    expect(await recorded()).toHaveLength(2);
  });

  it('whatever commands, repeats and writers come, the state is the fold of the stream', async () => {
    const step = fc.record({
      cups: fc.integer({ min: 0, max: 3 }),
      writer: fc.integer({ min: 0, max: 1 }),
      repeats: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const own = new SqliteEventStore(':memory:', new EventCodec());
        const writers = [new DeciderExecutor(own), new DeciderExecutor(own)] as const;
        let cups = 0;
        for (const { cups: more, writer, repeats } of steps) {
          const command = pour(more);
          await writers[writer as 0 | 1].execute(pot, command);
          if (repeats) await writers[writer === 0 ? 1 : 0].execute(pot, command);
          cups += more;
        }
        for (const writer of writers) {
          expect((await writer.load(pot, '1')).state.cups).toBe(cups);
        }
        await own.close();
      }),
      { numRuns: 25 },
    );
  });
});
