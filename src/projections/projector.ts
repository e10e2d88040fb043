import type Database from 'better-sqlite3';
import type { EventStore, Page, Position } from '../event-store/event-store.js';
import type { Recorded } from '../kernel/message.js';
import type { Projection, Statement } from './projection.js';
import { isOutage, throughOutages } from './outage.js';
import { PositionWaiters } from './position-waiters.js';
import { SharedCommit } from './shared-commit.js';

/** Events applied in one turn of the event loop: bounds how long HTTP waits behind a rebuild. */
const PAGE = 500;
const SCHEMA = `
CREATE TABLE IF NOT EXISTS projection_checkpoints (
  name TEXT PRIMARY KEY, version INTEGER NOT NULL, position TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS projection_parked (
  projection TEXT NOT NULL, position TEXT NOT NULL, event_id TEXT NOT NULL, error TEXT NOT NULL,
  PRIMARY KEY (projection, position)
) STRICT;
`;

export interface ParkedEvent {
  readonly projection: string;
  readonly position: string;
  readonly eventId: string;
  readonly error: string;
}

interface Running {
  readonly projection: Projection;
  checkpoint: Position;
}

/**
 * Turns events into rows: one subscription for all read models; rows and checkpoints commit
 * together, so the effect of an event is there exactly once. A recorded event is never refused: what
 * cannot be applied is parked, and health goes red.
 */
export class Projector {
  readonly #running: Running[];
  readonly #statements = new Map<string, Database.Statement>();
  readonly #waiters: PositionWaiters;
  readonly #listeners = new Set<(events: readonly Recorded[]) => void>();
  readonly #abort = new AbortController();
  readonly #save: Database.Statement;
  readonly #saveAll: Database.Statement;
  #loop: Promise<void> = Promise.resolve();
  #indexed = false;
  #failure: Error | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly db: Database.Database,
    projections: readonly Projection[],
  ) {
    db.exec(SCHEMA);
    this.#forgetOthers(projections);
    this.#running = projections.map((projection) => ({
      projection,
      checkpoint: this.#prepare(projection),
    }));
    this.#waiters = new PositionWaiters((a, b) => store.comparePositions(a, b), this.reached);
    this.#save = db.prepare('UPDATE projection_checkpoints SET position = ? WHERE name = ?');
    this.#saveAll = db.prepare('UPDATE projection_checkpoints SET position = ?');
  }

  /**
   * Starts following the store. Failures are kept for `health` and end the loop, not the process; a
   * full disk does not even end the loop.
   */
  start(): void {
    const fail = (error: unknown): void => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#waiters.fail(this.#failure);
    };
    const { signal } = this.#abort;
    this.#loop = throughOutages(() => this.#follow(), { signal, onOutage: fail }).catch(fail);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
  }

  /**
   * Tells what has just been brought into the read models. A hint and no promise: it is not repeated
   * after a restart, so nothing may depend on having heard it.
   *
   * @returns ends the telling
   */
  onAdvanced(listener: (events: readonly Recorded[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The position up to which every read model has been brought. */
  get reached(): Position {
    const [first, ...rest] = this.#running;
    if (!first) return null;
    return rest.reduce<Position>(
      (least, { checkpoint }) =>
        this.store.comparePositions(checkpoint, least) < 0 ? checkpoint : least,
      first.checkpoint,
    );
  }

  /** True when the position was reached in time; false when the read models still lag. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.#running.length === 0) return Promise.resolve(true);
    return this.#waiters.wait(position, timeoutMs);
  }

  parked(): readonly ParkedEvent[] {
    return this.db
      .prepare<[], ParkedEvent>(
        'SELECT projection, position, event_id AS eventId, error FROM projection_parked',
      )
      .all();
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Creates the tables; starts from zero when the version in the code is another one. */
  #prepare({ name, version, tables, schema }: Projection): Position {
    const known = this.#known(name);
    if (known?.version === version) return known.position;
    this.db.transaction(() => {
      for (const table of tables) this.db.exec(`DROP TABLE IF EXISTS ${table}`);
      this.db.prepare('DELETE FROM projection_parked WHERE projection = ?').run(name);
      this.db.exec(schema);
      this.db
        .prepare('INSERT OR REPLACE INTO projection_checkpoints VALUES (?, ?, NULL)')
        .run(name, version);
    })();
    return null;
  }

  /** A read model that is gone must not be moved on with the others, or it would come back with gaps. */
  #forgetOthers(projections: readonly Projection[]): void {
    const names = JSON.stringify(projections.map(({ name }) => name));
    this.db
      .prepare(
        'DELETE FROM projection_checkpoints WHERE name NOT IN (SELECT value FROM json_each(?))',
      )
      .run(names);
  }

  #known(name: string): { version: number; position: string | null } | undefined {
    return this.db
      .prepare<[string], { version: number; position: string | null }>(
        'SELECT version, position FROM projection_checkpoints WHERE name = ?',
      )
      .get(name);
  }

  async #follow(): Promise<void> {
    if (this.#running.length === 0) return;
    const failed = new AbortController();
    const shared = new SharedCommit(this.db, (error) => failed.abort(error));
    const signal = AbortSignal.any([this.#abort.signal, failed.signal]);
    try {
      for await (const page of this.store.subscribe({
        ...{ after: this.reached, signal, pageSize: PAGE },
      })) {
        shared.begin();
        this.#applyPage(page);
        if (page.caughtUp) this.#makeIndexes();
        shared.added(page.events.length, page.caughtUp);
        this.#failure = undefined;
        this.#waiters.advance(this.reached);
        for (const listener of this.#listeners) listener(page.events);
      }
      failed.signal.throwIfAborted();
      shared.commit();
    } catch (error) {
      shared.rollBack();
      this.#returnToCommitted();
      throw error;
    }
  }

  #makeIndexes(): void {
    if (this.#indexed) return;
    for (const { projection } of this.#running) this.db.exec(projection.queryIndexes ?? '');
    this.#indexed = true;
  }

  #returnToCommitted(): void {
    for (const running of this.#running) {
      running.checkpoint = this.#known(running.projection.name)?.position ?? null;
    }
  }

  #applyPage(page: Page): void {
    try {
      this.#apply(page, false);
    } catch (error) {
      if (isOutage(error)) throw error;
      this.#apply(page, true);
    }
  }

  /** One transaction. First try: all or nothing. Second try: what fails is parked, event by event. */
  #apply({ events, through }: Page, parking: boolean): void {
    const commit = this.db.transaction(() => {
      for (const running of this.#running) {
        for (const event of this.#newTo(running, events)) {
          if (parking) this.#applyOrPark(running.projection, event);
          else this.#applyEvent(running.projection, event);
        }
      }
      this.#saveCheckpoints(through);
    });
    commit();
    for (const running of this.#running) {
      running.checkpoint = this.#later(running.checkpoint, through);
    }
  }

  /** Read models mostly stand side by side: then one statement moves them all. */
  #saveCheckpoints(through: Position): void {
    const isBehind = ({ checkpoint }: Running): boolean =>
      this.#later(checkpoint, through) === through;
    if (this.#running.every(isBehind)) {
      this.#saveAll.run(through);
      return;
    }
    for (const { projection, checkpoint } of this.#running) {
      this.#save.run(this.#later(checkpoint, through), projection.name);
    }
  }

  /** What of a page lies behind the checkpoint: all of it, but for a read model that is ahead. */
  #newTo({ checkpoint }: Running, events: readonly Recorded[]): readonly Recorded[] {
    const isNew = ({ position }: Recorded): boolean =>
      this.store.comparePositions(position, checkpoint) > 0;
    const [first] = events;
    return first === undefined || isNew(first) ? events : events.filter(isNew);
  }

  #later(a: Position, b: Position): Position {
    return this.store.comparePositions(a, b) < 0 ? b : a;
  }

  #applyOrPark(projection: Projection, event: Recorded): void {
    try {
      this.db.transaction(() => this.#applyEvent(projection, event))();
    } catch (error) {
      if (isOutage(error)) throw error;
      this.db
        .prepare('INSERT OR REPLACE INTO projection_parked VALUES (?, ?, ?, ?)')
        .run(projection.name, event.position, event.id, String(error));
    }
  }

  #applyEvent(projection: Projection, event: Recorded): void {
    const handler = projection.on[event.type] as
      ((event: Recorded) => readonly Statement[]) | undefined;
    if (!handler) return;
    for (const { sql, params } of handler(event)) this.#statement(sql).run(...params);
  }

  #statement(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}
