import { newEvent } from '../../test/support/store-events.js';
import { StoreDouble } from '../../test/support/store-double.js';
import { pots, TeaRoom } from './tea-room.fixture.js';

let room: TeaRoom;

beforeEach(() => {
  room = new TeaRoom();
});
afterEach(() => room.close());

describe('catching up over many pages', () => {
  const MANY = 12_000;
  const cup = (pot: string) => ({ ...newEvent({ pot, cups: 1 }), type: 'tea.Poured' });

  beforeEach(async () => {
    const events = Array.from({ length: MANY }, () => cup('a'));
    for (let n = 0; n < MANY; n += 1_000) {
      await room.store.append('pot-a', n === 0 ? 'none' : n - 1, events.slice(n, n + 1_000));
    }
  });

  it('shares commits, and ends with everything committed', async () => {
    const projector = room.project();
    expect(await room.caughtUp(projector)).toBe(true);
    await projector.stop();
    expect(room.db.inTransaction).toBe(false);
    expect(room.cups()).toEqual([{ pot: 'a', cups: MANY }]);
    expect(room.checkpoint()).toBe(await room.store.head());
  });

  it('stopped half-way, keeps what it has and goes on from there', async () => {
    const projector = room.project();
    while (projector.reached === null) await new Promise(setImmediate);
    await projector.stop();
    expect(room.db.inTransaction).toBe(false);
    expect(room.checkpoint()).toBe(projector.reached);
    expect(await room.caughtUp(room.project())).toBe(true);
    expect(room.cups()).toEqual([{ pot: 'a', cups: MANY }]);
  });

  it('on a disk that is full for a while, waits, parks nothing and counts nothing twice', async () => {
    let failures = 1;
    const full = new StoreDouble(room.store, (page) => {
      if (failures > 0 && page.through !== null && Number(page.through) > 3_000) {
        failures -= 1;
        throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      }
      return [page];
    });
    const projector = room.project([pots()], { from: full });
    while (projector.failure === undefined) await new Promise(setImmediate);
    expect(projector.reached).toBeNull();
    while (projector.failure !== undefined) await new Promise(setImmediate);
    expect(await room.caughtUp(projector)).toBe(true);
    expect(room.cups()).toEqual([{ pot: 'a', cups: MANY }]);
    expect(projector.parked()).toEqual([]);
  });

  it('parks the one event that can’t be applied and has all the others once', async () => {
    const strange = await room.store.append('pot-b', 'none', [
      { ...newEvent({ pot: 'b', cups: 'a few' }), type: 'tea.Poured' },
    ]);
    await room.pour('b', 2);
    const behind = Array.from({ length: 2_000 }, () => cup('c'));
    await room.store.append('pot-c', 'none', behind);
    const projector = room.project();
    expect(await room.caughtUp(projector)).toBe(true);
    expect(room.cups()).toEqual([
      { pot: 'a', cups: MANY },
      { pot: 'b', cups: 2 },
      { pot: 'c', cups: 2_000 },
    ]);
    expect(projector.parked()).toMatchObject([
      { projection: 'tea', position: strange.position, error: expect.stringMatching(/NOT NULL/) },
    ]);
  });
});
