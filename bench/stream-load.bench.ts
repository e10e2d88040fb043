import Database from 'better-sqlite3';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceBook, type ServiceBookEvent } from '../src/contexts/service-records/index.js';
import { DeciderExecutor } from '../src/cqrs/decider-executor.js';
import { EventCodec } from '../src/event-store/codec.js';
import type { NewEvent } from '../src/event-store/event-store.js';
import { SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.js';
import { streamName } from '../src/kernel/decider.js';
import type { Json } from '../src/kernel/message.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';

const EVENTS = 50;
const STREAMS = 400;
const DAY_MS = 86_400_000;

export const streamLoad: Bench = {
  name: 'stream-load',
  about:
    'one service book of 50 events loaded and folded through the executor with nothing cached, ' +
    'against reading and parsing the same rows; microseconds, so less is better',
  run: measureLoad,
};

async function measureLoad({ rounds, say }: Scale): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const path = join(folder, 'ledger.db');
  const ids = await fill(path);
  say(`stream-load: ${ids.length} books of ${EVENTS} events`);
  try {
    // Warm: the first rounds of both are thrown away.
    await executorMicros(path, ids);
    bareMicros(path, ids);
    const pair = await takeTurns(
      rounds * 2,
      () => executorMicros(path, ids),
      async () => bareMicros(path, ids),
    );
    return [resultOf('load and fold of 50 events', 'µs', pair)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function executorMicros(path: string, ids: readonly string[]): Promise<number> {
  const store = new SqliteEventStore(path, new EventCodec());
  const started = performance.now();
  let records = 0;
  for (const id of ids) {
    // An executor of its own: it keeps what it folded, and keeping four hundred books is not asked.
    const executor = new DeciderExecutor(store);
    records += (await executor.load(serviceBook, id)).state.records.size;
  }
  const micros = ((performance.now() - started) * 1_000) / ids.length;
  await store.close();
  if (records !== ids.length * EVENTS) throw new Error(`${records} records folded`);
  return micros;
}

function bareMicros(path: string, ids: readonly string[]): number {
  const db = new Database(path);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('cache_size = -32768');
  const read = db.prepare<[string], { id: string; type: string; data: string; meta: string }>(
    `SELECT e.position, s.name AS stream, e.revision, e.id, e.type, e.data, e.meta
     FROM streams s JOIN events e ON e.stream = s.id WHERE s.name = ? ORDER BY e.revision`,
  );
  const started = performance.now();
  let parsed = 0;
  for (const id of ids) {
    for (const { data, meta } of read.all(streamName(serviceBook.category, id))) {
      const facts = JSON.parse(data) as Json;
      const about = JSON.parse(meta) as Json;
      if (facts !== null && about !== null) parsed += 1;
    }
  }
  const micros = ((performance.now() - started) * 1_000) / ids.length;
  db.close();
  if (parsed !== ids.length * EVENTS) throw new Error(`${parsed} events parsed`);
  return micros;
}

async function fill(path: string): Promise<string[]> {
  const store = new SqliteEventStore(path, new EventCodec());
  const ids = Array.from({ length: STREAMS }, () => `${randomUUID()}.2026`);
  await Promise.all(
    ids.map((id) => {
      const [volunteerId = ''] = id.split('.');
      const events = Array.from({ length: EVENTS }, (_, day) => submitted(volunteerId, day));
      return store.append(streamName(serviceBook.category, id), 'none', events);
    }),
  );
  await store.close();
  return ids;
}

/** As an import writes it. */
function submitted(volunteerId: string, day: number): NewEvent {
  const startsAt = Date.UTC(2026, 0, 3, 2, 25) + day * DAY_MS;
  const event: ServiceBookEvent = {
    type: 'service-records.RecordSubmitted',
    data: {
      ...{ recordId: randomUUID(), version: 1, volunteerId },
      date: new Date(startsAt).toISOString().slice(0, 10),
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 3_600_000).toISOString(),
      ...{ centiHours: 100, recorder: 'operator', activityId: null, organisationId: null },
      ...{ stationId: null, mode: 'import' },
      evidence: { kind: 'imported', fileHash: randomBytes(32).toString('hex'), row: day + 2 },
    },
  };
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type: event.type,
    data: event.data as unknown as Json,
    meta: {
      ...{ schema: 1, commandId, inputHash: randomBytes(32).toString('hex') },
      correlationId: randomUUID(),
      actor: { accountId: 'operator', role: 'administrator', scope: '*' },
      ...{ channel: 'import', recordedAt: '2026-11-21T02:00:00.000Z' },
      nonce: randomBytes(16).toString('base64url'),
    },
  };
}
