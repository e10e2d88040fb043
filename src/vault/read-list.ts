import type Database from 'better-sqlite3';

/** Lines that are fetched at once. */
const LINES_AT_ONCE = 1_000;

/** One line of the list of reads: never a value, only who looked at what and why. */
export interface VaultRead {
  readonly at: string;
  readonly account: string;
  readonly subject: string;
  readonly kind: string;
  readonly purpose: string;
}

/** Which lines are wanted; both ends of the time belong to it. */
export interface ReadFilter {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly account?: string | undefined;
  readonly subject?: string | undefined;
}

export type NumberedRead = VaultRead & { readonly line: number };

export interface ReadSummary {
  readonly account: string;
  readonly subject: string;
  readonly kind: string;
  readonly reads: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Who read what of whom, when and what for (PIPL arts. 51, 54, 57). */
export class ReadList {
  constructor(private readonly db: Database.Database) {}

  add({ at, account, subject, kind, purpose }: VaultRead): void {
    this.db
      .prepare('INSERT INTO reads (at, account, subject, kind, purpose) VALUES (?, ?, ?, ?, ?)')
      .run(at, account, subject, kind, purpose);
  }

  /** Oldest first, however many. */
  *lines(filter: ReadFilter): IterableIterator<VaultRead> {
    for (let after = 0; ;) {
      const rows = this.page(filter, after, LINES_AT_ONCE);
      for (const { line, ...read } of rows) {
        after = line;
        yield read;
      }
      if (rows.length < LINES_AT_ONCE) return;
    }
  }

  /** Who read what of whom: how often, first and last; the most frequent first. */
  summary(filter: ReadFilter, limit: number): readonly ReadSummary[] {
    const { where, values } = conditionsOf(filter);
    return this.db
      .prepare<unknown[], ReadSummary>(
        `SELECT account, subject, kind, count(*) AS reads, min(at) AS firstAt, max(at) AS lastAt
         FROM reads WHERE ${where} GROUP BY account, subject, kind
         ORDER BY reads DESC, account, subject, kind LIMIT ?`,
      )
      .all(...values, limit);
  }

  /** One page, oldest first; `after` is the `line` of the last one seen. */
  page(filter: ReadFilter, after: number, limit: number): readonly NumberedRead[] {
    const { where, values } = conditionsOf(filter);
    return this.db
      .prepare<unknown[], NumberedRead>(
        `SELECT rowid AS line, at, account, subject, kind, purpose FROM reads
         WHERE ${where} AND rowid > ? ORDER BY rowid LIMIT ?`,
      )
      .all(...values, after, limit);
  }

  /** That somebody read stays; what for goes: it was typed, and may name the person. */
  forgetPurposes(subject: string): void {
    this.db.prepare(`UPDATE reads SET purpose = 'erased' WHERE subject = ?`).run(subject);
  }

  countBefore(at: string): number {
    const row = this.db
      .prepare<[string], { lines: number }>('SELECT count(*) AS lines FROM reads WHERE at < ?')
      .get(at);
    return row?.lines ?? 0;
  }

  deleteBefore(at: string): number {
    return this.db.prepare('DELETE FROM reads WHERE at < ?').run(at).changes;
  }
}

function conditionsOf({ from = '', until = '~', account, subject }: ReadFilter) {
  const conditions = ['at >= ?', 'at <= ?'];
  const values = [from, until];
  if (account !== undefined) conditions.push('account = ?');
  if (subject !== undefined) conditions.push('subject = ?');
  values.push(...[account, subject].filter((value) => value !== undefined));
  return { where: conditions.join(' AND '), values };
}
