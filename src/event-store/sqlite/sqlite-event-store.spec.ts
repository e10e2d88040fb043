import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Child, type Compiled, compileForNode } from '../../../test/support/child-process.js';
import { killLoop } from '../../../test/support/kill-loop.js';
import {
  collect,
  newEvent,
  newEvents,
  newStream,
  readAll,
} from '../../../test/support/store-events.js';
import { EventCodec } from '../codec.js';
import { EventStoreError } from '../event-store.js';
import type { LedgerOptions } from './open.js';
import { SqliteEventStore } from './sqlite-event-store.js';

const MIB = 1_048_576;
const big = (): ReturnType<typeof newEvent> => newEvent({ text: 'x'.repeat(60_000) });

describe('SqliteEventStore', () => {
  let folder: string;
  let path: string;
  let compiled: Compiled;
  const opened: SqliteEventStore[] = [];
  const children: Child[] = [];

  beforeAll(() => (compiled = compileForNode()));
  afterAll(() => compiled.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shizhang-ledger-'));
    path = join(folder, 'ledger.db');
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    for (const child of children.splice(0)) child.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function open(at = path, options?: LedgerOptions): SqliteEventStore {
    const store = new SqliteEventStore(at, new EventCodec(), options);
    opened.push(store);
    return store;
  }

  function hold(): Child {
    const child = compiled.start('test/support/ledger-child.ts', [path, 'hold']);
    children.push(child);
    return child;
  }

  function refusal(at: string): unknown {
    try {
      return open(at);
    } catch (error) {
      return error;
    }
  }

  it('is empty at first and has no head', async () => {
    const store = open();
    expect(await store.head()).toBeNull();
    const { signal } = new AbortController();
    for await (const page of store.subscribe({ after: null, signal })) {
      expect(page).toEqual({ events: [], through: null, caughtUp: true });
      break;
    }
  });

  it('says when it recognised a repeat', async () => {
    const store = open();
    const [stream, events] = [newStream(), newEvents(2)];
    const first = await store.append(stream, 'none', events);
    expect(first.repeated).toBe(false);
    expect(await store.append(stream, 'none', events)).toEqual({ ...first, repeated: true });
  });

  it('puts appends that wait together into far fewer commits than there are', async () => {
    const store = open();
    await store.append(newStream(), 'none', newEvents(1));
    const before = commitsInWal(`${path}-wal`);
    await Promise.all(
      Array.from({ length: 64 }, () => store.append(newStream(), 'none', newEvents(1))),
    );
    expect(commitsInWal(`${path}-wal`) - before).toBeLessThanOrEqual(2);
  });

  it('commits what was accepted before it closes', async () => {
    const store = open();
    const stream = newStream();
    const append = store.append(stream, 'none', newEvents(3));
    await Promise.resolve();
    await store.close();
    await expect(append).resolves.toMatchObject({ revision: 2 });
    expect(await readAll(open(), stream)).toHaveLength(3);
  });

  it('ends a subscription when it closes', async () => {
    const store = open();
    const pages = collect(store.subscribe({ after: null, signal: new AbortController().signal }));
    await new Promise(setImmediate);
    await store.close();
    await expect(pages).resolves.toHaveLength(1);
  });

  it('lets nobody change or remove an event, not even by SQL', async () => {
    await open().append(newStream(), 'none', newEvents(1));
    await opened[0]?.close();
    const db = new Database(path);
    expect(() => db.exec("UPDATE events SET data = '{}'")).toThrow('never changed');
    expect(() => db.exec('DELETE FROM events')).toThrow('never deleted');
    db.close();
  });

  describe('one owner', () => {
    it('refuses a second opening while the first lives, and none after it', async () => {
      const store = open();
      expect(refusal(path)).toMatchObject({
        name: 'EventStoreError',
        fault: 'in-use',
        message: expect.stringContaining('in use by another process'),
      });
      await store.close();
      expect(refusal(path)).toBeInstanceOf(SqliteEventStore);
    });

    it('is refused while another process holds the file, and when that is gone it is not', async () => {
      const child = hold();
      await child.said(1);
      expect(child.lines).toEqual(['open']);
      expect(refusal(path)).toMatchObject({ fault: 'in-use' });
      const exit = once(child.process, 'exit');
      child.process.kill('SIGKILL');
      await exit;
      expect(refusal(path)).toBeInstanceOf(SqliteEventStore);
      const late = hold();
      await late.said(1);
      expect(late.lines).toEqual(['in-use']);
      await late.gone;
    });
  });

  describe('damage', () => {
    it('refuses a file that is no database', () => {
      writeFileSync(path, 'this is not a ledger, whatever its name says '.repeat(200));
      expect(refusal(path)).toMatchObject({ fault: 'corrupt' });
      expect(readFileSync(path, 'utf8')).toMatch(/^this is not a ledger/);
    });

    it('reports pages that were overwritten, instead of giving wrong events', async () => {
      const store = open();
      const stream = newStream();
      for (let at = 0; at < 2_000; at += 200) {
        await store.append(stream, at === 0 ? 'none' : at - 1, newEvents(200, at));
      }
      await store.close();
      const file = openSync(path, 'r+');
      const { size } = statSync(path);
      for (let at = 4096 * 8; at < size; at += 4096 * 2)
        writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, at);
      closeSync(file);
      const reading = async (): Promise<unknown> => readAll(open(), stream);
      await expect(reading()).rejects.toMatchObject({ name: 'EventStoreError', fault: 'corrupt' });
    });

    it('names the event whose text is not JSON', async () => {
      const store = open();
      const [stream, event] = [newStream(), newEvent()];
      await store.append(stream, 'none', [event]);
      await store.close();
      const db = new Database(path);
      db.exec('DROP TRIGGER events_are_never_changed');
      db.exec('UPDATE events SET data = \'{"n":\'');
      db.close();
      await expect(readAll(open(), stream)).rejects.toMatchObject({
        fault: 'corrupt',
        message: expect.stringContaining(event.id),
      });
    });

    it('leaves a ledger of a newer version alone', () => {
      const db = new Database(path);
      db.pragma('user_version = 99');
      db.close();
      expect(refusal(path)).toMatchObject({
        fault: 'read-only',
        message: expect.stringContaining('newer version'),
      });
    });
  });

  describe('places that cannot be written', () => {
    it('refuses a path below a file, a missing folder, and a folder itself', () => {
      writeFileSync(join(folder, 'file'), '');
      for (const at of [
        join(folder, 'file', 'ledger.db'),
        join(folder, 'no', 'ledger.db'),
        folder,
      ]) {
        expect(refusal(at)).toMatchObject({ name: 'EventStoreError', fault: 'read-only' });
      }
    });

    const root = process.getuid?.() === 0;
    if (root) console.warn('NOT RUN: a folder without write permission: root may write everywhere');
    (root ? it.skip : it)('refuses a folder without write permission (NOT RUN as root)', () => {
      chmodSync(folder, 0o555);
      expect(refusal(path)).toMatchObject({ fault: 'read-only' });
      chmodSync(folder, 0o755);
    });

    withMount('refuses a read-only file system', 'size=4m', (mount) => {
      const at = join(mount, 'ledger.db');
      execFileSync('mount', ['-o', 'remount,ro', mount]);
      expect(refusal(at)).toMatchObject({ fault: 'read-only' });
      execFileSync('mount', ['-o', 'remount,rw', mount]);
      expect(refusal(at)).toBeInstanceOf(SqliteEventStore);
      return Promise.resolve();
    });
  });

  describe('a full disk', () => {
    it('refuses an append that does not fit, does nothing by halves, and goes on with room', async () => {
      const store = open(path, { maxBytes: MIB });
      const stream = newStream();
      const revision = await fill(store, stream);
      const written = await readAll(store, stream);
      expect(written).toHaveLength(revision + 1);
      const [other, crowd] = [newStream(), [newStream(), newStream(), newStream()]];
      const refused = Promise.all([
        store.append(other, 'none', [newEvent(), big(), big()]).catch((error: unknown) => error),
        ...crowd.map((one) => store.append(one, 'none', [big()]).catch((error: unknown) => error)),
      ]);
      for (const error of await refused) expect(error).toMatchObject({ fault: 'full' });
      for (const one of [other, ...crowd]) expect(await readAll(store, one)).toEqual([]);
      expect(await readAll(store, stream)).toEqual(written);
      await store.close();
      const wider = open(path, { maxBytes: 2 * MIB });
      await expect(wider.append(stream, revision, [big()])).resolves.toMatchObject({
        revision: revision + 1,
      });
    });

    it('lets a small append through that fits, beside a large one that does not', async () => {
      const store = open(path, { maxBytes: MIB });
      await fill(store, newStream());
      const [small, large] = await Promise.allSettled([
        store.append(newStream(), 'none', [newEvent()]),
        store.append(newStream(), 'none', [big(), big()]),
      ]);
      expect(small.status).toBe('fulfilled');
      expect(large).toMatchObject({ status: 'rejected', reason: { fault: 'full' } });
    });

    withMount('survives a file system that is really full', 'size=3m', async (mount) => {
      const ballast = join(mount, 'ballast');
      writeFileSync(ballast, Buffer.alloc(MIB));
      const store = open(join(mount, 'ledger.db'));
      const stream = newStream();
      const revision = await fill(store, stream);
      const before = await readAll(store, stream);
      expect(before).toHaveLength(revision + 1);
      rmSync(ballast);
      await expect(store.append(stream, revision, [big()])).resolves.toMatchObject({
        revision: revision + 1,
      });
      await store.close();
      expect(await readAll(open(join(mount, 'ledger.db')), stream)).toHaveLength(revision + 2);
    });

    /** Appends until there is no room; gives the last revision that was acknowledged. */
    async function fill(store: SqliteEventStore, stream: string): Promise<number> {
      for (let revision = -1; ; revision += 1) {
        try {
          await store.append(stream, revision < 0 ? 'none' : revision, [big()]);
        } catch (error) {
          expect(error).toBeInstanceOf(EventStoreError);
          expect(error).toMatchObject({ fault: 'full' });
          return revision;
        }
      }
    }
  });

  it('has every acknowledged event after kill -9 under load', async () => {
    const rounds = Number(process.env['KILL_ROUNDS'] ?? 5);
    const report = await killLoop(path, rounds, compiled);
    expect(report).toMatchObject({ rounds, lost: [], torn: [] });
    expect(report.acknowledged).toBeGreaterThan(rounds * 49);
    const db = new Database(path);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  }, 600_000);

  /** A test on a small file system of its own, where this machine lets us mount one. */
  function withMount(name: string, size: string, body: (mount: string) => Promise<void>): void {
    const probe = mkdtempSync(join(tmpdir(), 'shizhang-mount-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', probe], { stdio: 'ignore' });
      execFileSync('umount', [probe]);
    } catch {
      it.skip(`${name} (NOT RUN: this user may not mount)`, () => undefined);
      console.warn(`NOT RUN: ${name}: this user may not mount`);
      return;
    } finally {
      rmSync(probe, { recursive: true });
    }
    it(name, async () => {
      const mount = join(folder, 'mount');
      mkdirSync(mount);
      execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', mount]);
      try {
        await body(mount);
      } finally {
        for (const store of opened.splice(0)) await store.close();
        execFileSync('umount', [mount]);
      }
    });
  }
});

/** Commit records of a WAL: frames that carry the size of the database (sqlite.org/fileformat2). */
function commitsInWal(path: string): number {
  const wal = readFileSync(path);
  const pageSize = wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 <= wal.length; at += 24 + pageSize) {
    const current = wal.compare(wal, 16, 24, at + 8, at + 16) === 0;
    if (current && wal.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits;
}
