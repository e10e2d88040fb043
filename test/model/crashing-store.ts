import {
  type Appended,
  type EventStore,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
} from '../../src/event-store/event-store.js';
import { StoreDouble } from '../support/store-double.js';

const EVERY = 0.01;

/** A store whose appends break down now and then: before the write, or after it, with no answer. */
export class CrashingStore extends StoreDouble {
  crashes = 0;

  constructor(
    real: EventStore,
    private readonly random: () => number,
  ) {
    super(real);
  }

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const chance = this.random();
    if (chance < EVERY / 2) this.#crash('unavailable');
    const appended = await super.append(stream, expected, events);
    if (chance < EVERY) this.#crash(chance < EVERY * 0.75 ? 'unavailable' : 'unknown-outcome');
    return appended;
  }

  #crash(fault: 'unavailable' | 'unknown-outcome'): never {
    this.crashes += 1;
    throw new EventStoreError(fault, 'the line broke down');
  }
}
