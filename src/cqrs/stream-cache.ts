import type { Recall } from '../kernel/recall.js';

/** What a stream remembers of one command id. */
export interface CommandRecord {
  readonly inputHash: string;
  readonly first: number;
  readonly revision: number;
  readonly position: string;
}

/** A folded stream, kept between commands so that a long stream costs what a short one costs. */
export interface StreamState<S> {
  state: S;
  /** -1 when nothing was ever written. */
  revision: number;
  /** Nonce of the event at that revision. */
  mark: string;
  /** Revision up to which it stands in a snapshot, and weighs nothing here; -1 without one. */
  kept: number;
  readonly commands: Recall<CommandRecord>;
}

/** Events held in folded form before the least recently used streams are dropped. */
const WEIGHT_MAX = 200_000;

/**
 * Least recently used cache of folded streams, weighed by their events. It may be stale, never
 * wrong: the executor reads what came after, and the append checks the revision.
 */
export class StreamCache {
  readonly #entries = new Map<string, { state: StreamState<unknown>; weight: number }>();
  #weight = 0;

  get<S>(stream: string): StreamState<S> | undefined {
    const entry = this.#entries.get(stream);
    return entry?.state as StreamState<S> | undefined;
  }

  set(stream: string, state: StreamState<unknown>): void {
    this.delete(stream);
    const weight = state.revision - state.kept + 1;
    this.#entries.set(stream, { state, weight });
    this.#weight += weight;
    this.#evict(stream);
  }

  delete(stream: string): void {
    this.#weight -= this.#entries.get(stream)?.weight ?? 0;
    this.#entries.delete(stream);
  }

  #evict(keep: string): void {
    for (const [stream, { weight }] of this.#entries) {
      if (this.#weight <= WEIGHT_MAX) return;
      if (stream === keep) continue;
      this.#entries.delete(stream);
      this.#weight -= weight;
    }
  }
}
