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

/** Who read what of whom, when and what for (PIPL arts. 51, 54, 57). */
export class ReadList {
  constructor(private readonly db: Database.Database) {}

  add({ at, account, subject, kind, purpose }: VaultRead): void {
    this.db
      .prepare('INSERT INTO reads (at, account, subject, kind, purpose) VALUES (?, ?, ?, ?, ?)')
      .run(at, account, subject, kind, purpose);
  }

  /** Oldest first, however many. */
  *lines({ from = '', until = '~', account, subject }: ReadFilter): IterableIterator<VaultRead> {
    const where = ['rowid > ?', 'at >= ?', 'at <= ?'];
    const fixed: string[] = [from, until];
    if (account !== undefined) where.push('account = ?');
    if (subject !== undefined) where.push('subject = ?');
    fixed.push(...[account, subject].filter((value) => value !== undefined));
    const page = this.db.prepare<unknown[], VaultRead & { line: number }>(
      `SELECT rowid AS line, at, account, subject, kind, purpose FROM reads
       WHERE ${where.join(' AND ')} ORDER BY rowid LIMIT ${LINES_AT_ONCE}`,
    );
    for (let after = 0; ;) {
      const rows = page.all(after, ...fixed);
      for (const { line, ...read } of rows) {
        after = line;
        yield read;
      }
      if (rows.length < LINES_AT_ONCE) return;
    }
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
