import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { newEvents } from '../../test/support/store-events.js';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { CheckpointBook } from '../log/checkpoint-book.js';
import { continuityOf } from '../log/continuity.js';
import { LogFollower } from '../log/log-follower.js';
import { LogKeys } from '../log/log-keys.js';
import { LogSource } from '../log/log-source.js';
import { LogTree } from '../log/log-tree.js';
import { parseKey } from '../log/signed-note.js';
import { tileOfPath } from '../log/tile-paths.js';
import { TransparencyLog } from '../log/transparency-log.js';
import { WitnessPush } from '../log/witness-push.js';
import { SteppableClock } from '../platform/clock.js';
import { MasterKey } from '../platform/master-key.js';
import type { Finding } from './finding.js';
import { LogCheck } from './log.check.js';

const masterKey = new MasterKey(Buffer.alloc(32, 7));
const clock = new SteppableClock(() => Date.parse('2026-03-02T01:00:00.000Z'));
const WAIT_MS = 60_000;

let folder: string;
/** What a witness took home when the log had 20 events. */
let yesterday: string;

interface Opened {
  readonly store: SqliteEventStore;
  readonly tree: LogTree;
  readonly book: CheckpointBook;
  readonly keys: LogKeys;
  readonly follower: LogFollower;
  readonly log: TransparencyLog;
}

/** The service over the files in the folder, for as long as the work takes. */
async function over<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  mkdirSync(join(folder, 'log'), { recursive: true });
  const tree = new LogTree(join(folder, 'log'));
  const book = new CheckpointBook(join(folder, 'log'));
  const keys = new LogKeys(folder, masterKey);
  const follower = new LogFollower({ store, tree, book, keys, clock, origin: 'hours.test/log' });
  const push = new WitnessPush({ tree, book, logger: pino({ level: 'silent' }) }, []);
  const log = new TransparencyLog({ store, tree, book, keys, follower, push });
  try {
    return await work({ store, tree, book, keys, follower, log });
  } finally {
    await follower.stop();
    tree.close();
    book.close();
    await store.close();
  }
}

/** Ten events a day in two streams, and a checkpoint at the end of the day. */
async function aDay({ store, follower }: Opened, day: number): Promise<void> {
  for (const name of ['a', 'b']) {
    const before = day === 0 ? 'none' : day * 5 - 1;
    await store.append(`logTest-${name}`, before, newEvents(5, day * 5));
  }
  follower.start();
  expect(await follower.waitFor((await store.head())!, WAIT_MS)).toBe(true);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-tamper-'));
  // A start for each day: so there is one checkpoint for each, at 10, 20 and 30 events.
  for (const day of [0, 1, 2]) {
    await over(async (opened) => {
      await aDay(opened, day);
      if (day === 1) yesterday = opened.log.checkpoint()!;
    });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What somebody with write access to the file can do: triggers stop nobody who may drop them. */
function tamper(...statements: readonly string[]): void {
  const db = new Database(join(folder, 'ledger.db'));
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
  for (const statement of statements) db.exec(statement);
  db.close();
}

const TAMPERINGS: readonly [string, readonly string[], Partial<Finding>][] = [
  [
    'an event that was changed',
    [`UPDATE events SET data = '{"n":99}' WHERE position = 13`],
    { code: 'log/event-changed', where: 'logTest-a#7' },
  ],
  [
    'an event that was back-dated',
    [
      `UPDATE events SET meta = json_set(meta, '$.recordedAt', '2025-05-01T00:00:00.000Z')
       WHERE position = 13`,
    ],
    { code: 'log/event-changed', where: 'logTest-a#7' },
  ],
  [
    'an event that was given to somebody else',
    [`UPDATE events SET stream = 2, revision = 99 WHERE position = 13`],
    { code: 'log/event-changed', where: 'logTest-b#99' },
  ],
  [
    'an event that was dropped',
    [`DELETE FROM events WHERE position = 13`],
    { code: 'log/event-missing', where: 'logTest-a#7' },
  ],
  [
    'an event that was dropped, and the gap closed',
    [
      `DELETE FROM events WHERE position = 13`,
      `UPDATE events SET revision = -revision WHERE stream = 1 AND revision > 7`,
      `UPDATE events SET revision = -revision - 1 WHERE stream = 1 AND revision < 0`,
      `UPDATE events SET position = -position WHERE position > 13`,
      `UPDATE events SET position = -position - 1 WHERE position < 0`,
    ],
    { code: 'log/event-missing', where: 'logTest-a#7' },
  ],
  [
    'two events that changed places',
    [
      `UPDATE events SET position = -13 WHERE position = 13`,
      `UPDATE events SET position = 13 WHERE position = 17`,
      `UPDATE events SET position = 17 WHERE position = -13`,
    ],
    { code: 'log/event-moved', where: 'logTest-a#7' },
  ],
  [
    'an event that was slipped in',
    [
      `UPDATE events SET position = -position - 1 WHERE position > 13`,
      `UPDATE events SET position = -position WHERE position < 0`,
      `INSERT INTO events SELECT 14, 2, 99, '00000000-0000-4000-8000-000000000001', type, data, meta
       FROM events WHERE position = 13`,
    ],
    { code: 'log/event-inserted', where: 'logTest-b#99' },
  ],
  [
    'a tail that was cut off',
    [`DELETE FROM events WHERE position > 25`],
    { code: 'log/ledger-truncated', where: 'checkpoint 30' },
  ],
];

async function findings(): Promise<readonly Finding[]> {
  return over(async ({ store, tree, book, keys }) => {
    const check = new LogCheck({ tree, book, keys });
    const stop = new AbortController();
    for await (const page of store.subscribe({ after: null, signal: stop.signal })) {
      for (const event of page.events) check.visit(event);
      if (page.caughtUp) break;
    }
    stop.abort();
    return check.finish();
  });
}

/** The log as the public sees it. */
class ShownLog extends LogSource {
  constructor(private readonly log: TransparencyLog) {
    super();
  }
  protected async read(path: string): Promise<Buffer | undefined> {
    if (path === 'checkpoint') return Buffer.from(this.log.checkpoint() ?? '');
    const tile = tileOfPath(path.slice('tile/'.length));
    return tile && this.log.tile(tile);
  }
}

describe('fsck, with the files of the log beside the ledger, names', () => {
  it('nothing, when nothing was touched', async () => {
    expect(await findings()).toEqual([]);
  });

  it.each(TAMPERINGS)('%s', async (_name, statements, finding) => {
    tamper(...statements);
    const found = await findings();
    expect(found).toContainEqual({ ...finding, detail: expect.any(String) });
    expect(found.length).toBeLessThan(12);
  });

  it('each event of a tail that was cut off', async () => {
    tamper(`DELETE FROM events WHERE position > 25`);
    const missing = (await findings()).filter(({ code }) => code === 'log/event-missing');
    expect(missing.map(({ where }) => where)).toEqual([
      ...['logTest-b#10', 'logTest-b#11', 'logTest-b#12', 'logTest-b#13', 'logTest-b#14'],
    ]);
  });

  it.each(TAMPERINGS)(
    'between which checkpoints it lies, when the tree was thrown away too: %s',
    async (_name, statements) => {
      tamper(...statements);
      for (const end of ['', '-wal', '-shm']) {
        rmSync(join(folder, 'log', `tree.db${end}`), { force: true });
      }
      const found = await findings();
      const isCut = statements[0]!.includes('position > 25');
      expect(found).toEqual([
        isCut
          ? expect.objectContaining({ code: 'log/ledger-truncated', where: 'checkpoint 30' })
          : {
              ...{ code: 'log/checkpoint-contradicted', where: 'checkpoint 20' },
              detail: expect.stringContaining('events 10 to 19'),
            },
        ...(statements[0]!.startsWith('DELETE') && !isCut
          ? [expect.objectContaining({ code: 'log/ledger-truncated' })]
          : []),
      ]);
    },
  );

  it('checkpoints that are gone, and one that was written by hand', async () => {
    const db = new Database(join(folder, 'log', 'checkpoints.db'));
    db.exec(`UPDATE checkpoints SET note = replace(note, char(10) || '20' || char(10),
             char(10) || '21' || char(10)) WHERE size = 20`);
    expect((await findings()).map(({ code }) => code)).toEqual(['log/checkpoint-not-signed']);
    db.exec('DELETE FROM checkpoints');
    db.close();
    expect((await findings()).map(({ code }) => code)).toEqual(['log/checkpoints-missing']);
  });

  it('a tree that was changed, where the ledger was not', async () => {
    const db = new Database(join(folder, 'log', 'tree.db'));
    db.exec('UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 0');
    db.close();
    expect((await findings()).map(({ code }) => code)).toContain('log/tree-differs');
  });
});

describe('a witness that kept the checkpoint of yesterday', () => {
  /** The operator forges the log with the ledger: its own memory is thrown away and made anew. */
  async function shownAfter(statements: readonly string[], days: readonly number[] = []) {
    tamper(...statements);
    rmSync(join(folder, 'log'), { recursive: true });
    return over(async (opened) => {
      const { log, follower, store } = opened;
      for (const day of days) await aDay(opened, day);
      follower.start();
      await follower.waitFor((await store.head())!, WAIT_MS);
      const texts = { old: yesterday, now: log.checkpoint()! };
      const keys = log.keys().map(({ vkey }) => parseKey(vkey)!);
      return (await continuityOf(texts, keys, new ShownLog(log))).verdict;
    });
  }

  it('is content when nothing was touched, even though the log was made anew', async () => {
    expect(await shownAfter([])).toBe('consistent');
  });

  it.each(TAMPERINGS.slice(0, -1))('detects %s', async (_name, statements) => {
    expect(await shownAfter(statements)).toBe('forked');
  });

  it('detects a tail that was cut off, and one that grew again', async () => {
    expect(await shownAfter(['DELETE FROM events WHERE position > 15'])).toBe('rolled-back');
  });

  it('detects a tail that was replaced by another', async () => {
    const cut = ['DELETE FROM events WHERE position > 10'];
    expect(await shownAfter(cut, [1, 2])).toBe('forked');
  });
});
