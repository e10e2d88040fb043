import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreError } from '../event-store.js';
import type { EsdbAddress } from './esdb-connection-string.js';
import { isDiscoveryFailure, type Phase, translate } from './esdb-errors.js';

export interface Call {
  readonly phase: Phase;
  /** For the whole call, its repeats included. */
  readonly timeoutMs: number;
  /** How often it is tried while surely nothing was done. */
  readonly attempts?: number;
}

interface Attempt {
  readonly phase: Phase;
  readonly end: number;
  readonly client: EventStoreDBClient;
  /** How the attempt before it failed: says more than that this one had no time left. */
  readonly refused: EventStoreError | undefined;
}

const ATTEMPTS = 4;
const BACKOFF_MS = 50;
const BACKOFF_MOST_MS = 1_000;
/** A client that does not let go of its streams in this time is left to itself. */
const DISPOSE_MS = 2_000;

/**
 * The one client of the process (all clients of a process share one table of open batch appends, so
 * two of them would fail each other's appends). It is replaced when it has become useless: after a
 * failed discovery, which 6.2.1 never forgets, and after a call that was never answered.
 */
export class EsdbConnection {
  #client: EventStoreDBClient | undefined;
  #disposing: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(private readonly address: EsdbAddress) {}

  get hosts(): string {
    return this.address.hosts;
  }

  /** Aborts when the connection is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  async client(): Promise<EventStoreDBClient> {
    await this.#disposing;
    this.#assertOpen();
    this.#client ??= EventStoreDBClient.connectionString(this.address.connectionString);
    return this.#client;
  }

  /** Runs one call in bounded time; repeats it while nothing can have happened. */
  async run<T>(call: Call, action: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const end = performance.now() + call.timeoutMs;
    let refused: EventStoreError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.client();
      try {
        return await this.#inTime({ phase: call.phase, end, client, refused }, action(client));
      } catch (error) {
        if (this.closing.aborted) throw closedError(error);
        if (error instanceof Error && isDiscoveryFailure(error.message)) await this.replace(client);
        const failure = translate(error, call.phase, this.hosts);
        const pause = backOff(attempt, BACKOFF_MS, BACKOFF_MOST_MS);
        const over = attempt >= (call.attempts ?? ATTEMPTS) || performance.now() + pause >= end;
        if (failure.fault !== 'unavailable' || over) throw failure;
        refused = failure;
        await delay(pause, undefined, { signal: this.closing }).catch(noop);
      }
    }
  }

  /**
   * Gives up a client, if it is still the current one. The next one is made when the old one has
   * ended all its streams: their errors would hit appends of the new one.
   */
  async replace(client: EventStoreDBClient): Promise<void> {
    if (this.#client !== client) return this.#disposing;
    this.#client = undefined;
    this.#disposing = dispose(client);
    return this.#disposing;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#client) await this.replace(this.#client);
    await this.#disposing;
  }

  #assertOpen(): void {
    if (this.closing.aborted) throw closedError();
  }

  /** The client has no clock of its own on reads and batch appends: a mute server is noticed here. */
  async #inTime<T>(call: Attempt, work: Promise<T>): Promise<T> {
    const { phase, end, client, refused } = call;
    const timer = new AbortController();
    const ms = Math.max(1, end - performance.now());
    const timeout = delay(ms, undefined, { signal: timer.signal }).then(() => {
      void this.replace(client);
      if (phase === 'read' && refused) throw refused;
      const fault = phase === 'write' ? 'unknown-outcome' : 'unavailable';
      throw new EventStoreError(fault, `event store ${this.hosts}: no answer in time`);
    });
    try {
      return await Promise.race([work, timeout]);
    } finally {
      timer.abort();
      timeout.catch(noop);
    }
  }
}

/** Exponential with jitter, so that many clients do not come back together. */
export function backOff(attempt: number, firstMs: number, mostMs = 10_000): number {
  return Math.min(mostMs, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

export function noop(): void {}

function closedError(cause?: unknown): EventStoreError {
  return new EventStoreError('closed', 'the event store is closed', { cause });
}

async function dispose(client: EventStoreDBClient): Promise<void> {
  const late = new AbortController();
  await Promise.race([
    client.dispose().catch(noop),
    delay(DISPOSE_MS, undefined, { signal: late.signal }).catch(noop),
  ]);
  late.abort();
  closeChannel(client);
}

/**
 * `dispose` leaves the channel open, and the next client would share its connection: a half-open one
 * too. The getter is protected in the types; where it is gone one day, nothing worse happens than now.
 */
function closeChannel(client: EventStoreDBClient): void {
  const getChannel: unknown = Reflect.get(client, 'getChannel');
  if (typeof getChannel !== 'function') return;
  void Promise.resolve(Reflect.apply(getChannel, client, []))
    .then((channel: { close(): void }) => channel.close())
    .catch(noop);
}
