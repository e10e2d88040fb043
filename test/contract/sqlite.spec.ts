import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '../../src/event-store/codec.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-ledger-'));
  const open = (): EventStore => new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = open());
    },
    tearDown: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
