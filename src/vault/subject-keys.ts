import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import { ConfigError } from '../platform/config-error.js';
import { seal, unseal } from '../platform/sealed-box.js';
import { reject } from './vault.rejections.js';

const KEY_BYTES = 32;

interface SubjectRow {
  readonly wrapped_key: Buffer | null;
  readonly restricted_at: string | null;
}

/** One key per subject, wrapped by a key derived from the master key; a destroyed one stays noted. */
export class SubjectKeys {
  constructor(
    private readonly db: Database.Database,
    private readonly wrapKey: Buffer,
    /** How often the master key was rotated before: new keys are wrapped under this one. */
    private readonly generation: number,
  ) {}

  /**
   * Tries the key that was rotated least often: a rotation that broke off leaves others beside it.
   *
   * @throws ConfigError when the master key is another one than the vault was sealed with
   */
  requireItsKey(): void {
    const row = this.db
      .prepare<[], { subject: string; wrapped_key: Buffer }>(
        `SELECT subject, wrapped_key FROM subjects
         WHERE wrapped_key IS NOT NULL ORDER BY generation LIMIT 1`,
      )
      .get();
    if (!row) return;
    try {
      this.#open(row.subject, row.wrapped_key);
    } catch (cause) {
      throw new ConfigError(
        'MASTER_KEY',
        'does not open vault.db, which was sealed with another key: set that one, or restore keys/',
        { cause },
      );
    }
  }

  /**
   * The subject's key; a new one when it has none yet.
   *
   * @throws Rejection `vault/subject-erased`
   */
  toWrite(subject: string): Buffer {
    const row = this.#row(subject);
    if (row?.wrapped_key) return this.#open(subject, row.wrapped_key);
    if (row) reject('vault/subject-erased');
    const key = randomBytes(KEY_BYTES);
    this.db
      .prepare('INSERT INTO subjects (subject, wrapped_key, generation) VALUES (?, ?, ?)')
      .run(subject, seal(this.wrapKey, key, contextOf(subject)), this.generation);
    return key;
  }

  /** @throws Error when the subject has no key: then it has no documents either */
  toRead(subject: string): Buffer {
    const wrapped = this.#row(subject)?.wrapped_key;
    if (!wrapped) throw new Error(`subject ${subject} has no key`);
    return this.#open(subject, wrapped);
  }

  /** Also for a subject the vault never heard of: nothing may be written for it afterwards. */
  destroy(subject: string, at: string): void {
    this.db
      .prepare(
        `INSERT INTO subjects (subject, wrapped_key, erased_at) VALUES (?, NULL, ?)
         ON CONFLICT (subject) DO UPDATE SET wrapped_key = NULL, restricted_at = NULL,
           erased_at = COALESCE(erased_at, excluded.erased_at)`,
      )
      .run(subject, at);
  }

  isDestroyed(subject: string): boolean {
    const row = this.#row(subject);
    return row !== undefined && row.wrapped_key === null;
  }

  restrict(subject: string, at: string | null): void {
    this.db
      .prepare(
        'UPDATE subjects SET restricted_at = ? WHERE subject = ? AND wrapped_key IS NOT NULL',
      )
      .run(at, subject);
  }

  isRestricted(subject: string): boolean {
    return typeof this.#row(subject)?.restricted_at === 'string';
  }

  /** The next few keys that are not wrapped under the next master key yet. @returns how many */
  rewrapSome(nextWrapKey: Buffer, generation: number, limit: number): number {
    const rows = this.db
      .prepare<[number, number], { subject: string; wrapped_key: Buffer }>(
        `SELECT subject, wrapped_key FROM subjects
         WHERE generation < ? AND wrapped_key IS NOT NULL LIMIT ?`,
      )
      .all(generation, limit);
    const update = this.db.prepare(
      'UPDATE subjects SET wrapped_key = ?, generation = ? WHERE subject = ?',
    );
    this.db.transaction(() => {
      for (const { subject, wrapped_key: wrapped } of rows) {
        const key = this.#open(subject, wrapped);
        update.run(seal(nextWrapKey, key, contextOf(subject)), generation, subject);
      }
    })();
    return rows.length;
  }

  #open(subject: string, wrapped: Buffer): Buffer {
    return unseal(this.wrapKey, wrapped, contextOf(subject));
  }

  #row(subject: string): SubjectRow | undefined {
    return this.db
      .prepare<[string], SubjectRow>(
        'SELECT wrapped_key, restricted_at FROM subjects WHERE subject = ?',
      )
      .get(subject);
  }
}

/** Authenticated with every wrapped key: a key moved to another subject does not open. */
function contextOf(subject: string): string {
  return `key/${subject}`;
}
