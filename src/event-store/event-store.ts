import type { EventMeta, Json, Recorded } from '../kernel/message.js';

/**
 * The port to the event store. It promises only what every adapter keeps: append to one stream,
 * read one stream, follow all streams. Whatever fails, fails as an EventStoreError.
 */
export abstract class EventStore {
  /**
   * Appends all events or none, and answers only when they are durable.
   *
   * Repeating an append with the same event ids and the same expected revision (a number or
   * 'none') answers with the first receipt and writes nothing, however much came after it.
   *
   * @throws RevisionConflict when the stream is not where `expected` says
   * @throws EventStoreError `too-large` above APPEND_BYTES_MAX, `bad-data` for what JSON can't carry,
   *   `unavailable` when nothing was written, `unknown-outcome` when nobody can tell: repeat it
   */
  abstract append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended>;

  /** Pages of one stream in order, from a revision (inclusive). A stream never written is empty. */
  abstract readStream(stream: string, options?: ReadOptions): AsyncIterable<readonly Recorded[]>;

  /**
   * All events after a position, in store order; then live, until the signal aborts. Pull: the next
   * page is fetched when the consumer asks for it. At least once across restarts.
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<Page>;

  /** Position of the last event, or null for an empty store. */
  abstract head(): Promise<Position>;

  /** Negative, zero or positive, as a comparator; null is before everything. */
  abstract comparePositions(a: Position, b: Position): number;

  abstract close(): Promise<void>;
}

/** Opaque text outside the adapter; null = before the first event. */
export type Position = string | null;

export type ExpectedRevision = number | 'none' | 'any';

export interface NewEvent {
  /** A UUID, chosen by the caller and kept across retries. */
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly meta: EventMeta;
}

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: number;
  /** Position of the last event of this append. */
  readonly position: string;
  /**
   * True when a repeat was recognised and nothing was written. An event database answers a repeat
   * exactly as the first time, so false says nothing there.
   */
  readonly repeated: boolean;
}

export interface ReadOptions {
  readonly fromRevision?: number;
  /** At most so many events; 0 or less reads nothing. */
  readonly limit?: number;
}

export interface SubscribeOptions {
  readonly after: Position;
  readonly signal: AbortSignal;
  /** At most so many events in a page. */
  readonly pageSize?: number;
}

export interface Page {
  readonly events: readonly Recorded[];
  /** Everything up to here has been delivered with this page; safe to keep once it is processed. */
  readonly through: Position;
  /** True when this page reached the head of the store as the adapter saw it. */
  readonly caughtUp: boolean;
}

/** Bytes of JSON of one append. Servers up to 25.0 refuse more than 1 MiB: headroom for envelopes. */
export const APPEND_BYTES_MAX = 900_000;
export const PAGE_SIZE = 1_000;

export type EventStoreFault =
  | 'conflict'
  | 'too-large'
  | 'bad-data'
  | 'bad-request'
  | 'denied'
  | 'unavailable'
  | 'unknown-outcome'
  | 'full'
  | 'in-use'
  | 'read-only'
  | 'corrupt'
  | 'closed';

export class EventStoreError extends Error {
  constructor(
    readonly fault: EventStoreFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EventStoreError';
  }
}

export class RevisionConflict extends EventStoreError {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number | 'none',
  ) {
    super('conflict', `stream ${stream} is at ${actual}, expected ${expected}`);
    this.name = 'RevisionConflict';
  }
}
