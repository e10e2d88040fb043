import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { setTimeout as after } from 'node:timers/promises';
import { newEvent } from '../../test/support/store-events.js';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { type Projection, sql } from './projection.js';
import { Projector } from './projector.js';
import { BULK, SharedCommit } from './shared-commit.js';

const WAIT = 60_000;
const pots = (name: string): Projection => ({
  ...{ name, version: 1, tables: [`${name}_pot`] },
  schema: `CREATE TABLE ${name}_pot (cups INTEGER NOT NULL) STRICT;`,
  on: { 'tea.Poured': () => [sql(`INSERT INTO ${name}_pot VALUES (1)`)] },
});

let store: SqliteEventStore;
let db: Database.Database;

beforeEach(() => {
  store = new SqliteEventStore(':memory:', new EventCodec());
  db = new Database(':memory:');
});
afterEach(async () => {
  jest.useRealTimers();
  await store.close();
  db.close();
});

const pour = () => store.append('pot-a', 'any', [{ ...newEvent({}), type: 'tea.Poured' }]);
const cups = (name: string) => db.prepare(`SELECT count(*) FROM ${name}_pot`).pluck().get();

async function follow(names: readonly string[], body: (projector: Projector) => Promise<void>) {
  const projector = new Projector(store, db, names.map(pots));
  projector.start();
  await projector.waitFor(await store.head(), WAIT);
  try {
    await body(projector);
  } finally {
    await projector.stop();
  }
}

describe('a shared commit', () => {
  it('comes by itself soon after the last page', () => {
    jest.useFakeTimers();
    const shared = new SharedCommit(db, () => undefined);
    shared.begin();
    shared.added(1, true);
    expect(db.inTransaction).toBe(true);
    jest.advanceTimersByTime(100);
    expect(db.inTransaction).toBe(false);
  });

  it('comes at once when many events have gathered, and not before while there is more', () => {
    const shared = new SharedCommit(db, () => undefined);
    shared.begin();
    shared.added(BULK - 1, false);
    expect(db.inTransaction).toBe(true);
    shared.added(1, false);
    expect(db.inTransaction).toBe(false);
  });

  it('that fails late is told', async () => {
    db.exec(`PRAGMA foreign_keys = ON; CREATE TABLE pot (id INTEGER PRIMARY KEY);
             CREATE TABLE cup (pot REFERENCES pot (id) DEFERRABLE INITIALLY DEFERRED)`);
    const failure = await new Promise((resolve) => {
      const shared = new SharedCommit(db, resolve);
      shared.begin();
      db.exec('INSERT INTO cup VALUES (7)');
      shared.added(1, true);
    });
    expect(String(failure)).toMatch(/FOREIGN KEY/);
    db.exec('ROLLBACK');
  });
});

describe('a read model', () => {
  it('shows a row to queries before its commit', () => {
    // The commit that comes by itself waits for the test.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    return follow(['tea'], async (projector) => {
      const { position } = await pour();
      expect(await projector.waitFor(position, WAIT)).toBe(true);
      expect([cups('tea'), db.inTransaction]).toEqual([1, true]);
    });
  });

  it('whose commit finds a full disk takes the same events again when there is room', () =>
    follow(['tea'], async (projector) => {
      const exec = db.exec.bind(db);
      let fullDisk = true;
      Object.defineProperty(db, 'exec', {
        value: (text: string) => {
          if (text !== 'COMMIT' || !fullDisk) return exec(text);
          fullDisk = false;
          throw Object.assign(new Error('disk is full'), { code: 'SQLITE_FULL' });
        },
      });
      await pour();
      while (!projector.failure) await after(10);
      expect([projector.failure.message, cups('tea')]).toEqual(['disk is full', 0]);
      const { position } = await pour();
      while (!(await projector.waitFor(position, WAIT))) await after(10);
      expect(cups('tea')).toBe(2);
    }));

  it('that was gone for a while is made anew when it comes back', async () => {
    await follow(['tea', 'milk'], () => pour().then(() => undefined));
    await follow(['tea'], async (projector) => {
      const { position } = await pour();
      await projector.waitFor(position, WAIT);
    });
    await follow(['tea', 'milk'], () => Promise.resolve());
    expect([cups('tea'), cups('milk')]).toEqual([2, 2]);
  });
});
