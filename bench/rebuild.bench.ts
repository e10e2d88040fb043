import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '../src/app.module.js';
import { EventCodec } from '../src/event-store/codec.js';
import { SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.js';
import type { Json } from '../src/kernel/message.js';
import { Databases } from '../src/projections/databases.js';
import { Projector } from '../src/projections/projector.js';
import { makeLedger } from './ledger-maker.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';

const PAGE = 2_000;
const REBUILD_MS = 600_000;

export const rebuild: Bench = {
  name: 'rebuild',
  about:
    'rebuild of all read models from zero, against reading the same ledger in pages, JSON.parse and ' +
    'a fold of the sums in memory',
  run: measureRebuild,
};

async function measureRebuild({ rounds, quick, say }: Scale): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const path = join(folder, 'ledger.db');
  try {
    say('rebuild: making a ledger');
    const events = await makeLedger(path, quick ? 20_000 : 200_000);
    say(`rebuild: ${events} events`);
    const pair = await takeTurns(
      Math.min(rounds, 3),
      async () => events / (await rebuildSeconds(path)),
      async () => events / foldSeconds(path),
    );
    return [resultOf('rebuild of all read models', 'events/s', pair)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rebuildSeconds(path: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-read-'));
  try {
    return await project(path, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Brings the read models in a folder to the head of a ledger. @returns the seconds it took */
export async function project(path: string, folder: string): Promise<number> {
  const store = new SqliteEventStore(path, new EventCodec());
  const databases = new Databases(folder);
  const projector = new Projector(store, databases.read, projections);
  const started = performance.now();
  projector.start();
  const reached = await projector.waitFor(await store.head(), REBUILD_MS);
  const seconds = (performance.now() - started) / 1_000;
  const parked = projector.parked();
  await projector.stop();
  databases.close();
  await store.close();
  if (!reached || parked.length > 0) {
    throw new Error(`rebuilt: ${reached}, parked: ${JSON.stringify(parked.slice(0, 3))}`);
  }
  return seconds;
}

/** The least anybody has to do who looks at every event. */
function foldSeconds(path: string): number {
  const db = new Database(path, { readonly: true });
  const page = db.prepare<[number], { position: number; type: string; data: string; meta: string }>(
    `SELECT position, type, data, meta FROM events WHERE position > ?
     ORDER BY position LIMIT ${PAGE}`,
  );
  const sums = new Map<string, number>();
  const started = performance.now();
  for (let after = 0; ;) {
    const rows = page.all(after);
    for (const { type, data, meta } of rows) {
      const facts = JSON.parse(data) as { readonly [name: string]: Json };
      const { recordedAt } = JSON.parse(meta) as { recordedAt: string };
      const hours = facts['centiHours'];
      const key = `${type} ${recordedAt.slice(0, 10)}`;
      sums.set(key, (sums.get(key) ?? 0) + (typeof hours === 'number' ? hours : 1));
    }
    after = rows.at(-1)?.position ?? after;
    if (rows.length < PAGE) break;
  }
  const seconds = (performance.now() - started) / 1_000;
  db.close();
  return seconds;
}
