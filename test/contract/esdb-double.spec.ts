import { EventCodec } from '../../src/event-store/codec.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import { EsdbEventStore } from '../../src/event-store/esdb/esdb-event-store.js';
import { EsdbDouble } from '../support/esdb-double.js';
import { eventStoreContract } from './event-store.contract.js';

/** The real client over real HTTP/2; behind the wire answers the embedded store. */
eventStoreContract('esdb, twin behind the wire', async () => {
  const double = await EsdbDouble.start();
  const open = (): Promise<EventStore> => EsdbEventStore.connect(double.url, new EventCodec());
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = await open());
    },
    tearDown: async () => {
      await store.close();
      await double.stop();
    },
  };
});
