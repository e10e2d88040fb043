import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Json } from '../kernel/message.js';
import { keyedHash } from '../platform/ids.js';
import { rememberStatements } from '../platform/statement-memory.js';
import type { MasterKey } from '../platform/master-key.js';
import { ReadList } from './read-list.js';
import { seal, unseal } from '../platform/sealed-box.js';
import { SubjectKeys } from './subject-keys.js';
import { prepareVault } from './vault-schema.js';

/** Keys that are wrapped anew in one transaction. */
const KEYS_AT_ONCE = 250;
/** The particulars that nobody but the person may see while their processing is restricted. */
const WITHHELD_KINDS: readonly string[] = [
  ...['profile', 'guardian-consent', 'certificate', 'certificate-pdf', 'qualification', 'award'],
];
/** What the person does with their own data, and what protects it. */
const UNRESTRICTED_PURPOSES: readonly string[] = [
  ...['self', 'everything-about-me', 'age', 'lookup'],
];

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
  readonly reads: ReadList;
  readonly #db: Database.Database;
  readonly #keys: SubjectKeys;
  readonly #lookupKey: Buffer;

  constructor(folder: string | null, masterKey: MasterKey) {
    if (folder) mkdirSync(folder, { recursive: true });
    this.#db = rememberStatements(new Database(folder ? join(folder, 'vault.db') : ':memory:'));
    prepareVault(this.#db);
    this.reads = new ReadList(this.#db);
    this.#keys = new SubjectKeys(this.#db, masterKey.for('vault-wrap'), masterKey.generation);
    this.#lookupKey = masterKey.for('vault-lookup');
  }

  /** @throws ConfigError when the master key is another one than the vault was sealed with */
  requireItsKey(): void {
    this.#keys.requireItsKey();
  }

  /**
   * Creates or replaces a document.
   *
   * @throws Rejection `vault/subject-erased`
   */
  put(key: DocumentKey, value: Json | object): void {
    this.#db.transaction(() => {
      const box = seal(this.#keys.toWrite(key.subject), text(value), contextOf(key));
      this.#db
        .prepare('INSERT OR REPLACE INTO documents (subject, kind, id, box) VALUES (?, ?, ?, ?)')
        .run(key.subject, key.kind, key.id, box);
    })();
  }

  /** Undefined when there is no such document, its subject was erased, or it is withheld. */
  get<T>(key: DocumentKey, reader: Reader | UnrecordedRead): T | undefined {
    const row = this.#db
      .prepare<[string, string, string], { box: Buffer }>(
        'SELECT box FROM documents WHERE subject = ? AND kind = ? AND id = ?',
      )
      .get(key.subject, key.kind, key.id);
    if (!row || this.#isWithheld(key, reader)) return undefined;
    if (typeof reader === 'object') this.#record(key, reader);
    const plain = unseal(this.#keys.toRead(key.subject), row.box, contextOf(key));
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

  /**
   * Destroys the subject's key and everything sealed with it. There is no way back.
   *
   * @throws Error when somebody else is reading the file just now: then old pages may still lie in
   *   the log beside it. Repeat it.
   */
  erase(subject: string, at: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM documents WHERE subject = ?').run(subject);
      this.#db.prepare('DELETE FROM lookups WHERE subject = ?').run(subject);
      this.reads.forgetPurposes(subject);
      this.#keys.destroy(subject, at);
    })();
    this.cutLog();
  }

  /**
   * Wraps every key under the next master key, some in each transaction: killed, it goes on where it
   * stood. Afterwards only the next master key opens the vault.
   *
   * @returns after each transaction, how many were wrapped anew so far
   */
  *rewrap(next: MasterKey): Generator<number> {
    for (let done = 0; ;) {
      const some = this.#keys.rewrapSome(next.for('vault-wrap'), next.generation, KEYS_AT_ONCE);
      if (some === 0) break;
      yield (done += some);
    }
    this.cutLog();
  }

  /** Old pages in the log beside the database still hold what was deleted: write back, cut off. */
  cutLog(): void {
    const [done] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[];
    if (done?.busy) throw new Error('vault.db is being read by another process: try again');
  }

  isErased(subject: string): boolean {
    return this.#keys.isDestroyed(subject);
  }

  /** Particulars are kept and not used (PIPL art. 47): only the person may still see them. */
  restrict(subject: string, at: string): void {
    this.#keys.restrict(subject, at);
  }

  liftRestriction(subject: string): void {
    this.#keys.restrict(subject, null);
  }

  isRestricted(subject: string): boolean {
    return this.#keys.isRestricted(subject);
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

  close(): void {
    this.#db.close();
  }

  #record({ subject, kind }: DocumentKey, { at, accountId, purpose }: Reader): void {
    this.reads.add({ at, account: accountId, subject, kind, purpose });
  }

  #isWithheld({ subject, kind }: DocumentKey, reader: Reader | UnrecordedRead): boolean {
    if (!WITHHELD_KINDS.includes(kind) || reader === 'part-of-recorded-read') return false;
    // Who holds the paper may go on verifying it: that the page shows the name masked protects both.
    if (kind === 'certificate' && reader === 'masked-display') return false;
    const purpose = typeof reader === 'object' ? reader.purpose : '';
    return !UNRESTRICTED_PURPOSES.includes(purpose) && this.#keys.isRestricted(subject);
  }
}

function text(value: Json | object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function contextOf({ subject, kind, id }: DocumentKey): string {
  return `${subject}/${kind}/${id}`;
}
