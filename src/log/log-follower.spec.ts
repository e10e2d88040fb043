import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { StoreDouble } from '../../test/support/store-double.js';
import { newEvents, readAll } from '../../test/support/store-events.js';
import { EventCodec } from '../event-store/codec.js';
import type { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { SteppableClock } from '../platform/clock.js';
import { MasterKey } from '../platform/master-key.js';
import { CheckpointBook } from './checkpoint-book.js';
import { parseCheckpoint } from './checkpoint.js';
import { leafHashOf } from './leaf.js';
import { LogFollower } from './log-follower.js';
import { LogKeys } from './log-keys.js';
import { LogTree } from './log-tree.js';
import { RootBuilder } from './subtrees.js';
import { parseProof } from './tlog-proof.js';
import { TransparencyLog } from './transparency-log.js';
import { judgeCheckpoint, verifyProof } from './verify-proof.js';
import { parseKey } from './signed-note.js';
import { WitnessPush } from './witness-push.js';

const STREAM = 'logTest-1';
const WAIT_MS = 60_000;
const masterKey = new MasterKey(Buffer.alloc(32, 7));
const clock = new SteppableClock(() => Date.parse('2026-03-02T01:00:00.000Z'));

let folder: string;
let store: SqliteEventStore;
let tree: LogTree;
let book: CheckpointBook;
let follower: LogFollower;
let log: TransparencyLog;

function open(over: { store?: EventStore; leavesMax?: number } = {}): void {
  tree = new LogTree(folder);
  book = new CheckpointBook(folder);
  const keys = new LogKeys(folder, masterKey);
  const cadence = { pauseMs: 60_000, leavesMax: over.leavesMax ?? 50_000 };
  const from = over.store ?? store;
  follower = new LogFollower({
    ...{ store: from, tree, book, keys, clock, cadence },
    origin: 'hours.test/log',
  });
  const push = new WitnessPush({ tree, book, logger: pino({ level: 'silent' }) }, []);
  log = new TransparencyLog({ store, tree, book, keys, follower, push });
}

async function close(): Promise<void> {
  await follower.stop();
  tree.close();
  book.close();
}

async function append(count: number): Promise<void> {
  const before = await readAll(store, STREAM);
  const expected = before.length === 0 ? 'none' : before.length - 1;
  await store.append(STREAM, expected, newEvents(count, before.length));
}

async function reachHead(): Promise<void> {
  expect(await follower.waitFor((await store.head())!, WAIT_MS)).toBe(true);
}

/** The root a stranger computes from the events. */
async function rootOfEvents(): Promise<string> {
  const builder = new RootBuilder();
  for (const event of await readAll(store, STREAM)) builder.push(leafHashOf(event));
  return builder.root().toString('hex');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-log-'));
  store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  open();
});
afterEach(async () => {
  await close();
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('the log', () => {
  it('signs the root that a stranger computes from the events', async () => {
    await append(300);
    follower.start();
    await reachHead();
    const checkpoint = parseCheckpoint(log.checkpoint()!)!;
    expect(checkpoint).toMatchObject({ origin: 'hours.test/log', size: 300 });
    expect(checkpoint.root.toString('hex')).toBe(await rootOfEvents());
    expect(judgeCheckpoint(checkpoint, [parseKey(log.keys()[0]!.vkey)!])).toBe('good');
  });

  it('proves an event as soon as somebody waits for it, between two checkpoints', async () => {
    await append(3);
    follower.start();
    await reachHead();
    await append(2);
    const event = (await readAll(store, STREAM))[4]!;
    const proof = (await log.prove(event, WAIT_MS))!;
    const leaf = parseProof(proof)!.extra!;
    const trust = { logKeys: log.keys().map(({ vkey }) => vkey) };
    expect(verifyProof(leaf, proof, trust)).toMatchObject({ verdict: 'included', index: 4 });
    expect(JSON.parse(Buffer.from(leaf).toString('utf8'))).toMatchObject({ id: event.id });
    expect(verifyProof(leaf, log.proofOf(event.id)!, trust).verdict).toBe('included');
  });

  it('does not wait longer than it may, nor for what is in no log', async () => {
    await append(1);
    const [event] = await readAll(store, STREAM);
    expect(await log.prove(event!, 1)).toBeUndefined();
    expect(log.proofOf(event!.id)).toBeUndefined();
    expect(log.checkpoint()).toBeUndefined();
  });

  it('goes on after a restart, and makes the same tree again when it was thrown away', async () => {
    await append(600);
    follower.start();
    await reachHead();
    const first = log.checkpoint()!;
    await close();
    await append(1);
    open();
    follower.start();
    await reachHead();
    expect(parseCheckpoint(log.checkpoint()!)!.size).toBe(601);
    await close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `tree.db${end}`), { force: true });
    open();
    follower.start();
    await reachHead();
    expect(tree.root(600)).toEqual(parseCheckpoint(first)!.root);
    expect(follower.failure).toBeUndefined();
  });

  it('takes an event once, however often the store delivers it', async () => {
    await append(5);
    await close();
    open({ store: new StoreDouble(store, (page) => [{ ...page, caughtUp: false }, page, page]) });
    follower.start();
    await reachHead();
    expect(tree.size).toBe(5);
    expect(tree.root().toString('hex')).toBe(await rootOfEvents());
  });

  it('signs on its way while it catches up with a long ledger', async () => {
    for (let i = 0; i < 5; i += 1) await append(600);
    await close();
    open({ leavesMax: 1_000 });
    follower.start();
    await reachHead();
    expect(book.all().map(({ size }) => size)).toEqual([1000, 2000, 3000]);
  });

  it('serves every tile of a checkpoint and nothing beyond it', async () => {
    await append(600);
    follower.start();
    await reachHead();
    expect(log.tile({ level: 0, index: 0, width: 256 })?.length).toBe(8192);
    expect(log.tile({ level: 0, index: 2, width: 88 })?.length).toBe(88 * 32);
    expect(log.tile({ level: 1, index: 0, width: 2 })?.length).toBe(64);
    for (const [level, index, width] of [
      [0, 2, 89],
      [0, 3, 1],
      [1, 0, 3],
      [2, 0, 1],
    ] as const) {
      expect(log.tile({ level, index, width })).toBeUndefined();
    }
  });
});

describe('the log signs nothing more', () => {
  /** Starts over what was tampered with, and waits for the refusal. */
  async function failureAfter(from: EventStore): Promise<Error> {
    open({ store: from });
    follower.start();
    expect(await follower.waitFor('999999', WAIT_MS)).toBe(false);
    return follower.failure!;
  }
  const without = (index: number) => {
    let seen = 0;
    return new StoreDouble(store, (page) => [
      { ...page, events: page.events.filter(() => (seen += 1) !== index + 1) },
    ]);
  };

  beforeEach(async () => {
    await append(20);
    follower.start();
    await reachHead();
    await close();
  });

  it('when the ledger has lost its end', async () => {
    const cut = new StoreDouble(store, (page) => [{ ...page, events: [] }]);
    const failure = await failureAfter(cut);
    expect(failure.message).toBe(
      'log/ledger-shorter: leaf 19 was logTest-1#19; in the ledger there is nothing',
    );
    expect(book.all()).toHaveLength(1);
  });

  it('when another event stands where the last one was', async () => {
    const other = new StoreDouble(store, (page) => [
      { ...page, events: page.events.map((event) => ({ ...event, data: { n: 'forged' } })) },
    ]);
    expect((await failureAfter(other)).message).toContain('log/ledger-differs: leaf 19');
  });

  it('when the tree made anew has another root than was signed', async () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `tree.db${end}`), { force: true });
    await append(2);
    expect((await failureAfter(without(7))).message).toContain('log/root-differs: the first 20');
    expect(book.all()).toHaveLength(1);
  });

  it('when the tree made anew is shorter than what was signed', async () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `tree.db${end}`), { force: true });
    expect((await failureAfter(without(7))).message).toContain('log/ledger-shorter: 20 events');
  });
});

describe('the keys of the log', () => {
  it('open with the master key alone', async () => {
    await append(1);
    follower.start();
    await reachHead();
    expect(() => new LogKeys(folder, new MasterKey(Buffer.alloc(32, 8)))).toThrow('MASTER_KEY');
  });

  it('follow one another: both sign, then the new one alone', async () => {
    await append(1);
    follower.start();
    await reachHead();
    const [first] = log.keys();
    const good = (key: string) =>
      judgeCheckpoint(parseCheckpoint(log.checkpoint()!)!, [parseKey(key)!]);
    const restartedWith = async (change: (keys: LogKeys) => void): Promise<void> => {
      await close();
      change(new LogKeys(folder, masterKey));
      await append(1);
      open();
      follower.start();
      await reachHead();
    };
    expect(() => new LogKeys(folder, masterKey).retire(first!.vkey, clock.now())).toThrow(
      'last key',
    );
    await restartedWith((keys) => void keys.add(clock.now()));
    const [, second] = log.keys();
    expect([good(first!.vkey), good(second!.vkey)]).toEqual(['good', 'good']);
    await restartedWith((keys) => keys.retire(first!.vkey, clock.now()));
    expect([good(first!.vkey), good(second!.vkey)]).toEqual(['none', 'good']);
    expect(log.keys().map(({ retiredAt }) => retiredAt)).toEqual([clock.now(), null]);
    const events = await readAll(store, STREAM);
    const proof = (await log.prove(events[0]!))!;
    const trust = { logKeys: log.keys().map(({ vkey }) => vkey) };
    expect(verifyProof(parseProof(proof)!.extra!, proof, trust).verdict).toBe('included');
  });

  it('keep the name the log was given', async () => {
    await append(1);
    follower.start();
    await reachHead();
    const keys = new LogKeys(folder, masterKey);
    expect(keys.signers('other.test/log', clock.now())[0]!.key.name).toBe('hours.test/log');
    expect(keys.published()).toEqual(log.keys());
  });
});
