import type Database from 'better-sqlite3';
import type { EventStore, Page, Position } from '../event-store/event-store.js';
import type { Recorded } from '../kernel/message.js';
import { setCache } from './databases.js';
import type { Projection } from './projection.js';
import { isOutage, throughOutages } from './outage.js';
import { PositionWaiters } from './position-waiters.js';
import { RowWriter } from './row-writer.js';
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
  readonly #rows: RowWriter;
  readonly #waiters: PositionWaiters;
  readonly #listeners = new Set<(events: readonly Recorded[]) => void>();
  readonly #abort = new AbortController();
  readonly #save: Database.Statement;
  readonly #saveAll: Database.Statement;
  #loop: Promise<void> = Promise.resolve();
  #settled = false;
  /** Up to here every event is written by itself: a page on the way had one that can't be applied. */
  #carefulTo: Position = null;
  #failure: Error | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly db: Database.Database,
    projections: readonly Projection[],
  ) {
    db.exec(SCHEMA);
    this.#rows = new RowWriter(db);
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

  /** A page that can't go in as it is ends a round; the next round takes it event by event. */
  async #follow(): Promise<void> {
    if (this.#running.length === 0) return;
    for (;;) {
      try {
        return await this.#followRound();
      } catch (error) {
        if (!(error instanceof BadPage)) throw error;
        this.#carefulTo = error.through;
      }
    }
  }

  async #followRound(): Promise<void> {
    const failed = new AbortController();
    const shared = new SharedCommit(this.db, (error) => failed.abort(error));
    const signal = AbortSignal.any([this.#abort.signal, failed.signal]);
    if (!this.#settled) setCache(this.db, 'bulk');
    try {
      for await (const page of this.store.subscribe({
        ...{ after: this.reached, signal, pageSize: PAGE },
      })) {
        shared.begin();
        this.#applyPage(page);
        if (page.caughtUp) this.#settleDown();
        shared.added(page.events.length, page.caughtUp);
        if (page.through === this.#carefulTo) shared.commit();
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

  /** The first time that nothing is left behind: queries may come, and memory goes back. */
  #settleDown(): void {
    if (this.#settled) return;
    for (const { projection } of this.#running) this.db.exec(projection.queryIndexes ?? '');
    setCache(this.db, 'live');
    this.#settled = true;
  }

  #returnToCommitted(): void {
    for (const running of this.#running) {
      running.checkpoint = this.#known(running.projection.name)?.position ?? null;
    }
  }

  /**
   * While read models catch up, a page goes into the shared transaction as it is: for a savepoint
   * SQLite copies every page of the file that is touched, a quarter of the work of a rebuild. A page
   * at the head has one: what queries have seen by then need not be taken back.
   */
  #applyPage(page: Page): void {
    if (this.store.comparePositions(page.through, this.#carefulTo) <= 0) {
      this.#apply(page, 'event by event');
      return;
    }
    try {
      if (page.caughtUp) this.db.transaction(() => this.#apply(page, 'whole'))();
      else this.#apply(page, 'whole');
    } catch (error) {
      if (isOutage(error)) throw error;
      if (!page.caughtUp) throw new BadPage(page.through, { cause: error });
      this.#apply(page, 'event by event');
    }
  }

  #apply({ events, through }: Page, how: 'whole' | 'event by event'): void {
    for (const running of this.#running) {
      const fresh = this.#newTo(running, events);
      if (how === 'whole') this.#rows.write(running.projection, fresh);
      else this.#rows.writeOrPark(running.projection, fresh);
    }
    this.#saveCheckpoints(through);
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
}

/** A page with an event that can't be applied: it has to be taken again with care. */
class BadPage extends Error {
  constructor(
    readonly through: Position,
    options: ErrorOptions,
  ) {
    super('an event of this page can’t be applied', options);
  }
}
