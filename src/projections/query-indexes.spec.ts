import Database from 'better-sqlite3';
import { newEvent } from '../../test/support/store-events.js';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { type Projection, sql } from './projection.js';
import { Projector } from './projector.js';

const APPENDS = 3;
/** Not a divisor of a page, so that the last page is not full and the store says "caught up". */
const SIZE = 450;

let store: SqliteEventStore;
let db: Database.Database;

beforeEach(async () => {
  store = new SqliteEventStore(':memory:', new EventCodec());
  db = new Database(':memory:');
  for (let n = 0; n < APPENDS; n += 1) {
    const events = Array.from({ length: SIZE }, () => ({ ...newEvent({}), type: 'tea.Poured' }));
    await store.append('pot-a', n === 0 ? 'none' : n * SIZE - 1, events);
  }
});
afterEach(async () => {
  await store.close();
  db.close();
});

/** Notes, row by row, whether its index was there when the row was written. */
const watching: Projection = {
  name: 'tea',
  version: 1,
  tables: ['tea_cup'],
  schema: 'CREATE TABLE tea_cup (indexed INTEGER NOT NULL) STRICT;',
  queryIndexes: 'CREATE INDEX IF NOT EXISTS tea_cup_by_indexed ON tea_cup (indexed);',
  on: {
    'tea.Poured': () => [
      sql(
        `INSERT INTO tea_cup
         SELECT count(*) FROM sqlite_master WHERE name = 'tea_cup_by_indexed'`,
      ),
    ],
  },
};

async function catchUp(): Promise<void> {
  const projector = new Projector(store, db, [watching]);
  projector.start();
  expect(await projector.waitFor(await store.head(), 60_000)).toBe(true);
  await projector.stop();
}

const cups = (indexed: 0 | 1): unknown =>
  db.prepare('SELECT count(*) FROM tea_cup WHERE indexed = ?').pluck().get(indexed);

describe('indexes that only queries need', () => {
  it('are made once the many pages of a rebuild are through, and kept from then on', async () => {
    await catchUp();
    expect([cups(0), cups(1)]).toEqual([APPENDS * SIZE, 0]);

    await store.append('pot-b', 'none', [{ ...newEvent({}), type: 'tea.Poured' }]);
    await catchUp();
    expect([cups(0), cups(1)]).toEqual([APPENDS * SIZE, 1]);
  });
});
