import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '../event-store/codec.js';
import type { ReadOptions } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { Decider } from '../kernel/decider.js';
import type { Command, DomainEvent, Recorded } from '../kernel/message.js';
import type { Recall } from '../kernel/recall.js';
import { Rejection } from '../kernel/rejection.js';
import { systemMeta } from '../platform/ids.js';
import { DeciderExecutor } from './decider-executor.js';
import { SnapshotFile, type SnapshotOptions } from './snapshot-file.js';

const EVERY = 10;
const AT = '2026-03-07T02:00:00.000Z';

type Lend = Command<'Lend', { readonly branch: string; readonly book: string }>;
type Lent = DomainEvent<'library.Lent', { readonly book: string }>;

/** How often each book was lent, by key; the latest three, whole. */
interface Library {
  total: number;
  readonly times: Recall<number>;
  readonly latest: Map<string, number>;
}

const library = (version: number): Decider<Lend, Library, Lent> => ({
  category: 'library',
  streamId: ({ data }) => data.branch,
  initialState: () => ({ total: 0, times: new Map(), latest: new Map() }),
  decide({ data: { book } }, { times }) {
    if ((times.get(book) ?? 0) >= 3) throw new Rejection('library/worn-out', { book });
    return [{ type: 'library.Lent', data: { book } }];
  },
  evolve(state, { data: { book } }) {
    state.total += 1;
    state.times.set(book, (state.times.get(book) ?? 0) + 1);
    state.latest.set(book, state.total);
    for (const oldest of state.latest.keys()) {
      if (state.latest.size <= 3) break;
      state.latest.delete(oldest);
    }
    return state;
  },
  snapshot: { version, byKey: ['times'] },
});

const lend = (book: string, key = book): Lend => ({
  type: 'Lend',
  data: { branch: '1', book },
  meta: systemMeta(AT, 'library', key),
});

/** Counts what is read. */
class CountingStore extends SqliteEventStore {
  events = 0;

  override async *readStream(
    stream: string,
    options?: ReadOptions,
  ): AsyncIterable<readonly Recorded[]> {
    for await (const page of super.readStream(stream, options)) {
      this.events += page.length;
      yield page;
    }
  }
}

describe('folds that are put away', () => {
  let folder: string;
  let store: CountingStore;
  let file: SnapshotFile;
  const troubles: unknown[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shizhang-snapshots-'));
    store = new CountingStore(':memory:', new EventCodec());
    troubles.length = 0;
    file = opened();
  });
  afterEach(async () => {
    file.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  function opened(options: SnapshotOptions = {}): SnapshotFile {
    return new SnapshotFile(folder, {
      every: EVERY,
      onTrouble: (error) => troubles.push(error),
      ...options,
    });
  }

  /** As if the process had died: only files are left. */
  function restart(): DeciderExecutor {
    file.close();
    file = opened();
    store.events = 0;
    return new DeciderExecutor(store, file);
  }

  function rows(): Database.Database {
    file.close();
    return new Database(join(folder, 'snapshots.db'));
  }

  async function lendMany(executor: DeciderExecutor, books: number): Promise<void> {
    for (let n = 0; n < books; n += 1) await executor.execute(library(1), lend(`b${n}`));
  }

  it('a start reads what came after, not the whole stream', async () => {
    await lendMany(new DeciderExecutor(store, file), 205);
    const { state, revision } = await restart().load(library(1), '1');
    expect([state.total, revision, [...state.latest.keys()]]).toEqual([
      ...[205, 204],
      ['b202', 'b203', 'b204'],
    ]);
    expect(store.events).toBeLessThanOrEqual(EVERY + 1);
  });

  it('what is kept by key is asked for from a snapshot as from a fold', async () => {
    const executor = new DeciderExecutor(store, file);
    await lendMany(executor, 25);
    for (const key of ['again', 'third']) await executor.execute(library(1), lend('b3', key));
    await expect(restart().execute(library(1), lend('b3', 'fourth'))).rejects.toMatchObject({
      code: 'library/worn-out',
    });
  });

  it('a command id of long ago still answers with its first receipt, or is refused', async () => {
    const first = await new DeciderExecutor(store, file).execute(library(1), lend('old'));
    await lendMany(new DeciderExecutor(store, file), 3 * EVERY);
    const executor = restart();
    const again = await executor.execute(library(1), lend('old'));
    expect(again).toMatchObject({ repeated: true, revision: 0, position: first.position });
    const other = { ...lend('old').meta, inputHash: 'another' };
    await expect(
      executor.execute(library(1), { ...lend('new'), meta: other }),
    ).rejects.toMatchObject({ code: 'request/idempotency-key-reused' });
  });

  it('is put away while a long stream is folded for the first time', async () => {
    await lendMany(new DeciderExecutor(store), 1_200);
    await restart().load(library(1), '1');
    const second = restart();
    expect((await second.load(library(1), '1')).state.total).toBe(1_200);
    expect(store.events).toBeLessThanOrEqual(201);
  });

  it('is dropped when the fold has changed since', async () => {
    await lendMany(new DeciderExecutor(store, file), 25);
    expect((await restart().load(library(2), '1')).state.total).toBe(25);
    expect(store.events).toBe(25);
  });

  it('is dropped when the ledger is another than the one it was folded from', async () => {
    await lendMany(new DeciderExecutor(store, file), 25);
    const restored = new CountingStore(':memory:', new EventCodec());
    for (const books of [5, 40]) {
      await lendMany(new DeciderExecutor(restored), books);
      file.close();
      file = opened();
      const { state } = await new DeciderExecutor(restored, file).load(library(1), '1');
      expect(state.total).toBe(books);
    }
    await restored.close();
  });

  it.each([
    ['a state that was edited', "UPDATE snapshots SET state = replace(state, '20', '90')"],
    ['a revision that was edited', 'UPDATE snapshots SET revision = revision - 1'],
  ])('is dropped with %s', async (_, edit) => {
    await lendMany(new DeciderExecutor(store, file), 25);
    const db = rows();
    db.exec(edit);
    db.close();
    expect((await restart().load(library(1), '1')).state.total).toBe(25);
    expect(store.events).toBeGreaterThanOrEqual(25);
  });

  it('is given up when it can no longer be read, and nothing is lost or done twice', async () => {
    await lendMany(new DeciderExecutor(store, file), 25);
    const db = rows();
    db.exec("UPDATE recalls SET value = 'torn'");
    db.close();
    const executor = restart();
    expect(await executor.execute(library(1), lend('b3', 'again'))).toMatchObject({
      revision: 25,
    });
    expect((await executor.load(library(1), '1')).state.times.get('b3')).toBe(2);
    expect(troubles).toHaveLength(1);
  });

  it('a file that is none is made anew', async () => {
    file.close();
    writeFileSync(join(folder, 'snapshots.db'), 'not a database, and long enough to be looked at');
    await lendMany(restart(), 25);
    await restart().load(library(1), '1');
    expect(store.events).toBeLessThanOrEqual(EVERY + 1);
    expect(troubles).toEqual([]);
  });

  it('a second process does without, for it would read what the first has yet to learn', async () => {
    await lendMany(new DeciderExecutor(store, file), 25);
    const second = opened();
    expect(troubles).toHaveLength(1);
    expect((await new DeciderExecutor(store, second).load(library(1), '1')).state.total).toBe(25);
    await new DeciderExecutor(store, second).execute(library(1), lend('b0', 'again'));
    expect((await new DeciderExecutor(store, file).load(library(1), '1')).state.total).toBe(26);
  });

  it('starts empty when asked to', async () => {
    await lendMany(new DeciderExecutor(store, file), 25);
    file.close();
    file = opened({ anew: true });
    expect(file.tables()?.streams()).toEqual([]);
  });
});
