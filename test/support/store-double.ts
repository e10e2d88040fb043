import {
  type Appended,
  EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Page,
  type Position,
  type ReadOptions,
  type SubscribeOptions,
} from '../../src/event-store/event-store.js';
import type { Recorded } from '../../src/kernel/message.js';

/** The real store, but that its followers see what the test makes of its pages. */
export class StoreDouble extends EventStore {
  constructor(
    private readonly real: EventStore,
    private readonly alter: (page: Page) => readonly Page[] = (page) => [page],
  ) {
    super();
  }

  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    return this.real.append(stream, expected, events);
  }

  readStream(stream: string, options?: ReadOptions): AsyncIterable<readonly Recorded[]> {
    return this.real.readStream(stream, options);
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<Page> {
    for await (const page of this.real.subscribe(options)) yield* this.alter(page);
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
}
