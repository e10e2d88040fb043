import { once } from 'node:events';
import { EventCodec } from '../../src/event-store/codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { type Compiled } from './child-process.js';
import { collect } from './store-events.js';

export interface KillReport {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Acknowledged and not found again. Must be empty. */
  readonly lost: readonly string[];
  /** Streams whose revisions have a gap. Must be empty. */
  readonly torn: readonly string[];
}

/**
 * Kills a writing process again and again (SIGKILL, at a random moment under load) and looks after
 * each time whether everything it acknowledged is there.
 */
export async function killLoop(
  path: string,
  rounds: number,
  compiled: Compiled,
): Promise<KillReport> {
  const lost: string[] = [];
  const torn: string[] = [];
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const child = compiled.start('test/support/ledger-child.ts', [path, 'write', '16']);
    await child.said(50 + Math.floor(Math.random() * 400));
    const exit = once(child.process, 'exit');
    child.process.kill('SIGKILL');
    await Promise.all([exit, child.gone]);
    const said = child.lines.filter((line) => /^crash-\S+ \d+ \S+$/.test(line));
    acknowledged += said.length;
    const store = new SqliteEventStore(path, new EventCodec());
    await inspect(store, said, { lost, torn });
    await store.close();
  }
  return { rounds, acknowledged, lost, torn };
}

async function inspect(
  store: SqliteEventStore,
  said: readonly string[],
  found: { lost: string[]; torn: string[] },
): Promise<void> {
  const streams = new Set(said.map((line) => line.split(' ')[0] ?? ''));
  for (const stream of streams) {
    const lines = said.filter((line) => line.startsWith(stream));
    const events = (await collect(store.readStream(stream))).flat();
    if (events.some(({ revision }, index) => revision !== index)) found.torn.push(stream);
    for (const line of lines) {
      const [, revision, id] = line.split(' ');
      if (events[Number(revision)]?.id !== id) found.lost.push(line);
    }
  }
}
