import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { rememberStatements } from '../platform/statement-memory.js';

/**
 * The two databases beside the ledger. `read.db` may be deleted at any time: it is rebuilt from the
 * events. `work.db` may not: it says how far each process has got, and a process that starts again
 * from zero would only be saved by its commands being idempotent.
 */
export class Databases {
  readonly read: Database.Database;
  readonly work: Database.Database;

  /**
   * @param folder the data folder, or null for databases in memory
   * @param use `rebuild` deletes `read.db` first (the caller holds the ledger's lock); `look` opens
   *   only `read.db`, read-only, and may be done while the service runs
   */
  constructor(folder: string | null, use: 'own' | 'rebuild' | 'look' = 'own') {
    if (folder && use === 'rebuild') {
      for (const end of ['', '-wal', '-shm']) {
        rmSync(join(folder, `read.db${end}`), { force: true });
      }
    }
    if (folder && use === 'look') {
      this.read = new Database(join(folder, 'read.db'), { readonly: true });
      this.work = open(null, 'NORMAL');
    } else {
      this.read = open(folder && join(folder, 'read.db'), 'NORMAL');
      this.work = open(folder && join(folder, 'work.db'), 'FULL');
    }
  }

  close(): void {
    this.read.close();
    this.work.close();
  }
}

/** Keys come in no order: while events come by the thousand, rows touch pages all over the file. */
const CACHE_KB = { live: 32_768, bulk: 262_144 } as const;

/** The most memory that pages of a database may take; what is over it is given back. */
export function setCache(db: Database.Database, use: keyof typeof CACHE_KB): void {
  db.pragma(`cache_size = -${CACHE_KB[use]}`);
  if (use === 'live') db.pragma('shrink_memory');
}

function open(path: string | null, synchronous: 'NORMAL' | 'FULL'): Database.Database {
  const db = new Database(path ?? ':memory:');
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${synchronous}`);
  db.pragma('busy_timeout = 2000');
  // A cache and a log of 32 MB: a page that many rows touch is written once, not for each of them.
  setCache(db, 'live');
  db.pragma('wal_autocheckpoint = 8000');
  return rememberStatements(db);
}
