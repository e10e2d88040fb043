import type Database from 'better-sqlite3';

/**
 * Events that share one commit while a read model catches up. Keys come in no order: after a few
 * thousand events nearly every page of the file is touched, and each commit writes them all.
 */
export const BULK = 100_000;
/** How long pages that come live share one commit. */
const LIVE_MS = 100;

/**
 * One transaction for many pages: their rows touch the same pages of the file again and again.
 * Queries are on the same connection and see what is there already; what a crash takes away is read
 * from the events again, for the checkpoint goes with it.
 */
export class SharedCommit {
  #timer: NodeJS.Timeout | undefined;
  #events = 0;

  /** @param onFailure hears of a commit that failed while nobody was waiting for it */
  constructor(
    private readonly db: Database.Database,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  begin(): void {
    if (!this.db.inTransaction) this.db.exec('BEGIN');
  }

  /** A page of so many events is in; `caughtUp` when there is no other behind it. */
  added(events: number, caughtUp: boolean): void {
    this.#events += events;
    if (this.#events >= BULK) this.commit();
    else if (caughtUp) this.#timer ??= setTimeout(() => this.#commitLate(), LIVE_MS);
  }

  commit(): void {
    this.#forgetTimer();
    if (this.db.inTransaction) this.db.exec('COMMIT');
  }

  rollBack(): void {
    this.#forgetTimer();
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
  }

  #commitLate(): void {
    try {
      this.commit();
    } catch (error) {
      this.onFailure(error);
    }
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#events = 0;
  }
}
