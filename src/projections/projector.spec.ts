import Database from 'better-sqlite3';
import fc from 'fast-check';
import { StoreDouble } from '../../test/support/store-double.js';
import { projects, type Projection, sql } from './projection.js';
import { Projector } from './projector.js';
import { firsts, type Poured, pots, TeaRoom, WAIT } from './tea-room.fixture.js';

let room: TeaRoom;

beforeEach(() => {
  room = new TeaRoom();
});
afterEach(() => room.close());

describe('a read model', () => {
  it('has what was there before it started and what came after, and its checkpoint', async () => {
    await room.pour('a', 1);
    const projector = room.project();
    expect(await room.caughtUp(projector)).toBe(true);
    const position = await room.pour('a', 2);
    await room.pour('b', 1, 'tea.Spilled');
    expect(await room.caughtUp(projector)).toBe(true);
    expect(room.cups()).toEqual([{ pot: 'a', cups: 3 }]);
    expect(room.checkpoint()).toBe(await room.store.head());
    expect(room.store.comparePositions(projector.reached, position)).toBeGreaterThan(0);
  });

  it('goes on where it stopped', async () => {
    await room.pour('a', 1);
    const first = room.project();
    await room.caughtUp(first);
    await first.stop();
    await room.pour('a', 2);
    await room.caughtUp(room.project());
    expect(room.cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });

  it('takes an event once, however often the room.store delivers it', async () => {
    await room.pour('a', 1);
    const twice = new StoreDouble(room.store, (page) => [page, page]);
    const projector = room.project([pots()], { from: twice });
    await room.caughtUp(projector);
    await room.pour('a', 2);
    await room.caughtUp(projector);
    expect(room.cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });

  it('replayed from zero is the one that followed, wherever that one was interrupted', async () => {
    const pours = fc.array(
      fc.record({ pot: fc.constantFrom('a', 'b', 'c'), n: fc.nat({ max: 9 }), stop: fc.boolean() }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(pours, async (steps) => {
        const [one, fresh] = [new Database(':memory:'), new Database(':memory:')];
        let projector = room.project([pots()], { into: one });
        for (const { pot, n, stop } of steps) {
          await room.pour(pot, n);
          if (!stop) continue;
          await projector.stop();
          projector = room.project([pots()], { into: one });
        }
        const replay = room.project([pots()], { into: fresh });
        expect([await room.caughtUp(projector), await room.caughtUp(replay)]).toEqual([true, true]);
        expect(room.cups(one)).toEqual(room.cups(fresh));
        await Promise.all(room.running.splice(0).map((p) => p.stop()));
        one.close();
        fresh.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('rows and checkpoint', () => {
  it('commit together: what broke off before the checkpoint left no rows, and is there once', async () => {
    await room.pour('a', 1);
    const first = room.project();
    await room.caughtUp(first);
    const before = room.checkpoint();
    await first.stop();
    room.db.exec(`CREATE TRIGGER crash BEFORE UPDATE ON projection_checkpoints
             BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
    await room.pour('a', 2);
    const broken = room.project();
    expect(await room.caughtUp(broken)).toBe(false);
    expect(broken.failure?.message).toMatch(/power cut/);
    expect([room.cups(), room.checkpoint()]).toEqual([[{ pot: 'a', cups: 1 }], before]);
    room.db.exec('DROP TRIGGER crash');
    expect(await room.caughtUp(room.project())).toBe(true);
    expect(room.cups()).toEqual([{ pot: 'a', cups: 3 }]);
  });
});

describe('an event that can’t be applied', () => {
  it('is parked by name, once, and holds up neither what follows nor the others', async () => {
    await room.pour('a', 1);
    const position = await room.pour('a', 2);
    await room.pour('b', 4);
    const projector = room.project([pots(), firsts]);
    expect(await room.caughtUp(projector)).toBe(true);
    expect(projector.failure).toBeUndefined();
    expect(projector.parked()).toMatchObject([{ projection: 'firsts', position }]);
    expect(projector.parked()[0]?.error).toMatch(/UNIQUE/);
    expect(room.db.prepare('SELECT pot FROM firsts_pot ORDER BY pot').pluck().all()).toEqual([
      'a',
      'b',
    ]);
    expect(room.cups()).toEqual([
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
    await room.pour('a', 1);
    const projector = room.project([half]);
    await room.caughtUp(projector);
    expect(room.cups()).toEqual([]);
    expect(projector.parked()).toHaveLength(1);
  });
});

describe('another version', () => {
  it('is built anew from the events, without what was parked; the others stay', async () => {
    await room.pour('a', 1);
    await room.pour('a', 2);
    const first = room.project([pots(), firsts]);
    await room.caughtUp(first);
    await first.stop();
    const second = room.project([pots(2, 10), { ...firsts, version: 2, on: {} }]);
    await room.caughtUp(second);
    expect(room.cups()).toEqual([{ pot: 'a', cups: 30 }]);
    expect(second.parked()).toEqual([]);
  });

  it('of one read model catches up without doing the others twice', async () => {
    await room.pour('a', 1);
    const first = room.project();
    await room.caughtUp(first);
    await first.stop();
    await room.pour('b', 1);
    const both = room.project([pots(), firsts]);
    await room.caughtUp(both);
    expect(room.cups()).toEqual([
      { pot: 'a', cups: 1 },
      { pot: 'b', cups: 1 },
    ]);
    expect(room.db.prepare('SELECT count(*) FROM firsts_pot').pluck().get()).toBe(2);
  });
});

describe('waiting for a position', () => {
  it('is true at once for what was reached, and as soon as it is', async () => {
    const projector = room.project();
    expect(await projector.waitFor(null, 0)).toBe(true);
    const waiting = room.pour('a', 1).then((position) => projector.waitFor(position, WAIT));
    expect(await waiting).toBe(true);
    expect(room.cups()).toEqual([{ pot: 'a', cups: 1 }]);
  });

  it('is false when the time is over', async () => {
    const idle = new Projector(room.store, room.db, [pots()]);
    expect(await idle.waitFor(await room.pour('a', 1), 1)).toBe(false);
  });

  it('is false, and does not last, when following has failed', async () => {
    const position = await room.pour('a', 1);
    const broken = new StoreDouble(room.store, () => {
      throw new Error('line cut');
    });
    const projector = room.project([pots()], { from: broken });
    expect(await projector.waitFor(position, 60_000)).toBe(false);
    expect(projector.failure?.message).toBe('line cut');
    expect(await projector.waitFor(position, 60_000)).toBe(false);
  });

  it('is true where there is no read model to wait for', async () => {
    expect(await room.project([]).waitFor(await room.pour('a', 1), WAIT)).toBe(true);
  });
});
