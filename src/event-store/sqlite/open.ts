import Database from 'better-sqlite3';
import { EventStoreError } from '../event-store.js';
import { translate } from './errors.js';
import { LEDGER_SCHEMA, LEDGER_SCHEMA_VERSION } from './schema.js';

export interface LedgerOptions {
  /** The ledger refuses to grow beyond this, so that its disk keeps room for the other files. */
  readonly maxBytes?: number;
}

/** Opens ledger.db for this process alone and brings its schema up. */
export function openLedger(path: string, { maxBytes }: LedgerOptions = {}): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 0 });
    prepareFile(db, path);
    if (maxBytes !== undefined) limitSize(db, maxBytes);
    return db;
  } catch (error) {
    // A handle left open would keep the file locked against the next try of this very process.
    db?.close();
    throw translate(error, path);
  }
}

function prepareFile(db: Database.Database, path: string): void {
  // Held from the first read on: a second process that opens the file gets SQLITE_BUSY.
  db.pragma('locking_mode = EXCLUSIVE');
  const mode = String(db.pragma('journal_mode = WAL', { simple: true }));
  if (mode !== 'wal' && mode !== 'memory') {
    throw new EventStoreError('read-only', `${path} lies where SQLite cannot keep a WAL (${mode})`);
  }
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -32768');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > LEDGER_SCHEMA_VERSION) {
    throw new EventStoreError(
      'read-only',
      `${path} was written by a newer version (schema ${version}, this is ${LEDGER_SCHEMA_VERSION})`,
    );
  }
  // An up-to-date ledger is opened without a write: on a full disk it can still be read.
  if (version === LEDGER_SCHEMA_VERSION) return;
  db.transaction(() => {
    db.exec(LEDGER_SCHEMA);
    db.pragma(`user_version = ${LEDGER_SCHEMA_VERSION}`);
  }).immediate();
}

function limitSize(db: Database.Database, maxBytes: number): void {
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  db.pragma(`max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
}
