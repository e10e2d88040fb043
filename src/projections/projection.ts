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
  /** `CREATE TABLE …; CREATE INDEX …` */
  readonly schema: string;
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
