import type { Position } from '../event-store/event-store.js';

interface Waiter {
  readonly position: Position;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait until a consumer has come to a position. */
export class PositionWaiters {
  readonly #waiting = new Set<Waiter>();
  #reached: Position;
  #failure: Error | undefined;

  constructor(
    private readonly compare: (a: Position, b: Position) => number,
    start: Position,
  ) {
    this.#reached = start;
  }

  /** Resolves true once reached, false after the timeout or when the consumer has failed. */
  wait(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.compare(this.#reached, position) >= 0) return Promise.resolve(true);
    if (this.#failure) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(reached);
      };
      const waiter: Waiter = { position, settle };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.#waiting.add(waiter);
    });
  }

  advance(position: Position): void {
    this.#reached = position;
    this.#failure = undefined;
    for (const waiter of [...this.#waiting]) {
      if (this.compare(position, waiter.position) >= 0) waiter.settle(true);
    }
  }

  fail(failure: Error): void {
    this.#failure = failure;
    for (const waiter of [...this.#waiting]) waiter.settle(false);
  }
}
