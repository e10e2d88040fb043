import type { Recorded } from '../kernel/message.js';

export type SqlValue = string | number | null;

export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * A read model: tables and what each event does to them. Pure: an event becomes statements and
 * nothing is read while projecting, so a rebuild is fast and gives the same rows every time.
 */
export interface Projection {
  /** Stored with the checkpoint; also the prefix of its tables (`<context>_<noun>`). */
  readonly name: string;
  /** Raise it when tables or statements change: the projection is then rebuilt from the events. */
  readonly version: number;
  /** Tables it owns, dropped before a rebuild. */
  readonly tables: readonly string[];
  /** `CREATE TABLE …; CREATE INDEX …`: what its own statements look things up by. */
  readonly schema: string;
  /**
   * `CREATE INDEX IF NOT EXISTS …`: what only queries look things up by. Made when the read model
   * has caught up: sorting many rows once is cheaper than keeping them sorted.
   */
  readonly queryIndexes?: string;
  readonly on: Readonly<Record<string, (event: never) => readonly Statement[]>>;
}

/** `projects<E>({ 'x.Happened': (event) => [...] })`: each handler sees its own event type. */
export function projects<E extends { readonly type: string; readonly data: unknown }>(handlers: {
  readonly [T in E['type']]?: (event: Recorded<Extract<E, { type: T }>>) => readonly Statement[];
}): Projection['on'] {
  return handlers as Projection['on'];
}

/** `sql('UPDATE t SET a = ? WHERE id = ?', 1, id)` */
export function sql(text: string, ...params: readonly SqlValue[]): Statement {
  return { sql: text, params };
}
