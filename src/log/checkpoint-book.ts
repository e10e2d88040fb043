import Database from 'better-sqlite3';
import { join } from 'node:path';
import { rememberStatements } from '../platform/statement-memory.js';

/**
 * checkpoints.db: every checkpoint that was ever signed, and what witnesses said. Precious: it is how
 * the log knows what it must not contradict.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS checkpoints (
  size INTEGER PRIMARY KEY, root BLOB NOT NULL, signed_at TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS cosignatures (
  size INTEGER NOT NULL REFERENCES checkpoints (size), witness TEXT NOT NULL, line TEXT NOT NULL,
  PRIMARY KEY (size, witness)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cosignatures_by_witness ON cosignatures (witness, size);
`;

export interface SignedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly signedAt: string;
  /** The signed note, without cosignatures. */
  readonly note: string;
}

const CHECKPOINT = 'SELECT size, root, signed_at AS signedAt, note FROM checkpoints';

export class CheckpointBook {
  readonly #db: Database.Database;

  /** @param folder of the log's files, or null for a book in memory */
  constructor(folder: string | null) {
    const path = folder === null ? ':memory:' : join(folder, 'checkpoints.db');
    this.#db = rememberStatements(new Database(path));
    this.#db.pragma('journal_mode = WAL');
    // A checkpoint that somebody has seen must still be known after the power went.
    this.#db.pragma('synchronous = FULL');
    this.#db.exec(SCHEMA);
  }

  latest(): SignedCheckpoint | undefined {
    return this.#db.prepare<[], SignedCheckpoint>(`${CHECKPOINT} ORDER BY size DESC LIMIT 1`).get();
  }

  /** The newest checkpoint a witness has cosigned. */
  latestCosigned(): SignedCheckpoint | undefined {
    return this.#db
      .prepare<[], SignedCheckpoint>(
        `${CHECKPOINT} WHERE size = (SELECT max(size) FROM cosignatures)`,
      )
      .get();
  }

  /** The first checkpoint that was signed over a leaf, and the last one before it. */
  around(leafIndex: number): {
    readonly before: SignedCheckpoint | undefined;
    readonly first: SignedCheckpoint | undefined;
  } {
    const one = (where: string) =>
      this.#db
        .prepare<[number], SignedCheckpoint>(`${CHECKPOINT} WHERE ${where} LIMIT 1`)
        .get(leafIndex);
    return {
      before: one('size <= ? ORDER BY size DESC'),
      first: one('size > ? ORDER BY size'),
    };
  }

  all(): readonly SignedCheckpoint[] {
    return this.#db.prepare<[], SignedCheckpoint>(`${CHECKPOINT} ORDER BY size`).all();
  }

  /** Durable when it returns: only then may anybody see the checkpoint. */
  add({ size, root, signedAt, note }: SignedCheckpoint): void {
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO checkpoints (size, root, signed_at, note) VALUES (?, ?, ?, ?)',
      )
      .run(size, root, signedAt, note);
  }

  /** The checkpoint as it is published: with what witnesses have added to it so far. */
  published({ size, note }: SignedCheckpoint): string {
    const lines = this.#db
      .prepare<[number], { line: string }>(
        'SELECT line FROM cosignatures WHERE size = ? ORDER BY witness',
      )
      .all(size);
    return note + lines.map(({ line }) => line).join('');
  }

  /** @param line a signature line, checked */
  addCosignature(size: number, witness: string, line: string): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO cosignatures (size, witness, line) VALUES (?, ?, ?)')
      .run(size, witness, line);
  }

  /** The size of the newest checkpoint a witness has cosigned; 0 for none. */
  cosignedSize(witness: string): number {
    const found = this.#db
      .prepare<[string], { size: number | null }>(
        'SELECT max(size) AS size FROM cosignatures WHERE witness = ?',
      )
      .get(witness);
    return found?.size ?? 0;
  }

  close(): void {
    this.#db.close();
  }
}
