import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type RecordedEvent,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { Recorded } from '../../kernel/message.js';
import { serialiseAppend } from '../append-input.js';
import type { EventCodec } from '../codec.js';
import {
  type Appended,
  EventStore,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
  PAGE_SIZE,
  type Page,
  type Position,
  type ReadOptions,
  type SubscribeOptions,
} from '../event-store.js';
import { EsdbConnection, noop } from './esdb-connection.js';
import { type EsdbAddress, readAddress } from './esdb-connection-string.js';
import { conflictIn } from './esdb-errors.js';
import {
  comparePositions,
  formatPosition,
  isSystemEvent,
  parsePosition,
  toEventData,
  toExpectedRevision,
  toReceipt,
  toRecorded,
} from './esdb-mapping.js';
import { followAll } from './esdb-subscription.js';

export interface EsdbOptions {
  /** What the server is given for an append; the adapter waits half as long again. */
  readonly deadlineMs?: number;
  /**
   * Many appends over one call: about twice the throughput, but one broken call fails them all. Off
   * unless TLS is used without a user name, where the client knows no other way.
   */
  readonly batchAppend?: boolean;
  /** For one page of a read. */
  readonly readTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** Silence of a subscription after which the adapter asks whether it is still alive. */
  readonly idleMs?: number;
  /** First pause before a broken subscription is taken up again; it doubles up to ten seconds. */
  readonly backOffMs?: number;
  /** Told about every break that the adapter mends by itself. */
  readonly onTrouble?: (error: EventStoreError) => void;
}

const DEFAULTS = {
  deadlineMs: 10_000,
  batchAppend: false,
  readTimeoutMs: 30_000,
  connectTimeoutMs: 10_000,
  idleMs: 20_000,
  backOffMs: 200,
  onTrouble: noop,
};

/** Looking for the last event that is not the database's own: first few, then many at a time. */
const HEAD_PAGES = [16, 512];

interface StreamPage {
  readonly stream: string;
  readonly from: number;
  readonly size: number;
}

type ReadCall = AsyncIterable<{ readonly event?: RecordedEvent }> & {
  readonly readableEnded: boolean;
  on(event: 'error', listener: () => void): unknown;
  cancel(): Promise<void>;
  destroy(): void;
};

/**
 * EventStoreDB or KurrentDB, one node or a cluster, through its official client. The edges of that
 * client and what is done about each stand in `docs/adr/0004-event-store-port.md`.
 */
export class EsdbEventStore extends EventStore {
  readonly #connection: EsdbConnection;
  readonly #address: EsdbAddress;
  readonly #options: Required<EsdbOptions>;

  /** @throws EventStoreError `bad-request` when the URL cannot be used */
  constructor(
    url: string,
    private readonly codec: EventCodec,
    options: EsdbOptions = {},
  ) {
    super();
    this.#address = readAddress(url);
    this.#options = { ...DEFAULTS, ...options };
    this.#connection = new EsdbConnection(this.#address);
  }

  /**
   * Opens the store and asks it one question, so that a wrong URL is known at start-up.
   *
   * @throws EventStoreError `bad-request`, `denied`, or `unavailable` within `connectTimeoutMs`
   */
  static async connect(url: string, codec: EventCodec, options?: EsdbOptions): Promise<EventStore> {
    const store = new EsdbEventStore(url, codec, options);
    try {
      await store.ready();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Resolves when the database answers. */
  async ready(): Promise<void> {
    const timeoutMs = this.#options.connectTimeoutMs;
    await this.#read({ timeoutMs, attempts: Number.POSITIVE_INFINITY }, (client) =>
      client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }),
    );
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const serialised = serialiseAppend(stream, expected, events);
    const { deadlineMs } = this.#options;
    const result = await this.#connection.run(
      { phase: 'write', timeoutMs: deadlineMs * 1.5 },
      async (client) => {
        try {
          return await client.appendToStream(stream, serialised.map(toEventData), {
            expectedRevision: toExpectedRevision(expected),
            deadline: deadlineMs,
            requiresLeader: true,
            ...this.#appendCredentials,
          });
        } catch (error) {
          throw conflictIn(error, stream, expected) ?? error;
        }
      },
    );
    const { revision, position } = toReceipt(result);
    if (expected === 'none' && revision !== events.length - 1) throw truncated(stream);
    const at = position ?? (await this.#positionOf(stream, revision));
    return { revision, position: at, repeated: false };
  }

  async *readStream(
    stream: string,
    { fromRevision = 0, limit = Number.MAX_SAFE_INTEGER }: ReadOptions = {},
  ): AsyncIterable<readonly Recorded[]> {
    let from = Math.max(0, fromRevision);
    let left = Math.floor(limit);
    while (left > 0) {
      const size = Math.min(left, PAGE_SIZE);
      const events = await this.#readPage({ stream, from, size });
      if (events.length > 0) yield events.map((event) => toRecorded(event, this.codec));
      if (events.length < size) return;
      from += events.length;
      left -= events.length;
    }
  }

  subscribe({ after, signal, pageSize = PAGE_SIZE }: SubscribeOptions): AsyncIterable<Page> {
    return followAll({
      connection: this.#connection,
      codec: this.codec,
      head: () => this.head(),
      after,
      signal,
      pageSize: Math.max(1, Math.floor(pageSize)),
      ...this.#options,
    });
  }

  async head(): Promise<Position> {
    const timeoutMs = this.#options.readTimeoutMs;
    let fromPosition: ReturnType<typeof parsePosition> | typeof END = END;
    for (let page = 0; ; page += 1) {
      const maxCount = HEAD_PAGES[Math.min(page, HEAD_PAGES.length - 1)] ?? 1;
      const from = fromPosition;
      const events = await this.#read({ timeoutMs }, (client) =>
        client.readAll({ fromPosition: from, direction: BACKWARDS, maxCount }),
      );
      const found = events.find((event) => !isSystemEvent(event))?.position;
      if (found) return formatPosition(found);
      const last = events.at(-1)?.position;
      if (!last || events.length < maxCount) return null;
      fromPosition = last;
    }
  }

  comparePositions(a: Position, b: Position): number {
    return comparePositions(a, b);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  get #appendCredentials(): { credentials?: { username: string; password: string } } {
    const { appendCredentials } = this.#address;
    if (!appendCredentials || this.#options.batchAppend) return {};
    return { credentials: appendCredentials };
  }

  /** Revisions have no gaps unless somebody deleted or truncated the stream in the database. */
  async #readPage({ stream, from, size }: StreamPage): Promise<readonly RecordedEvent[]> {
    const events = await this.#read({ timeoutMs: this.#options.readTimeoutMs }, (client) =>
      client.readStream(stream, { fromRevision: BigInt(from), maxCount: size }),
    );
    events.forEach(({ revision }, index) => {
      if (Number(revision) !== from + index) throw truncated(stream);
    });
    return events;
  }

  async #positionOf(stream: string, revision: number): Promise<string> {
    const [event] = await this.#readPage({ stream, from: revision, size: 1 });
    if (!event?.position) throw truncated(stream);
    return formatPosition(event.position);
  }

  /** One bounded page, whole: nothing stays open on the server while the caller works on it. */
  #read(
    call: { readonly timeoutMs: number; readonly attempts?: number },
    open: (client: EventStoreDBClient) => ReadCall,
  ): Promise<readonly RecordedEvent[]> {
    let current: ReadCall | undefined;
    const work = this.#connection.run({ phase: 'read', ...call }, (client) => {
      current = open(client);
      // An error after the loop has been left would otherwise end the process.
      current.on('error', noop);
      return readOut(current);
    });
    return work.catch((error: unknown) => {
      current?.cancel().catch(noop);
      current?.destroy();
      throw error;
    });
  }
}

async function readOut(read: ReadCall): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  try {
    for await (const { event } of read) if (event) events.push(event);
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  } finally {
    // Leaving the loop alone would let the server go on sending.
    if (!read.readableEnded) read.cancel().catch(noop);
  }
  return events;
}

function truncated(stream: string): EventStoreError {
  return new EventStoreError(
    'corrupt',
    `stream ${stream} has lost events: it was deleted or truncated in the database`,
  );
}
