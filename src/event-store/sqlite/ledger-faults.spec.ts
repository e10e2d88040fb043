import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newEvent, newEvents, newStream, readAll } from '../../../test/support/store-events.js';
import { EventStoreError } from '../event-store.js';
import { folder, open, path, refusal, stageLedger, withMount } from './ledger.fixture.js';
import { SqliteEventStore } from './sqlite-event-store.js';

const MIB = 1_048_576;
const big = (): ReturnType<typeof newEvent> => newEvent({ text: 'x'.repeat(60_000) });

describe('a ledger file', () => {
  stageLedger();

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
});
