import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Child, type Compiled, compileForNode } from '../../../test/support/child-process.js';
import { killLoop } from '../../../test/support/kill-loop.js';
import { collect, newEvents, newStream, readAll } from '../../../test/support/store-events.js';
import { open, opened, path, refusal, stageLedger } from './ledger.fixture.js';
import { SqliteEventStore } from './sqlite-event-store.js';

describe('SqliteEventStore', () => {
  let compiled: Compiled;
  const children: Child[] = [];

  stageLedger();
  beforeAll(() => (compiled = compileForNode()));
  afterAll(() => compiled.remove());
  afterEach(() => {
    for (const child of children.splice(0)) child.process.kill('SIGKILL');
  });

  function hold(): Child {
    const child = compiled.start('test/support/ledger-child.ts', [path, 'hold']);
    children.push(child);
    return child;
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

  it('has every acknowledged event after kill -9 under load', async () => {
    const rounds = Number(process.env['KILL_ROUNDS'] ?? 5);
    const report = await killLoop(path, rounds, compiled);
    expect(report).toMatchObject({ rounds, lost: [], torn: [] });
    expect(report.acknowledged).toBeGreaterThan(rounds * 49);
    const db = new Database(path);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  }, 600_000);
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
