import type { Recall } from '../kernel/recall.js';

/** Looks a key up in what was put away. */
export type Lookup<V> = (key: string) => V | undefined;

/** Remembers what has changed since the last snapshot, and looks everything else up in it. */
export class PagedRecall<V> implements Recall<V> {
  /** Undefined = deleted. */
  readonly #changed = new Map<string, V | undefined>();
  #below: Lookup<V> | undefined;

  constructor(below?: Lookup<V>) {
    this.#below = below;
  }

  get(key: string): V | undefined {
    const mine = this.#changed.get(key);
    if (mine !== undefined || this.#changed.has(key)) return mine;
    return this.#below?.(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: V): void {
    this.#changed.set(key, value);
  }

  delete(key: string): void {
    this.#changed.set(key, undefined);
  }

  get changed(): ReadonlyMap<string, V | undefined> {
    return this.#changed;
  }

  /** All that changed has been put away, and is found there from now on. */
  putAway(below: Lookup<V>): void {
    this.#changed.clear();
    this.#below = below;
  }
}
