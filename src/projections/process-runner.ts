import type Database from 'better-sqlite3';
import type { EventStore, Position } from '../event-store/event-store.js';
import type { Command, CommandMeta, Recorded } from '../kernel/message.js';
import { SYSTEM_ACTOR } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { deriveId, sha256Hex } from '../platform/ids.js';
import { isOutage, throughOutages } from './outage.js';
import { PositionWaiters } from './position-waiters.js';

const PAGE = 200;
/** Events no process reacts to, after which the checkpoint is written all the same. */
const UNSAVED_MAX = 5_000;
/** Tries of one reaction before it is parked. */
const TRIES_MAX = 5;
const BACKOFF_MS = 50;
const SCHEMA = `
CREATE TABLE IF NOT EXISTS process_checkpoints (
  name TEXT PRIMARY KEY, position TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS process_parked (
  process TEXT NOT NULL, position TEXT NOT NULL, event_id TEXT NOT NULL, stream TEXT NOT NULL,
  revision INTEGER NOT NULL, error TEXT NOT NULL, parked_at TEXT NOT NULL,
  PRIMARY KEY (process, position)
) STRICT;
`;

/** What the runner needs to know of a process; `src/processes/process.ts` has the contract. */
export interface RunnableProcess {
  readonly name: string;
  readonly on: readonly string[];
  readonly react: (event: Recorded, meta: (step: number) => CommandMeta) => readonly Command[];
}

export interface ParkedReaction {
  readonly process: string;
  readonly position: string;
  readonly eventId: string;
  readonly error: string;
}

/**
 * Runs processes over the store, each with its own checkpoint in `work.db`. At least once: the
 * checkpoint moves after the commands were answered, and their ids derive from the event, so a
 * repeat is answered with the first receipt. A refusal is final and parked; anything else is tried
 * again, then parked; what is parked gets another try at the next start. Rebuilding read models
 * never touches these checkpoints.
 */
export class ProcessRunner {
  readonly #loops: ProcessLoop[];

  constructor(
    store: EventStore,
    work: Database.Database,
    processes: readonly RunnableProcess[],
    dispatch: (command: Command) => Promise<unknown>,
  ) {
    work.exec(SCHEMA);
    this.#loops = processes.map((process) => new ProcessLoop(store, work, process, dispatch));
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  /** True when every process has handled everything up to the position in time. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const reached = await Promise.all(this.#loops.map((loop) => loop.waitFor(position, timeoutMs)));
    return reached.every(Boolean);
  }

  parked(): readonly ParkedReaction[] {
    return this.#loops.flatMap((loop) => loop.parked());
  }

  get failure(): Error | undefined {
    return this.#loops.find((loop) => loop.failure)?.failure;
  }
}

class ProcessLoop {
  readonly #waiters: PositionWaiters;
  readonly #abort = new AbortController();
  readonly #types: ReadonlySet<string>;
  #checkpoint: Position;
  #loop: Promise<void> = Promise.resolve();
  failure: Error | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly work: Database.Database,
    private readonly process: RunnableProcess,
    private readonly dispatch: (command: Command) => Promise<unknown>,
  ) {
    this.#types = new Set(process.on);
    this.#checkpoint =
      work
        .prepare<[string], { position: string | null }>(
          'SELECT position FROM process_checkpoints WHERE name = ?',
        )
        .get(process.name)?.position ?? null;
    this.#waiters = new PositionWaiters((a, b) => store.comparePositions(a, b), this.#checkpoint);
  }

  start(): void {
    const fail = (error: unknown): void => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.#waiters.fail(this.failure);
    };
    const { signal } = this.#abort;
    this.#loop = throughOutages(() => this.#follow(), { signal, onOutage: fail }).catch(fail);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.#waiters.wait(position, timeoutMs);
  }

  parked(): readonly ParkedReaction[] {
    return this.work
      .prepare<[string], ParkedReaction>(
        `SELECT process, position, event_id AS eventId, error FROM process_parked
         WHERE process = ?`,
      )
      .all(this.process.name);
  }

  /**
   * What was reacted to is saved before anything else happens. What was only looked at is not: a
   * commit for every page would make each write of the service wait for one more flush of the disk.
   */
  async #follow(): Promise<void> {
    const { signal } = this.#abort;
    await this.#tryParked();
    const pages = this.store.subscribe({ after: this.#checkpoint, signal, pageSize: PAGE });
    let seen = this.#checkpoint;
    let unsaved = 0;
    for await (const { events, through } of pages) {
      const mine = events.filter(({ type }) => this.#types.has(type));
      if (!(await this.#handleAll(mine))) return;
      seen = through;
      unsaved += events.length;
      if (mine.length > 0 || unsaved >= UNSAVED_MAX) {
        this.#save(seen);
        unsaved = 0;
      }
      this.failure = undefined;
      this.#waiters.advance(seen);
    }
    this.#save(seen);
  }

  /** False when the runner was stopped in the middle: the checkpoint then stays where it was. */
  async #handleAll(events: readonly Recorded[]): Promise<boolean> {
    for (const event of events) {
      if (this.#abort.signal.aborted) return false;
      await this.#handle(event);
    }
    return true;
  }

  /** What was parked is tried once more at each start: what stood in its way may be mended. */
  async #tryParked(): Promise<void> {
    for (const { position, stream, revision } of this.#parkedEvents()) {
      const pages = this.store.readStream(stream, { fromRevision: revision, limit: 1 });
      for await (const [event] of pages) {
        if (!event || this.#abort.signal.aborted) return;
        if (await this.#handle(event)) this.#unpark(position);
      }
    }
  }

  #parkedEvents(): readonly { position: string; stream: string; revision: number }[] {
    return this.work
      .prepare<[string], { position: string; stream: string; revision: number }>(
        'SELECT position, stream, revision FROM process_parked WHERE process = ?',
      )
      .all(this.process.name);
  }

  #unpark(position: string): void {
    this.work
      .prepare('DELETE FROM process_parked WHERE process = ? AND position = ?')
      .run(this.process.name, position);
  }

  /** False when the event had to be parked. */
  async #handle(event: Recorded): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const meta = (step: number): CommandMeta => metaOf(this.process.name, event, step);
        for (const command of this.process.react(event, meta)) await this.dispatch(command);
        return true;
      } catch (error) {
        const final = error instanceof Rejection && error.code !== 'request/busy';
        if (isOutage(error) || (this.#abort.signal.aborted && !final)) throw error;
        if (final || attempt === TRIES_MAX) {
          this.#park(event, error);
          return false;
        }
        await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS * 2 ** attempt));
      }
    }
  }

  #park(event: Recorded, error: unknown): void {
    const text = error instanceof Rejection ? error.code : String(error);
    this.work
      .prepare('INSERT OR REPLACE INTO process_parked VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        this.process.name,
        event.position,
        event.id,
        event.stream,
        event.revision,
        text,
        new Date().toISOString(),
      );
  }

  #save(position: Position): void {
    if (position === this.#checkpoint) return;
    this.work
      .prepare('INSERT OR REPLACE INTO process_checkpoints VALUES (?, ?)')
      .run(this.process.name, position);
    this.#checkpoint = position;
  }
}

/** The same event, process and step give the same command id and hash, for ever. */
export function metaOf(process: string, event: Recorded, step: number): CommandMeta {
  return {
    commandId: deriveId('process', process, event.id, step),
    inputHash: sha256Hex(`${process}:${event.id}:${step}`),
    correlationId: event.meta.correlationId,
    causationId: event.id,
    actor: SYSTEM_ACTOR,
    channel: 'process',
    at: event.meta.recordedAt,
  };
}
