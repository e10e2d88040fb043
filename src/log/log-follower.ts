import { setTimeout as after } from 'node:timers/promises';
import type { EventStore, Position } from '../event-store/event-store.js';
import type { Recorded } from '../kernel/message.js';
import type { Clock } from '../platform/clock.js';
import { throughOutages } from '../projections/outage.js';
import { PositionWaiters } from '../projections/position-waiters.js';
import type { CheckpointBook, SignedCheckpoint } from './checkpoint-book.js';
import { signCheckpoint } from './checkpoint.js';
import { leafHashOf } from './leaf.js';
import type { LogKeys } from './log-keys.js';
import type { LogTree } from './log-tree.js';

/** How often the log signs. */
export interface Cadence {
  /** Between two checkpoints, unless somebody waits for one. */
  readonly pauseMs: number;
  /** While it catches up with a long ledger, a checkpoint for so many leaves. */
  readonly leavesMax: number;
}

export const CADENCE: Cadence = { pauseMs: 10_000, leavesMax: 50_000 };
const PAGE = 1_000;

/** The ledger is not the one that was signed: nothing more is signed, and a person must look. */
export class LogInconsistency extends Error {
  constructor(
    readonly reason: 'ledger-shorter' | 'ledger-differs' | 'root-differs',
    message: string,
  ) {
    super(`log/${reason}: ${message}`);
    this.name = 'LogInconsistency';
  }
}

export interface FollowerParts {
  readonly store: EventStore;
  readonly tree: LogTree;
  readonly book: CheckpointBook;
  readonly keys: LogKeys;
  readonly clock: Clock;
  /** The name a log gets that has none yet. */
  readonly origin: string;
  readonly cadence?: Cadence;
}

/**
 * Follows the ledger into the tree and signs what has been reached. It may be killed anywhere: leaves
 * commit as pages, a checkpoint is durable before anybody sees it, and what follows from the events
 * is the same the next time. It never signs what contradicts the last checkpoint.
 */
export class LogFollower {
  readonly #abort = new AbortController();
  readonly #waiters: PositionWaiters;
  #rest = new AbortController();
  #isWanted = false;
  #loop: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(private readonly parts: FollowerParts) {
    const { store } = parts;
    this.#waiters = new PositionWaiters((a, b) => store.comparePositions(a, b), this.signedThrough);
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Position of the last event under a signed checkpoint that the tree has come to. */
  get signedThrough(): Position {
    const { tree, book } = this.parts;
    const size = book.latest()?.size ?? 0;
    return (size <= tree.size && tree.leafAt(size - 1)?.position) || null;
  }

  /** @param onSigned called after each new checkpoint */
  start(onSigned: () => void = () => undefined): void {
    if (this.#loop) return;
    const { signal } = this.#abort;
    const fail = (error: unknown): void => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    };
    const follow = () => this.#follow(onSigned);
    this.#loop = throughOutages(follow, { signal, onOutage: fail }).catch((error: unknown) => {
      fail(error);
      if (this.#failure) this.#waiters.fail(this.#failure);
    });
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#rest.abort();
    await this.#loop;
  }

  /** True when the event at the position was under a checkpoint in time; makes the log hurry. */
  waitFor(position: string, timeoutMs: number): Promise<boolean> {
    if (!this.#loop || this.#failure) return Promise.resolve(false);
    const { store } = this.parts;
    if (store.comparePositions(position, this.signedThrough) <= 0) return Promise.resolve(true);
    this.#isWanted = true;
    this.#rest.abort();
    return this.#waiters.wait(position, timeoutMs);
  }

  async #follow(onSigned: () => void): Promise<void> {
    const { store, tree, cadence = CADENCE } = this.parts;
    const { signal } = this.#abort;
    await mustHoldLastLeaf(store, tree);
    let unsigned = 0;
    for await (const page of store.subscribe({ after: tree.position, signal, pageSize: PAGE })) {
      if (signal.aborted) return;
      tree.append(this.#newOf(page.events));
      this.#failure = undefined;
      unsigned += page.events.length;
      if (page.caughtUp || unsigned >= cadence.leavesMax) {
        if (this.#sign(page.caughtUp)) onSigned();
        unsigned = 0;
      }
      if (page.caughtUp && page.events.length > 0) await this.#pause(cadence.pauseMs);
    }
  }

  /** A store may deliver again what it has delivered. */
  #newOf(events: readonly Recorded[]): readonly Recorded[] {
    const { store, tree } = this.parts;
    const last = tree.position;
    return events.filter(({ position }) => store.comparePositions(position, last) > 0);
  }

  /** @returns whether there is a new checkpoint */
  #sign(caughtUp: boolean): boolean {
    const { tree, book, keys, clock, origin } = this.parts;
    const last = book.latest();
    const { size } = tree;
    if (last && size < last.size && !caughtUp) return false;
    if (last) this.#mustContinue(last);
    const isNew = size > (last?.size ?? 0);
    if (isNew) {
      const signedAt = clock.now();
      const signers = keys.signers(origin, signedAt);
      const head = { origin: keys.origin ?? origin, size, root: tree.root() };
      book.add({ ...head, signedAt, note: signCheckpoint(head, signers) });
    }
    this.#waiters.advance(this.signedThrough);
    return isNew;
  }

  /** A log must not sign what is inconsistent with what it has signed (C2SP tlog-checkpoint). */
  #mustContinue({ size, root, signedAt }: SignedCheckpoint): void {
    const { tree } = this.parts;
    if (tree.size < size) {
      const message = `${size} events were signed at ${signedAt}; the ledger holds ${tree.size}`;
      throw new LogInconsistency('ledger-shorter', message);
    }
    if (!tree.root(size).equals(root)) {
      const message = `the first ${size} events are not those signed at ${signedAt}`;
      throw new LogInconsistency('root-differs', message);
    }
  }

  /** Lets events gather, unless somebody waits for one of them. */
  async #pause(ms: number): Promise<void> {
    this.#rest = new AbortController();
    if (!this.#isWanted && !this.#abort.signal.aborted) {
      const { signal } = this.#rest;
      await after(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
    this.#isWanted = false;
  }
}

/**
 * The ledger must still hold the last event of the tree where it was. A ledger that was cut gives its
 * positions to other events: without this look they would be passed over in silence.
 */
async function mustHoldLastLeaf(store: EventStore, tree: LogTree): Promise<void> {
  const last = tree.leafAt(tree.size - 1);
  if (!last) return;
  const event = await firstAfter(store, tree.leafAt(tree.size - 2)?.position ?? null);
  const hash = tree.hashes({ level: 0, from: last.index, count: 1 });
  if (event?.id === last.eventId && leafHashOf(event).equals(hash)) return;
  const there = event ? `${event.stream}#${event.revision}` : 'nothing';
  throw new LogInconsistency(
    event ? 'ledger-differs' : 'ledger-shorter',
    `leaf ${last.index} was ${last.place}; in the ledger there is ${there}`,
  );
}

async function firstAfter(store: EventStore, after: Position): Promise<Recorded | undefined> {
  const stop = new AbortController();
  for await (const page of store.subscribe({ after, signal: stop.signal, pageSize: 1 })) {
    const [event] = page.events;
    if (!event && !page.caughtUp) continue;
    stop.abort();
    return event;
  }
  return undefined;
}
