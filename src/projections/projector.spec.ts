import Database from 'better-sqlite3';
import fc from 'fast-check';
import { newEvent } from '../../test/support/store-events.js';
import { StoreDouble } from '../../test/support/store-double.js';
import { EventCodec } from '../event-store/codec.js';
import type { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { DomainEvent } from '../kernel/message.js';
import { type Projection, projects, sql } from './projection.js';
import { Projector } from './projector.js';

type Poured = DomainEvent<'tea.Poured', { readonly pot: string; readonly cups: number }>;
const WAIT = 5_000;

/** Adds up: applied twice it would be wrong, so it shows every repeat. */
const pots = (version = 1, factor = 1): Projection => ({
  name: 'tea',
  version,
  tables: ['tea_pot'],
  schema: 'CREATE TABLE tea_pot (pot TEXT PRIMARY KEY, cups INTEGER NOT NULL) STRICT;',
  on: projects<Poured>({
    'tea.Poured': ({ data }) => [
      sql(
        `INSERT INTO tea_pot VALUES (?, ?)
         ON CONFLICT (pot) DO UPDATE SET cups = cups + excluded.cups`,
        ...[data.pot, data.cups * factor],
      ),
    ],
  }),
});
/** Knows every pour once; a second line for the same pot breaks its key. */
const firsts: Projection = {
  name: 'firsts',
  version: 1,
  tables: ['firsts_pot'],
  schema: 'CREATE TABLE firsts_pot (pot TEXT PRIMARY KEY) STRICT;',
  on: projects<Poured>({
    'tea.Poured': ({ data }) => [sql('INSERT INTO firsts_pot VALUES (?)', data.pot)],
  }),
};

let store: SqliteEventStore;
let db: Database.Database;
const running: Projector[] = [];

beforeEach(() => {
  store = new SqliteEventStore(':memory:', new EventCodec());
  db = new Database(':memory:');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((projector) => projector.stop()));
  await store.close();
  db.close();
});

async function pour(pot: string, cups: number, type = 'tea.Poured'): Promise<string> {
  const event = { ...newEvent({ pot, cups }), type };
  return (await store.append(`pot-${pot}`, 'any', [event])).position;
}

function project(
  projections: readonly Projection[] = [pots()],
  { from = store, into = db }: { from?: EventStore; into?: Database.Database } = {},
): Projector {
  const projector = new Projector(from, into, projections);
  running.push(projector);
  projector.start();
  return projector;
}

const cups = (of = db) => of.prepare('SELECT pot, cups FROM tea_pot ORDER BY pot').all();
const checkpoint = (name = 'tea') =>
  db.prepare('SELECT position FROM projection_checkpoints WHERE name = ?').pluck().get(name);
const caughtUp = async (projector: Projector) => projector.waitFor(await store.head(), WAIT);

describe('a read model', () => {
  it('has what was there before it started and what came after, and its checkpoint', async () => {
    await pour('a', 1);
    const projector = project();
    expect(await caughtUp(projector)).toBe(true);
    const position = await pour('a', 2);
    await pour('b', 1, 'tea.Spilled');
    expect(await caughtUp(projector)).toBe(true);
    expect(cups()).toEqual([{ pot: 'a', cups: 3 }]);
    expect(checkpoint()).toBe(await store.head());
    expect(store.comparePositions(projector.reached, position)).toBeGreaterThan(0);
  });

  it('goes on where it stopped', async () => {
    await pour('a', 1);
    const first = project();
    await caughtUp(first);
    await first.stop();
    await pour('a', 2);
    await caughtUp(project());
    expect(cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });

  it('takes an event once, however often the store delivers it', async () => {
    await pour('a', 1);
    const twice = new StoreDouble(store, (page) => [page, page]);
    const projector = project([pots()], { from: twice });
    await caughtUp(projector);
    await pour('a', 2);
    await caughtUp(projector);
    expect(cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });

  it('replayed from zero is the one that followed, wherever that one was interrupted', async () => {
    const pours = fc.array(
      fc.record({ pot: fc.constantFrom('a', 'b', 'c'), n: fc.nat({ max: 9 }), stop: fc.boolean() }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(pours, async (steps) => {
        const [one, fresh] = [new Database(':memory:'), new Database(':memory:')];
        let projector = project([pots()], { into: one });
        for (const { pot, n, stop } of steps) {
          await pour(pot, n);
          if (!stop) continue;
          await projector.stop();
          projector = project([pots()], { into: one });
        }
        const replay = project([pots()], { into: fresh });
        expect([await caughtUp(projector), await caughtUp(replay)]).toEqual([true, true]);
        expect(cups(one)).toEqual(cups(fresh));
        await Promise.all(running.splice(0).map((p) => p.stop()));
        one.close();
        fresh.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('rows and checkpoint', () => {
  it('commit together: what broke off before the checkpoint left no rows, and is there once', async () => {
    await pour('a', 1);
    const first = project();
    await caughtUp(first);
    const before = checkpoint();
    await first.stop();
    db.exec(`CREATE TRIGGER crash BEFORE UPDATE ON projection_checkpoints
             BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
    await pour('a', 2);
    const broken = project();
    expect(await caughtUp(broken)).toBe(false);
    expect(broken.failure?.message).toMatch(/power cut/);
    expect([cups(), checkpoint()]).toEqual([[{ pot: 'a', cups: 1 }], before]);
    db.exec('DROP TRIGGER crash');
    expect(await caughtUp(project())).toBe(true);
    expect(cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });
});

describe('an event that can’t be applied', () => {
  it('is parked by name, once, and holds up neither what follows nor the others', async () => {
    await pour('a', 1);
    const position = await pour('a', 2);
    await pour('b', 4);
    const projector = project([pots(), firsts]);
    expect(await caughtUp(projector)).toBe(true);
    expect(projector.failure).toBeUndefined();
    expect(projector.parked()).toMatchObject([{ projection: 'firsts', position }]);
    expect(projector.parked()[0]?.error).toMatch(/UNIQUE/);
    expect(db.prepare('SELECT pot FROM firsts_pot ORDER BY pot').pluck().all()).toEqual(['a', 'b']);
    expect(cups()).toEqual([
      { pot: 'a', cups: 3 },
      { pot: 'b', cups: 4 },
    ]);
  });

  it('leaves nothing of itself behind, not even its first statement', async () => {
    const half: Projection = {
      ...pots(),
      on: projects<Poured>({
        'tea.Poured': ({ data }) => [
          sql('INSERT INTO tea_pot VALUES (?, ?)', data.pot, data.cups),
          sql('INSERT INTO tea_pot VALUES (?, ?)', data.pot, data.cups),
        ],
      }),
    };
    await pour('a', 1);
    const projector = project([half]);
    await caughtUp(projector);
    expect(cups()).toEqual([]);
    expect(projector.parked()).toHaveLength(1);
  });
});

describe('another version', () => {
  it('is built anew from the events, without what was parked; the others stay', async () => {
    await pour('a', 1);
    await pour('a', 2);
    const first = project([pots(), firsts]);
    await caughtUp(first);
    await first.stop();
    const second = project([pots(2, 10), { ...firsts, version: 2, on: {} }]);
    await caughtUp(second);
    expect(cups()).toEqual([{ pot: 'a', cups: 30 }]);
    expect(second.parked()).toEqual([]);
  });

  it('of one read model catches up without doing the others twice', async () => {
    await pour('a', 1);
    const first = project();
    await caughtUp(first);
    await first.stop();
    await pour('b', 1);
    const both = project([pots(), firsts]);
    await caughtUp(both);
    expect(cups()).toEqual([
      { pot: 'a', cups: 1 },
      { pot: 'b', cups: 1 },
    ]);
    expect(db.prepare('SELECT count(*) FROM firsts_pot').pluck().get()).toBe(2);
  });
});

describe('waiting for a position', () => {
  it('is true at once for what was reached, and as soon as it is', async () => {
    const projector = project();
    expect(await projector.waitFor(null, 0)).toBe(true);
    const waiting = pour('a', 1).then((position) => projector.waitFor(position, WAIT));
    expect(await waiting).toBe(true);
    expect(cups()).toEqual([{ pot: 'a', cups: 1 }]);
  });

  it('is false when the time is over', async () => {
    const idle = new Projector(store, db, [pots()]);
    expect(await idle.waitFor(await pour('a', 1), 1)).toBe(false);
  });

  it('is false, and does not last, when following has failed', async () => {
    const position = await pour('a', 1);
    const broken = new StoreDouble(store, () => {
      throw new Error('line cut');
    });
    const projector = project([pots()], { from: broken });
    expect(await projector.waitFor(position, 60_000)).toBe(false);
    expect(projector.failure?.message).toBe('line cut');
    expect(await projector.waitFor(position, 60_000)).toBe(false);
  });

  it('is true where there is no read model to wait for', async () => {
    expect(await project([]).waitFor(await pour('a', 1), WAIT)).toBe(true);
  });
});

describe('catching up over many pages', () => {
  const MANY = 12_000;

  beforeEach(async () => {
    const events = Array.from({ length: MANY }, () => ({
      ...newEvent({ pot: 'a', cups: 1 }),
      type: 'tea.Poured',
    }));
    for (let n = 0; n < MANY; n += 1_000) {
      await store.append('pot-a', n === 0 ? 'none' : n - 1, events.slice(n, n + 1_000));
    }
  });

  it('shares commits, and ends with everything committed', async () => {
    const projector = project();
    expect(await caughtUp(projector)).toBe(true);
    await projector.stop();
    expect(db.inTransaction).toBe(false);
    expect(cups()).toEqual([{ pot: 'a', cups: MANY }]);
    expect(checkpoint()).toBe(await store.head());
  });

  it('stopped half-way, keeps what it has and goes on from there', async () => {
    const projector = project();
    while (projector.reached === null) await new Promise(setImmediate);
    await projector.stop();
    expect(db.inTransaction).toBe(false);
    expect(checkpoint()).toBe(projector.reached);
    expect(await caughtUp(project())).toBe(true);
    expect(cups()).toEqual([{ pot: 'a', cups: MANY }]);
  });

  it('on a disk that is full for a while, waits, parks nothing and counts nothing twice', async () => {
    let failures = 1;
    const full = new StoreDouble(store, (page) => {
      if (failures > 0 && page.through !== null && Number(page.through) > 3_000) {
        failures -= 1;
        throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      }
      return [page];
    });
    const projector = project([pots()], { from: full });
    while (projector.failure === undefined) await new Promise(setImmediate);
    expect(projector.reached).toBeNull();
    while (projector.failure !== undefined) await new Promise(setImmediate);
    expect(await caughtUp(projector)).toBe(true);
    expect(cups()).toEqual([{ pot: 'a', cups: MANY }]);
    expect(projector.parked()).toEqual([]);
  });
});
