import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { EventCodec } from '../../src/event-store/codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { CheckpointBook } from '../../src/log/checkpoint-book.js';
import { LogFollower } from '../../src/log/log-follower.js';
import { LogKeys } from '../../src/log/log-keys.js';
import { LogTree } from '../../src/log/log-tree.js';
import { SystemClock } from '../../src/platform/clock.js';
import { MasterKey } from '../../src/platform/master-key.js';
import { newEvents, newStream } from './store-events.js';

/** A process of its own that writes events and signs them until it is killed; says what it signed. */
const [folder = ''] = process.argv.slice(2);
const store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
const [tree, book] = [new LogTree(folder), new CheckpointBook(folder)];
const keys = new LogKeys(folder, new MasterKey(Buffer.alloc(32, 7)));
const follower = new LogFollower({
  ...{ store, tree, book, keys, clock: new SystemClock(), origin: 'hours.test/log' },
  cadence: { pauseMs: 1, leavesMax: 100 },
});
follower.start(() => {
  const { size, root } = book.latest()!;
  writeSync(1, `signed ${size} ${root.toString('hex')}\n`);
});
for (;;) {
  await store.append(newStream(), 'none', newEvents(1 + Math.floor(Math.random() * 40)));
  if (follower.failure) {
    writeSync(1, `failed ${follower.failure.message}\n`);
    process.exit(1);
  }
}
