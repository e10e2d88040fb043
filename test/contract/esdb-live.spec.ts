import { jest } from '@jest/globals';
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { EventCodec } from '../../src/event-store/codec.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import { EsdbEventStore } from '../../src/event-store/esdb/esdb-event-store.js';
import { eventStoreContract, type StoreUnderTest } from './event-store.contract.js';

/** Long enough for the first pull of an image. */
jest.setTimeout(300_000);

const URL_GIVEN = process.env['EVENTSTORE_URL'];
const IMAGE = process.env['EVENTSTORE_IMAGE'] ?? 'kurrentplatform/kurrentdb:26.0';

async function subject(url: string, tearDown: () => Promise<unknown>): Promise<StoreUnderTest> {
  const open = (): Promise<EventStore> => EsdbEventStore.connect(url, new EventCodec());
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = await open());
    },
    tearDown: async () => {
      await store.close();
      await tearDown();
    },
  };
}

async function startContainer(): Promise<StoreUnderTest> {
  const settings = { CLUSTER_SIZE: '1', INSECURE: 'true', RUN_PROJECTIONS: 'None' };
  // Servers before 25.0 read the same settings under their old name.
  const environment = Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => [
      [`KURRENTDB_${name}`, value],
      [`EVENTSTORE_${name}`, value],
    ]),
  );
  const container = await new GenericContainer(IMAGE)
    .withEnvironment(environment)
    .withExposedPorts(2113)
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`;
  return subject(url, () => container.stop());
}

async function whyNoEngine(): Promise<string | undefined> {
  try {
    await getContainerRuntimeClient();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A skip is said aloud and counted as skipped, never as passed. */
function notRun(name: string, why: string): void {
  console.warn(`NOT RUN: ${name}: ${why}`);
  it.skip(`${name} (NOT RUN: ${why})`, () => undefined);
}

if (URL_GIVEN) {
  eventStoreContract('esdb, the server of EVENTSTORE_URL', () =>
    subject(URL_GIVEN, () => Promise.resolve()),
  );
} else {
  notRun('event store contract on a live server', 'EVENTSTORE_URL is not set');
}

const noEngine = await whyNoEngine();
if (noEngine === undefined) {
  eventStoreContract(`esdb, ${IMAGE} in a container`, startContainer);
} else {
  notRun('event store contract in a container', noEngine);
}
