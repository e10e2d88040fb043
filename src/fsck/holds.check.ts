import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Told {
  readonly holdId: string;
  readonly centiHours: number;
  readonly released?: number;
}

/** A hold of credit resolves at most once, and comes to exactly what was held. */
export class HoldsCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #open = new Map<string, number>();
  readonly #known = new Set<string>();

  visit({ type, data }: Recorded): void {
    const { holdId, centiHours, released = 0 } = data as Told;
    if (type === 'time-bank.CreditHeld') {
      if (this.#known.has(holdId)) this.#say('held-twice', holdId, '');
      this.#known.add(holdId);
      this.#open.set(holdId, centiHours);
    }
    if (type === 'time-bank.HoldSettled') this.#resolved(holdId, centiHours + released);
    if (type === 'time-bank.HoldReleased') this.#resolved(holdId, centiHours);
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #resolved(holdId: string, centiHours: number): void {
    const held = this.#open.get(holdId);
    this.#open.delete(holdId);
    if (held === undefined) this.#say('resolved-without-hold', holdId, `${centiHours}`);
    else if (held !== centiHours)
      this.#say('resolution-differs', holdId, `${centiHours} of ${held}`);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `books/${code}`, where, detail });
  }
}
