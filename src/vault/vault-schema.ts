import type Database from 'better-sqlite3';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS subjects (
  subject TEXT PRIMARY KEY, wrapped_key BLOB, erased_at TEXT, restricted_at TEXT,
  generation INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS documents (
  subject TEXT NOT NULL REFERENCES subjects (subject), kind TEXT NOT NULL, id TEXT NOT NULL,
  box BLOB NOT NULL, PRIMARY KEY (subject, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lookups (
  kind TEXT NOT NULL, hash TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lookups_by_subject ON lookups (subject);
CREATE TABLE IF NOT EXISTS reads (
  at TEXT NOT NULL, account TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
  purpose TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS reads_by_subject ON reads (subject);
CREATE INDEX IF NOT EXISTS reads_by_account ON reads (account);
CREATE INDEX IF NOT EXISTS reads_by_time ON reads (at);
`;
/** Columns that came after the first vaults were made. */
const ADDED = {
  restricted_at: 'TEXT',
  generation: 'INTEGER NOT NULL DEFAULT 0',
} as const;

/** Makes the tables, or brings those of an older vault up to date. */
export function prepareVault(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  db.pragma('busy_timeout = 2000');
  db.exec(SCHEMA);
  const columns = db.pragma('table_info(subjects)') as readonly { readonly name: string }[];
  for (const [name, type] of Object.entries(ADDED)) {
    if (columns.some((column) => column.name === name)) continue;
    db.exec(`ALTER TABLE subjects ADD COLUMN ${name} ${type}`);
  }
  // A rotation asks for what is not wrapped anew yet: with no index it would read every subject.
  db.exec('CREATE INDEX IF NOT EXISTS subjects_by_generation ON subjects (generation)');
}
