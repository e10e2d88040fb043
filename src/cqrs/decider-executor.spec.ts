import fc from 'fast-check';
import { EventCodec } from '../event-store/codec.js';
import {
  type Appended,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
} from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { Decider } from '../kernel/decider.js';
import {
  type Command,
  type CommandMeta,
  type DomainEvent,
  type Recorded,
  SYSTEM_ACTOR,
} from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { inputHash } from '../platform/ids.js';
import { DeciderExecutor } from './decider-executor.js';

type Pour = Command<'Pour', { readonly pot: string; readonly cups: number }>;
type Poured = DomainEvent<'tea.Poured', { readonly cups: number }>;
interface Pot {
  cups: number;
}

const CUPS_MAX = 1_000;

/** A pot that holds so many cups; pouring none is quiet, pouring too many is refused. */
const pot: Decider<Pour, Pot, Poured> = {
  category: 'pot',
  streamId: ({ data }) => data.pot,
  initialState: () => ({ cups: 0 }),
  decide: ({ data: { cups } }, state) => {
    if (cups === 0) return [];
    if (state.cups + cups > CUPS_MAX) throw new Rejection('tea/pot-full', { cups: state.cups });
    const poured = { type: 'tea.Poured', data: { cups: 1 }, policies: { tea: '2026-1' } } as const;
    return Array.from({ length: cups }, () => poured);
  },
  evolve: (state, { data }) => {
    state.cups += data.cups;
    return state;
  },
};

let ids = 0;
function pour(cups: number, meta: Partial<CommandMeta> = {}): Pour {
  ids += 1;
  const data = { pot: '1', cups };
  return {
    type: 'Pour',
    data,
    meta: {
      commandId: `command-${ids}`,
      inputHash: inputHash(data),
      correlationId: 'c',
      actor: SYSTEM_ACTOR,
      channel: 'api',
      at: '2026-02-15T02:25:00.000Z',
      ...meta,
    },
  };
}

/** The real store with a line that can break: before the append, or after it and before the answer. */
class UnreliableStore extends SqliteEventStore {
  readonly breaks: ('before' | 'after')[] = [];
  appends = 0;

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    this.appends += 1;
    const broken = this.breaks.shift();
    if (broken !== 'before') {
      const appended = await super.append(stream, expected, events);
      if (broken === undefined) return appended;
    }
    throw new EventStoreError('unknown-outcome', 'the line broke');
  }
}

describe('the executor', () => {
  let store: UnreliableStore;
  let executor: DeciderExecutor;

  beforeEach(() => {
    store = new UnreliableStore(':memory:', new EventCodec());
    executor = new DeciderExecutor(store);
  });
  afterEach(() => store.close());

  async function recorded(): Promise<Recorded[]> {
    const events: Recorded[] = [];
    for await (const page of store.readStream('pot-1')) events.push(...page);
    return events;
  }

  describe('a command', () => {
    it('records what the decider decided, and answers where it stands', async () => {
      const receipt = await executor.execute(pot, pour(2));
      const events = await recorded();
      expect(receipt).toMatchObject({ stream: 'pot-1', revision: 1, repeated: false });
      expect(receipt.position).toBe(events[1]?.position);
      expect(receipt.events).toEqual(
        events.map(({ type, data, meta }) => ({ type, data, policies: meta.policies })),
      );
    });

    it('writes who, when, why and under which policy into every event', async () => {
      const command = pour(1, { causationId: 'cause', actor: { accountId: 'a', role: 'staff' } });
      await executor.execute(pot, command, { schemaOf: () => 3 });
      const [event] = await recorded();
      expect(event?.meta).toEqual({
        schema: 3,
        commandId: command.meta.commandId,
        inputHash: command.meta.inputHash,
        correlationId: 'c',
        causationId: 'cause',
        actor: { accountId: 'a', role: 'staff' },
        channel: 'api',
        recordedAt: '2026-02-15T02:25:00.000Z',
        policies: { tea: '2026-1' },
        nonce: expect.stringMatching(/^[\w-]{22}$/),
      });
    });

    it('that has nothing to do is quiet', async () => {
      const receipt = await executor.execute(pot, pour(0));
      expect(receipt).toEqual({
        stream: 'pot-1',
        revision: -1,
        position: null,
        repeated: false,
        events: [],
      });
      expect(store.appends).toBe(0);
    });

    it('that is refused writes nothing and leaves the stream usable', async () => {
      await executor.execute(pot, pour(CUPS_MAX - 1));
      await expect(executor.execute(pot, pour(2))).rejects.toMatchObject({
        code: 'tea/pot-full',
        facts: { cups: CUPS_MAX - 1 },
      });
      await executor.execute(pot, pour(1));
      expect(await executor.load(pot, '1')).toMatchObject({
        state: { cups: CUPS_MAX },
        revision: CUPS_MAX - 1,
      });
    });
  });

  describe('a repeat', () => {
    it('of a command id answers the first receipt and writes nothing', async () => {
      const command = pour(2);
      const first = await executor.execute(pot, command);
      await executor.execute(pot, pour(3));
      const again = await executor.execute(pot, command);
      expect(again).toMatchObject({
        stream: first.stream,
        revision: first.revision,
        position: first.position,
        repeated: true,
      });
      expect(again.events.map(({ type, data }) => ({ type, data }))).toEqual(
        first.events.map(({ type, data }) => ({ type, data })),
      );
      expect(store.appends).toBe(2);
    });

    it('is recognised after a restart', async () => {
      const command = pour(2);
      const first = await executor.execute(pot, command);
      const again = await new DeciderExecutor(store).execute(pot, command);
      expect(again).toMatchObject({ revision: first.revision, repeated: true });
      expect(store.appends).toBe(1);
    });

    it('with other input is refused', async () => {
      const command = pour(2);
      await executor.execute(pot, command);
      const other = pour(3, { commandId: command.meta.commandId });
      await expect(executor.execute(pot, other)).rejects.toMatchObject({
        code: 'request/idempotency-key-reused',
      });
      expect(store.appends).toBe(1);
    });

    it('is answered even when its If-Match has been overtaken', async () => {
      const command = pour(1);
      await executor.execute(pot, command, { ifRevision: -1 });
      await executor.execute(pot, pour(1));
      const again = await executor.execute(pot, command, { ifRevision: -1 });
      expect(again).toMatchObject({ revision: 0, repeated: true });
    });
  });

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

  it('refuses a revision that no longer holds, and says which one does', async () => {
    await executor.execute(pot, pour(2));
    await expect(executor.execute(pot, pour(1), { ifRevision: 0 })).rejects.toMatchObject({
      code: 'request/stale-revision',
      facts: { expected: 0, actual: 1 },
    });
    await expect(executor.execute(pot, pour(1), { ifRevision: 1 })).resolves.toMatchObject({
      revision: 2,
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

  it('does not keep a state that evolve left half changed', async () => {
    await executor.execute(pot, pour(2));
    let failing = true;
    const fragile: typeof pot = {
      ...pot,
      evolve: (state, event) => {
        state.cups += event.data.cups;
        if (failing) throw new Error('evolve broke');
        return state;
      },
    };
    await expect(executor.execute(fragile, pour(1))).rejects.toThrow('evolve broke');
    failing = false;
    expect((await executor.load(fragile, '1')).state.cups).toBe(3);
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
