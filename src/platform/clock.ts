import { instantOf, type Instant } from '../kernel/calendar.js';

/** The one source of "now". Domain code never sees it: handlers put the time into the command. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  now(): Instant {
    return instantOf(Date.now());
  }
}

/** A clock that is set by hand: for tests and for the demonstration's days of publicity. */
export class SteppableClock extends Clock {
  #offset = 0;

  constructor(private readonly base: () => number = Date.now) {
    super();
  }

  now(): Instant {
    return instantOf(this.base() + this.#offset);
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  set(instant: Instant): void {
    this.#offset = Date.parse(instant) - this.base();
  }
}
