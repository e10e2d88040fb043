import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Json } from '../kernel/message.js';
import { keyedHash } from '../platform/ids.js';
import { rememberStatements } from '../platform/statement-memory.js';
import type { MasterKey } from '../platform/master-key.js';
import { seal, unseal } from './sealed-box.js';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS subjects (
  subject TEXT PRIMARY KEY, wrapped_key BLOB, erased_at TEXT
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
`;
/** Lines of the list of reads that are fetched at once. */
const READS_AT_ONCE = 1_000;

/** One document of personal data: whose it is, what it is, which one. */
export interface DocumentKey {
  /** A pseudonymous id: a volunteer, an organisation, an account. */
  readonly subject: string;
  readonly kind: string;
  readonly id: string;
}

/** Who reads, and what for. Reading personal data is itself recorded (PIPL art. 51, 54). */
export interface Reader {
  readonly accountId: string;
  readonly purpose: string;
  readonly at: string;
}

/** One line of the list of reads. */
export interface VaultRead {
  readonly at: string;
  readonly account: string;
  readonly kind: string;
  readonly purpose: string;
}

/**
 * Reads that leave no line of their own: a page that shows the value masked, one more document of an
 * act of reading that was recorded, or a secret that is about no person.
 */
export type UnrecordedRead = 'masked-display' | 'part-of-recorded-read' | 'not-personal';

/**
 * Personal data, encrypted with a key per subject that is itself wrapped by the master key. Events
 * hold only ids. Destroying a subject's key erases the person; hours and proofs stay.
 */
export class Vault {
  readonly #db: Database.Database;
  readonly #wrapKey: Buffer;
  readonly #lookupKey: Buffer;

  constructor(folder: string | null, masterKey: MasterKey) {
    if (folder) mkdirSync(folder, { recursive: true });
    this.#db = rememberStatements(new Database(folder ? join(folder, 'vault.db') : ':memory:'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.pragma('secure_delete = ON');
    this.#db.pragma('busy_timeout = 2000');
    this.#db.exec(SCHEMA);
    this.#wrapKey = masterKey.for('vault-wrap');
    this.#lookupKey = masterKey.for('vault-lookup');
  }

  /** Creates or replaces a document. */
  put(key: DocumentKey, value: Json | object): void {
    this.#db.transaction(() => {
      const box = seal(this.#keyOf(key.subject, true), text(value), contextOf(key));
      this.#db
        .prepare('INSERT OR REPLACE INTO documents (subject, kind, id, box) VALUES (?, ?, ?, ?)')
        .run(key.subject, key.kind, key.id, box);
    })();
  }

  /** Undefined when there is no such document, or its subject was erased. */
  get<T>(key: DocumentKey, reader: Reader | UnrecordedRead): T | undefined {
    const row = this.#db
      .prepare<[string, string, string], { box: Buffer }>(
        'SELECT box FROM documents WHERE subject = ? AND kind = ? AND id = ?',
      )
      .get(key.subject, key.kind, key.id);
    if (!row) return undefined;
    if (typeof reader === 'object') this.#record(key, reader);
    const plain = unseal(this.#keyOf(key.subject, false), row.box, contextOf(key));
    return JSON.parse(plain.toString('utf8')) as T;
  }

  /** Is there such a document? Nothing is opened, so nothing was read. */
  has({ subject, kind, id }: DocumentKey): boolean {
    return (
      this.#db
        .prepare('SELECT 1 FROM documents WHERE subject = ? AND kind = ? AND id = ?')
        .get(subject, kind, id) !== undefined
    );
  }

  /** How many documents of a kind a subject has. */
  count(subject: string, kind: string): number {
    const row = this.#db
      .prepare<[string, string], { count: number }>(
        'SELECT count(*) AS count FROM documents WHERE subject = ? AND kind = ?',
      )
      .get(subject, kind);
    return row?.count ?? 0;
  }

  delete(key: DocumentKey): void {
    this.#db
      .prepare('DELETE FROM documents WHERE subject = ? AND kind = ? AND id = ?')
      .run(key.subject, key.kind, key.id);
  }

  /** Takes back everything written for a subject that came to nothing: it may be written anew. */
  discard(subject: string): void {
    this.#db.transaction(() => {
      for (const table of ['documents', 'lookups', 'subjects']) {
        this.#db.prepare(`DELETE FROM ${table} WHERE subject = ?`).run(subject);
      }
    })();
  }

  /** Makes a subject findable by a value that is itself kept only as a keyed hash. */
  setLookup(kind: string, value: string, subject: string): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO lookups (kind, hash, subject) VALUES (?, ?, ?)')
      .run(kind, keyedHash(this.#lookupKey, kind, value), subject);
  }

  findByLookup(kind: string, value: string): string | undefined {
    return this.#db
      .prepare<[string, string], { subject: string }>(
        'SELECT subject FROM lookups WHERE kind = ? AND hash = ?',
      )
      .get(kind, keyedHash(this.#lookupKey, kind, value))?.subject;
  }

  /** Destroys the subject's key and everything sealed with it. There is no way back. */
  erase(subject: string, at: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM documents WHERE subject = ?').run(subject);
      this.#db.prepare('DELETE FROM lookups WHERE subject = ?').run(subject);
      this.#db
        .prepare('UPDATE subjects SET wrapped_key = NULL, erased_at = ? WHERE subject = ?')
        .run(at, subject);
    })();
    // The log beside the database still holds the wrapped key in old pages: write it back, cut it.
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  isErased(subject: string): boolean {
    const row = this.#subject(subject);
    return row !== undefined && row.wrapped_key === null;
  }

  /** Subjects that have a document of this kind: for `fsck`. */
  subjectsWith(kind: string): readonly string[] {
    return this.#db
      .prepare<[string], { subject: string }>(
        'SELECT DISTINCT subject FROM documents WHERE kind = ? ORDER BY subject',
      )
      .all(kind)
      .map(({ subject }) => subject);
  }

  /** Every document there is of a subject: for the copy a person takes of their data. */
  keysOf(subject: string): readonly DocumentKey[] {
    return this.#db
      .prepare<[string], DocumentKey>(
        'SELECT subject, kind, id FROM documents WHERE subject = ? ORDER BY kind, id',
      )
      .all(subject);
  }

  /** Who read what of a subject and what for, oldest first. */
  *readsOf(subject: string): IterableIterator<VaultRead> {
    const page = this.#db.prepare<[string, number, number], VaultRead & { line: number }>(
      `SELECT rowid AS line, at, account, kind, purpose FROM reads
       WHERE subject = ? AND rowid > ? ORDER BY rowid LIMIT ?`,
    );
    for (let after = 0; ;) {
      const rows = page.all(subject, after, READS_AT_ONCE);
      for (const { line, ...read } of rows) {
        after = line;
        yield read;
      }
      if (rows.length < READS_AT_ONCE) return;
    }
  }

  close(): void {
    this.#db.close();
  }

  #record({ subject, kind }: DocumentKey, { at, accountId, purpose }: Reader): void {
    this.#db
      .prepare('INSERT INTO reads (at, account, subject, kind, purpose) VALUES (?, ?, ?, ?, ?)')
      .run(at, accountId, subject, kind, purpose);
  }

  #keyOf(subject: string, create: boolean): Buffer {
    const row = this.#subject(subject);
    if (row?.wrapped_key) return unseal(this.#wrapKey, row.wrapped_key, `key/${subject}`);
    if (row) throw new Error(`subject ${subject} was erased`);
    if (!create) throw new Error(`subject ${subject} has no key`);
    const key = randomBytes(32);
    this.#db
      .prepare('INSERT INTO subjects (subject, wrapped_key) VALUES (?, ?)')
      .run(subject, seal(this.#wrapKey, key, `key/${subject}`));
    return key;
  }

  #subject(subject: string): { wrapped_key: Buffer | null } | undefined {
    return this.#db
      .prepare<[string], { wrapped_key: Buffer | null }>(
        'SELECT wrapped_key FROM subjects WHERE subject = ?',
      )
      .get(subject);
  }
}

function text(value: Json | object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function contextOf({ subject, kind, id }: DocumentKey): string {
  return `${subject}/${kind}/${id}`;
}
