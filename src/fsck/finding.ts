import type { Recorded } from '../kernel/message.js';

/** Something that is not as it must be. Ids and numbers only, never personal data. */
export interface Finding {
  /** Stable, e.g. `ledger/revision-gap`. */
  readonly code: string;
  /** The stream, account, record or table it is about. */
  readonly where: string;
  readonly detail: string;
}

/**
 * One check of the re-verifier. It sees every event once, in store order, and recomputes what the
 * events say with its own arithmetic: it shares no code with the deciders it checks.
 */
export interface Check {
  visit(event: Recorded): void;
  finish(): readonly Finding[];
}
