import Database from 'better-sqlite3';
import { newEvent } from '../../test/support/store-events.js';
import { DeciderExecutor } from '../cqrs/decider-executor.js';
import { EventCodec } from '../event-store/codec.js';
import type { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { Decider } from '../kernel/decider.js';
import type { Command, DomainEvent } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { StoreDouble } from '../../test/support/store-double.js';
import { ProcessRunner, type RunnableProcess } from './process-runner.js';

type Note = Command<'Note', { readonly cups: number }>;
type Noted = DomainEvent<'ledger.Noted', { readonly cups: number }>;
const WAIT = 60_000;

/** Notes everything, also what was noted: only the command id keeps it from noting twice. */
const ledger: Decider<Note, number, Noted> = {
  category: 'ledger',
  streamId: () => 'all',
  initialState: () => 0,
  decide: ({ data }) => [{ type: 'ledger.Noted', data }],
  evolve: (sum, { data }) => sum + data.cups,
};
const process: RunnableProcess = {
  name: 'when-poured-note',
  on: ['tea.Poured'],
  react: ({ data }, meta) => {
    const { cups } = data as Noted['data'];
    return [{ type: 'Note', data: { cups }, meta: meta(0) } satisfies Note];
  },
};

let store: SqliteEventStore;
let work: Database.Database;
let given: Command[];
const running: ProcessRunner[] = [];

beforeEach(() => {
  store = new SqliteEventStore(':memory:', new EventCodec());
  work = new Database(':memory:');
  given = [];
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((runner) => runner.stop()));
  await store.close();
  work.close();
});

async function pour(cups: number, type = 'tea.Poured'): Promise<string> {
  return (await store.append('pot-1', 'any', [{ ...newEvent({ cups }), type }])).position;
}

function run(
  dispatch: (command: Command) => Promise<unknown> = () => Promise.resolve(),
  { processes = [process], from = store as EventStore } = {},
): ProcessRunner {
  const runner = new ProcessRunner(from, work, processes, async (command) => {
    given.push(command);
    await dispatch(command);
  });
  running.push(runner);
  runner.start();
  return runner;
}

/** As the product does it: commands go to a decider, events into the same store. */
function noting(): (command: Command) => Promise<unknown> {
  const executor = new DeciderExecutor(store);
  return (command) => executor.execute(ledger, command as Note);
}

const settled = async (runner: ProcessRunner) => runner.waitFor(await store.head(), WAIT);
const cups = () => given.map(({ data }) => (data as Noted['data']).cups);
const sum = async () => (await new DeciderExecutor(store).load(ledger, 'all')).state;

describe('a process', () => {
  it('hears the events it names, in order, and no others', async () => {
    await pour(1);
    await pour(2, 'tea.Spilled');
    const runner = run();
    await pour(3);
    expect(await settled(runner)).toBe(true);
    expect(cups()).toEqual([1, 3]);
  });

  it('goes on after its checkpoint and gives no command again', async () => {
    await pour(1);
    const first = run();
    await settled(first);
    await first.stop();
    await pour(2);
    await settled(run());
    expect(cups()).toEqual([1, 2]);
  });

  it('that is new hears everything from the beginning, beside those that went on', async () => {
    await pour(1);
    const first = run();
    await settled(first);
    await first.stop();
    await settled(run(undefined, { processes: [process, { ...process, name: 'when-new' }] }));
    expect(cups()).toEqual([1, 1]);
    expect(given[0]?.meta.commandId).not.toBe(given[1]?.meta.commandId);
  });

  it('gives the same command ids in a crash between command and checkpoint: one effect', async () => {
    await pour(1);
    await pour(2);
    const first = run(noting());
    work.exec(`CREATE TRIGGER crash BEFORE INSERT ON process_checkpoints
               BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
    expect(await settled(first)).toBe(false);
    expect(first.failure?.message).toMatch(/power cut/);
    work.exec('DROP TRIGGER crash');
    const second = run(noting());
    expect(await settled(second)).toBe(true);
    expect(cups()).toEqual([1, 2, 1, 2]);
    const ids = given.map(({ meta }) => meta.commandId);
    expect(ids.slice(0, 2)).toEqual(ids.slice(2));
    expect(await sum()).toBe(3);
  });

  it('has one effect per event also when the store delivers it twice', async () => {
    await pour(1);
    const twice = new StoreDouble(store, (page) => [page, page]);
    await settled(run(noting(), { from: twice }));
    expect(cups()).toEqual([1, 1]);
    expect(await sum()).toBe(1);
  });

  it('stopped in the middle of a page begins it again', async () => {
    await pour(1);
    await pour(2);
    let stop: Promise<void> | undefined;
    const first: ProcessRunner = run(() => {
      stop ??= first.stop();
      return Promise.resolve();
    });
    while (given.length === 0) await new Promise(setImmediate);
    await stop;
    expect(cups()).toEqual([1]);
    await settled(run());
    expect(cups()).toEqual([1, 1, 2]);
  });
});

describe('a reaction that fails', () => {
  it('by a refusal is parked at once with its code, and the next event is heard', async () => {
    const position = await pour(1);
    await pour(2);
    const runner = run(({ data }) =>
      (data as Noted['data']).cups === 1
        ? Promise.reject(new Rejection('tea/pot-full'))
        : Promise.resolve(),
    );
    expect(await settled(runner)).toBe(true);
    expect(cups()).toEqual([1, 2]);
    expect(runner.parked()).toMatchObject([
      { process: 'when-poured-note', position, error: 'tea/pot-full' },
    ]);
    expect(runner.failure).toBeUndefined();
  });

  it('for the moment is tried again, with the same id', async () => {
    await pour(1);
    const failures = [new Rejection('request/busy'), new Error('line cut')];
    const runner = run(() => {
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    });
    expect(await settled(runner)).toBe(true);
    expect(new Set(given.map(({ meta }) => meta.commandId)).size).toBe(1);
    expect(given).toHaveLength(3);
    expect(runner.parked()).toEqual([]);
  });

  it('every time is parked after five tries', async () => {
    await pour(1);
    const runner = run(() => Promise.reject(new Error('line cut')));
    expect(await settled(runner)).toBe(true);
    expect(given).toHaveLength(5);
    expect(runner.parked()).toMatchObject([{ error: 'Error: line cut' }]);
  });

  it('is tried once more at the next start, and is parked no longer when that went well', async () => {
    await pour(1);
    const refusing = run(() => Promise.reject(new Rejection('tea/pot-full')));
    await settled(refusing);
    await refusing.stop();
    const still = run(() => Promise.reject(new Rejection('tea/pot-full')));
    await settled(still);
    expect(still.parked()).toMatchObject([{ error: 'tea/pot-full' }]);
    await still.stop();
    given.length = 0;
    const mended = run();
    await pour(2);
    expect(await settled(mended)).toBe(true);
    expect(mended.parked()).toEqual([]);
    expect(cups()).toEqual([1, 2]);
  });

  it('in one process holds up no other', async () => {
    const position = await pour(1);
    const bad = { ...process, name: 'when-bad', react: () => fail() };
    const runner = run(undefined, { processes: [bad, process] });
    expect(await runner.waitFor(position, WAIT)).toBe(true);
    expect(cups()).toEqual([1]);
    expect(runner.parked().map((parked) => parked.process)).toEqual(['when-bad']);
  });
});

describe('waiting', () => {
  it('is for all processes, and true where there is none', async () => {
    expect(await run(undefined, { processes: [] }).waitFor(await pour(1), WAIT)).toBe(true);
  });

  it('is false when following has failed', async () => {
    const position = await pour(1);
    const broken = new StoreDouble(store, () => {
      throw new Error('line cut');
    });
    const runner = run(undefined, { from: broken });
    expect(await runner.waitFor(position, 60_000)).toBe(false);
    expect(runner.failure?.message).toBe('line cut');
  });
});

function fail(): never {
  throw new Rejection('tea/never');
}
