import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  excludeSystemEvents,
  type Position as EsdbPosition,
  type RecordedEvent,
  START,
} from '@eventstore/db-client';
import type { Position } from '../event-store.js';
import { noop } from './esdb-connection.js';
import { comparePositions, formatPosition, parsePosition } from './esdb-mapping.js';

export interface Batch {
  readonly events: readonly RecordedEvent[];
  readonly through: Position;
  readonly caughtUp: boolean;
}

/** Events the server looks at between two checkpoints: 32 windows of 32. */
const CHECKPOINT = { checkpointInterval: 32, maxSearchWindow: 32 };

/**
 * One server subscription to everything but system events, read by pulling.
 *
 * The client reports checkpoints and `caughtUp` as they arrive, ahead of events that still wait in
 * its buffer. Both are therefore kept with the number of events that came before them, and count
 * only when so many have been taken.
 */
export class EsdbFeed {
  readonly #subscription: AllStreamSubscription;
  readonly #checkpoints: { readonly after: number; readonly position: string }[] = [];
  #taken = 0;
  /** The feed is live once so many events have been taken. */
  #liveAfter = Number.POSITIVE_INFINITY;
  #through: Position;
  #over = false;
  #failure: Error | undefined;
  #changed = false;
  #wake: () => void = noop;

  constructor(
    client: Pick<EventStoreDBClient, 'subscribeToAll'>,
    after: Position,
    private readonly size: number,
  ) {
    this.#through = after;
    const filter = excludeSystemEvents({
      ...CHECKPOINT,
      checkpointReached: (_subscription, position) => this.#checkpoint(position),
    });
    const fromPosition = after === null ? START : parsePosition(after);
    this.#subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: size });
    this.#subscription.on('error', (error: Error) => this.#end(error));
    this.#subscription.on('end', () => this.#end(undefined));
    this.#subscription.on('close', () => this.#end(undefined));
    this.#subscription.on('caughtUp', () => {
      this.#liveAfter = this.#received;
      this.#change();
    });
    this.#subscription.on('readable', () => this.#change());
  }

  /** True when the server subscription is gone, by an error or without one. */
  get over(): boolean {
    return this.#over;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  get through(): Position {
    return this.#through;
  }

  /** Resolves with true when there is something to take, with false after `idleMs` of silence. */
  async changed(signal: AbortSignal, idleMs: number): Promise<boolean> {
    if (this.#changed || this.#over || signal.aborted) return true;
    const timer = new AbortController();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      const timeout = setTimeout(resolve, idleMs);
      timer.signal.addEventListener('abort', () => clearTimeout(timeout));
      signal.addEventListener('abort', () => resolve(), { once: true, signal: timer.signal });
    });
    timer.abort();
    this.#wake = noop;
    return this.#changed || signal.aborted;
  }

  /** What has arrived, at most a page; waits a few turns of the loop for a page to fill. */
  async take(): Promise<Batch> {
    const events: RecordedEvent[] = [];
    this.#changed = false;
    while (this.#pull(events) && events.length < this.size) await new Promise(setImmediate);
    this.#advance(events.at(-1));
    const buffered = this.#subscription.readableLength;
    if (buffered > 0) this.#changed = true;
    return { events, through: this.#through, caughtUp: buffered === 0 && this.#live };
  }

  /** Ends the call on the server too: destroying the stream alone would not. */
  close(): void {
    this.#subscription.unsubscribe().catch(noop);
    this.#subscription.destroy();
  }

  get #received(): number {
    return this.#taken + this.#subscription.readableLength;
  }

  get #live(): boolean {
    return this.#taken >= this.#liveAfter;
  }

  /** Moves events from the buffer into the list; false when there was none. */
  #pull(events: RecordedEvent[]): boolean {
    const { readableLength } = this.#subscription;
    // A full buffer stops the server, which then falls behind without a word until it says caughtUp.
    if (readableLength >= this.size && this.#liveAfter < this.#received) {
      this.#liveAfter = Number.POSITIVE_INFINITY;
    }
    let found = false;
    while (events.length < this.size) {
      const next: AllStreamResolvedEvent | null = this.#subscription.read();
      if (next === null) break;
      found = true;
      this.#taken += 1;
      if (next.event) events.push(next.event);
    }
    return found;
  }

  #advance(last: RecordedEvent | undefined): void {
    if (last?.position) this.#through = formatPosition(last.position);
    let next = this.#checkpoints[0];
    while (next && next.after <= this.#taken) {
      if (comparePositions(next.position, this.#through) > 0) this.#through = next.position;
      this.#checkpoints.shift();
      next = this.#checkpoints[0];
    }
  }

  /** Must not throw: the client would stop delivering without any sign. */
  #checkpoint(position: EsdbPosition): void {
    this.#checkpoints.push({ after: this.#received, position: formatPosition(position) });
    this.#change();
  }

  #end(failure: Error | undefined): void {
    if (!this.#over) this.#failure = failure;
    this.#over = true;
    this.#change();
  }

  #change(): void {
    this.#changed = true;
    this.#wake();
  }
}
