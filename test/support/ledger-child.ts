import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { EventCodec } from '../../src/event-store/codec.js';
import { EventStoreError } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { newEvents } from './store-events.js';

/**
 * A process of its own on a ledger: `hold` opens it and waits, `write` appends until it is killed
 * and says `<stream> <revision> <id of the last event>` after each acknowledgement.
 */
const [path = '', mode = 'hold', writers = '16'] = process.argv.slice(2);

async function write(store: SqliteEventStore): Promise<never> {
  const stream = `crash-${randomUUID()}`;
  for (let revision = -1; ;) {
    const events = newEvents(1 + Math.floor(Math.random() * 3));
    const receipt = await store.append(stream, revision < 0 ? 'none' : revision, events);
    revision = receipt.revision;
    writeSync(1, `${stream} ${revision} ${events.at(-1)?.id}\n`);
  }
}

try {
  const store = new SqliteEventStore(path, new EventCodec());
  writeSync(1, 'open\n');
  if (mode === 'write')
    await Promise.all(Array.from({ length: Number(writers) }, () => write(store)));
  else process.stdin.resume();
} catch (error) {
  writeSync(1, `${error instanceof EventStoreError ? error.fault : String(error)}\n`);
  process.exitCode = 1;
}
