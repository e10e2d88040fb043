import { minuteOf } from './calendar.js';
import { formatHours } from './centi-hours.js';

/**
 * The one domain error: the business says no. A code is stable for ever, its facts say what was
 * wrong, and the catalogue beside the rule gives its HTTP status and its words in two languages.
 */

/** Facts of a refusal. Never personal data: they travel to clients and logs. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** HTTP statuses a refusal may have: 422 broken rule, 409 wrong state, 404 unknown, 403 not yours. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 423 | 429 | 503;

export interface Refusal {
  readonly status: RefusalStatus;
  /** Simplified Chinese; `{name}` stands for a fact. */
  readonly zh: string;
  readonly en: string;
}

/** Every code of one context: a code without status and both texts does not compile. */
export type RefusalCatalogue<Code extends string = string> = Readonly<Record<Code, Refusal>>;

export class Rejection extends Error {
  constructor(
    readonly code: string,
    readonly facts: Facts = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'Rejection';
  }
}

/** Gives a context its own `reject`, which accepts only the codes of its catalogue. */
export function rejecting<Code extends string>(_catalogue: RefusalCatalogue<Code>) {
  return (code: Code, facts: Facts = {}): never => {
    throw new Rejection(code, facts);
  };
}

/** A broken assumption of ours: a bug, never the caller's fault. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}

/** The arm of an exhaustive switch that can never be reached. */
export function unreachable(value: never): never {
  throw new Error(`invariant broken: unexpected ${JSON.stringify(value)}`);
}

/** How people read a fact that a program reads as it is. */
const READINGS: Readonly<Record<string, (fact: Facts[string]) => string>> = {
  hundredths: (fact) => formatHours(Number(fact)),
  minute: (fact) => minuteOf(String(fact)),
};

/**
 * Fills `{name}` placeholders of a catalogue text with facts. `{name:hundredths}` says 333 as 3.33,
 * `{name:minute}` an instant as `2026-03-08 09:20` in Asia/Shanghai.
 */
export function phrase(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, reading?: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact === undefined) return whole;
    return (READINGS[reading ?? ''] ?? String)(fact);
  });
}
