/** Messages: what is asked (commands), what happened (events), and who did it (metadata). */

/** JSON as it is stored: no undefined, no NaN, no class instances. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type Channel = 'web' | 'kiosk' | 'api' | 'import' | 'cli' | 'process';

/** Who acted. Ids only: an account is a pseudonym, its name stands in the vault. */
export interface Actor {
  readonly accountId: string;
  readonly role: string;
  /** The station, organisation or division the role was used for. */
  readonly scope?: string;
  readonly deviceId?: string;
}

/** The actor of everything the product does by itself. */
export const SYSTEM_ACTOR: Actor = { accountId: 'system', role: 'system' };

/** Tracing and idempotency of a command. Rules never read it: what a rule needs is command data. */
export interface CommandMeta {
  /** Chosen by the caller and kept across retries; at most one effect per id and stream, for ever. */
  readonly commandId: string;
  /**
   * Hash (hex) of the input that decided the command. Same id with another hash is refused. Input
   * of people is hashed with a key, so that nobody finds a name or password by trying.
   */
  readonly inputHash: string;
  readonly correlationId: string;
  /** Event id or command id that caused this command. */
  readonly causationId?: string;
  readonly actor: Actor;
  readonly channel: Channel;
  /** When the system took the command in: ISO 8601 UTC with milliseconds. */
  readonly at: string;
  /** The client's `If-Match`: decide on this revision of the stream or refuse. Never stored. */
  readonly ifRevision?: number;
}

export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly meta: CommandMeta;
}

/** A fact, as a decider states it. `policies` names the policy versions the decision used. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly policies?: Readonly<Record<string, string>>;
}

/** Metadata of every stored event. */
export interface EventMeta {
  readonly schema: number;
  readonly commandId: string;
  readonly inputHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly actor: Actor;
  readonly channel: Channel;
  readonly recordedAt: string;
  readonly policies?: Readonly<Record<string, string>>;
  /** 16 random bytes, base64url: a leaf of the transparency log cannot be guessed from its content. */
  readonly nonce: string;
}

/** An event as it is read back: the fact with its place in the stream and in the store. */
export interface Recorded<E extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly stream: string;
  /** 0 for the first event of a stream. */
  readonly revision: number;
  /** Opaque outside the adapter; the store compares positions. */
  readonly position: string;
  readonly type: E['type'];
  readonly data: E['data'];
  /** As it was stored, where the code of today understands `data` in another shape. */
  readonly storedData?: Json;
  readonly meta: EventMeta;
}
