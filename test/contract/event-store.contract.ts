import type { EventStore } from '../../src/event-store/event-store.js';
import { appendContract } from './append.contract.js';
import { inputContract } from './input.contract.js';
import { leafContract } from './leaf.contract.js';
import { readContract } from './read.contract.js';
import { subscribeContract } from './subscribe.contract.js';

/** One place where events live, and the adapter that was opened on it. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the adapter and opens another one on the same events. */
  reopen(): Promise<EventStore>;
  /** Closes whatever is open and removes what was made. */
  tearDown(): Promise<void>;
}

/** Gives the store of the running test; the same one for the whole suite. */
export type Subject = () => EventStore;

/**
 * What every adapter promises, once. A store may hold foreign events already (a live server does):
 * every test writes a stream of its own and looks at nothing else.
 */
export function eventStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`event store contract: ${name}`, () => {
    let subject: StoreUnderTest;
    let store: EventStore;
    const current: Subject = () => store;

    beforeAll(async () => {
      subject = await open();
      store = subject.store;
    });
    afterAll(() => subject.tearDown());

    appendContract(current);
    inputContract(current);
    readContract(current, async () => {
      store = await subject.reopen();
      return store;
    });
    subscribeContract(current);
    leafContract(current);
  });
}
