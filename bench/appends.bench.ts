import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '../src/event-store/codec.js';
import type { NewEvent } from '../src/event-store/event-store.js';
import { LEDGER_SCHEMA } from '../src/event-store/sqlite/schema.js';
import { SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.js';
import { newNonce } from '../src/platform/ids.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';
import { withSlowSync } from './slow-sync.js';

const WRITERS = [1, 16, 64, 256];
const STREAMS_A_WRITER = 40;

export const appends: Bench = {
  name: 'appends',
  about:
    'durable appends of the embedded store, against one transaction per append with better-sqlite3 ' +
    'directly: same tables, settings and events',
  run: (scale) => measureAll('durable appends', scale),
};

export const appendsSlow: Bench = {
  name: 'appends-slow-sync',
  about: 'the same with 1 ms added to each sync of the disk, files on tmpfs',
  run: (scale) => withSlowSync(scale),
};

export async function measureAll(title: string, scale: Scale): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const writers of WRITERS) {
    scale.say(`${title}: ${writers} writers`);
    const pair = await takeTurns(
      scale.rounds,
      () => measure(groupCommit, writers, scale.seconds),
      () => measure(oneByOne, writers, scale.seconds),
    );
    const name = `${title}, ${writers} writer${writers === 1 ? '' : 's'}`;
    results.push(resultOf(name, 'appends/s', pair));
  }
  return results;
}

interface Contender {
  append(stream: string, revision: number, event: NewEvent): Promise<unknown>;
  close(): Promise<void>;
}

function newEvent(): NewEvent {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type: 'bench.HoursConfirmed',
    data: {
      recordId: randomUUID(),
      volunteerId: randomUUID(),
      activityId: randomUUID(),
      centiHours: 150,
      on: '2025-05-04',
      grade: 'A',
      place: { divisionCode: '310104005001', name: '文明实践站' },
    },
    meta: {
      schema: 1,
      commandId,
      inputHash: commandId.repeat(2),
      correlationId: commandId,
      actor: { accountId: commandId, role: 'station-staff', scope: '310104005001' },
      channel: 'web',
      recordedAt: new Date().toISOString(),
      nonce: newNonce(),
    },
  };
}

function groupCommit(path: string): Contender {
  const store = new SqliteEventStore(path, new EventCodec());
  return {
    append: (stream, revision, event) =>
      store.append(stream, revision < 0 ? 'none' : revision, [event]),
    close: () => store.close(),
  };
}

/** What the straightforward implementation does: a transaction for every append. */
function oneByOne(path: string): Contender {
  const db = new Database(path);
  for (const pragma of ['locking_mode=EXCLUSIVE', 'journal_mode=WAL', 'synchronous=FULL']) {
    db.pragma(pragma);
  }
  db.pragma('cache_size=-32768');
  db.exec(LEDGER_SCHEMA);
  const head = db.prepare<[string], { id: number; revision: number }>(
    `SELECT id, (SELECT max(revision) FROM events WHERE stream = streams.id) AS revision
     FROM streams WHERE name = ?`,
  );
  const create = db.prepare('INSERT INTO streams (name) VALUES (?)');
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const append = db.transaction((stream: string, expected: number, event: NewEvent) => {
    const known = head.get(stream);
    if ((known?.revision ?? -1) !== expected) throw new Error('conflict');
    const id = known?.id ?? create.run(stream).lastInsertRowid;
    const [data, meta] = [JSON.stringify(event.data), JSON.stringify(event.meta)];
    insert.run(id, expected + 1, event.id, event.type, data, meta);
  });
  return {
    append: async (stream, revision, event) => {
      append.immediate(stream, revision, event);
      // Other work of the process gets its turn between two appends, as behind a real server.
      await new Promise(setImmediate);
    },
    close: async () => void db.close(),
  };
}

/** Every writer appends to streams of its own as fast as it is answered. */
async function measure(
  open: (path: string) => Contender,
  writers: number,
  seconds: number,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const contender = open(join(folder, 'ledger.db'));
  const started = performance.now();
  const end = started + seconds * 1_000;
  let done = 0;
  const writer = async (): Promise<void> => {
    const streams = Array.from({ length: STREAMS_A_WRITER }, () => `bench-${randomUUID()}`);
    for (let n = 0; performance.now() < end; n += 1) {
      const stream = streams[n % streams.length] ?? '';
      await contender.append(stream, Math.floor(n / streams.length) - 1, newEvent());
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const rate = done / ((performance.now() - started) / 1_000);
  await contender.close();
  rmSync(folder, { recursive: true });
  return rate;
}
