import {
  type Appended,
  EventStore,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
  type Page,
  type Position,
  type ReadOptions,
  type SubscribeOptions,
} from '../../src/event-store/event-store.js';
import type { Recorded } from '../../src/kernel/message.js';

const EVERY = 0.01;

/** A store whose appends break down now and then: before the write, or after it, with no answer. */
export class CrashingStore extends EventStore {
  crashes = 0;

  constructor(
    private readonly real: EventStore,
    private readonly random: () => number,
  ) {
    super();
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const chance = this.random();
    if (chance < EVERY / 2) this.#crash('unavailable');
    const appended = await this.real.append(stream, expected, events);
    if (chance < EVERY) this.#crash(chance < EVERY * 0.75 ? 'unavailable' : 'unknown-outcome');
    return appended;
  }

  readStream(stream: string, options?: ReadOptions): AsyncIterable<readonly Recorded[]> {
    return this.real.readStream(stream, options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Page> {
    return this.real.subscribe(options);
  }

  head(): Promise<Position> {
    return this.real.head();
  }

  comparePositions(a: Position, b: Position): number {
    return this.real.comparePositions(a, b);
  }

  close(): Promise<void> {
    return this.real.close();
  }

  #crash(fault: 'unavailable' | 'unknown-outcome'): never {
    this.crashes += 1;
    throw new EventStoreError(fault, 'the line broke down');
  }
}
