import { type Instant, millis } from '../kernel/calendar.js';
import { Rejection } from '../kernel/rejection.js';

const SPAN_MS = 10 * 60_000;
/** Guessers remembered; the longest untouched are forgotten first. */
const GUESSERS_MAX = 10_000;

/**
 * So many wrong codes per guesser in ten minutes, then nothing is looked at until the ten minutes
 * are over. What is right costs nothing. In memory and per process: codes are long enough that a
 * restart helps nobody.
 */
export class GuessLimit {
  readonly #failures = new Map<string, { count: number; readonly until: number }>();

  constructor(private readonly most: number) {}

  /** @throws Rejection `request/too-many`, or whatever the work is refused with */
  async guard<T>(guesser: string, now: Instant, work: () => Promise<T>): Promise<T> {
    const wait = this.#waitOf(guesser, millis(now));
    if (wait > 0) throw new Rejection('request/too-many', { seconds: Math.ceil(wait / 1_000) });
    try {
      return await work();
    } catch (error) {
      if (error instanceof Rejection) this.#count(guesser, millis(now));
      throw error;
    }
  }

  #waitOf(guesser: string, now: number): number {
    const failed = this.#failures.get(guesser);
    return failed && failed.count >= this.most ? failed.until - now : 0;
  }

  #count(guesser: string, now: number): void {
    const before = this.#failures.get(guesser);
    this.#failures.delete(guesser);
    const goesOn = before && before.until > now;
    const failed = goesOn ? before : { count: 0, until: now + SPAN_MS };
    this.#failures.set(guesser, { ...failed, count: failed.count + 1 });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > GUESSERS_MAX && oldest !== undefined) this.#failures.delete(oldest);
  }
}
