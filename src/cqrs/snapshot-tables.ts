import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';

/** Member under which the command ids of a stream are kept. */
export const COMMANDS = '$commands';
const FORMAT = 1;

/** snapshots.db. Disposable: the events give every fold again. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS snapshots (
  id INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
  revision INTEGER NOT NULL, mark TEXT NOT NULL, state TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS recalls (
  snapshot INTEGER NOT NULL, member TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (snapshot, member, key)
) STRICT, WITHOUT ROWID;
`;

export interface SnapshotRow {
  readonly id: number;
  readonly stream: string;
  /** Of the fold. */
  readonly version: number;
  readonly revision: number;
  /** Nonce of the event at that revision: whether this ledger is the one that was folded. */
  readonly mark: string;
  /** All of the state that is not kept by key. */
  readonly state: string;
  /** SHA-256 (hex) of the above. */
  readonly digest: string;
}

/** What has changed of each member since the last snapshot; undefined = deleted. */
export type Recalls = ReadonlyMap<string, { readonly changed: ReadonlyMap<string, unknown> }>;

/** The rows of snapshots.db. */
export class SnapshotTables {
  readonly #db: Database.Database;
  readonly #row: Database.Statement<[string], SnapshotRow>;
  readonly #value: Database.Statement<[number, string, string], { value: string }>;
  readonly #put: Database.Statement<Omit<SnapshotRow, 'id'>, { id: number }>;
  readonly #recall: Database.Statement<[number, string, string, string]>;
  readonly #forget: Database.Statement<[number, string, string]>;
  readonly save: (row: Omit<SnapshotRow, 'id'>, recalls: Recalls) => number;

  constructor(path: string | null) {
    this.#db = opened(path);
    this.#row = this.#db.prepare('SELECT * FROM snapshots WHERE stream = ?');
    this.#value = this.#db.prepare(
      'SELECT value FROM recalls WHERE snapshot = ? AND member = ? AND key = ?',
    );
    this.#put = this.#db.prepare(
      `INSERT INTO snapshots (stream, version, revision, mark, state, digest)
       VALUES (@stream, @version, @revision, @mark, @state, @digest)
       ON CONFLICT (stream) DO UPDATE SET version = excluded.version,
         revision = excluded.revision, mark = excluded.mark, state = excluded.state,
         digest = excluded.digest RETURNING id`,
    );
    this.#recall = this.#db.prepare('INSERT OR REPLACE INTO recalls VALUES (?, ?, ?, ?)');
    this.#forget = this.#db.prepare(
      'DELETE FROM recalls WHERE snapshot = ? AND member = ? AND key = ?',
    );
    this.save = this.#db.transaction((row, recalls) => this.#save(row, recalls));
  }

  row(stream: string): SnapshotRow | undefined {
    return this.#row.get(stream);
  }

  value(id: number, member: string, key: string): string | undefined {
    return this.#value.get(id, member, key)?.value;
  }

  streams(): readonly string[] {
    return this.#db
      .prepare<[], { stream: string }>('SELECT stream FROM snapshots ORDER BY stream')
      .all()
      .map(({ stream }) => stream);
  }

  members(id: number): readonly { readonly member: string; readonly entries: number }[] {
    return this.#db
      .prepare<[number], { member: string; entries: number }>(
        'SELECT member, count(*) AS entries FROM recalls WHERE snapshot = ? GROUP BY member',
      )
      .all(id);
  }

  drop(id: number): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM recalls WHERE snapshot = ?').run(id);
      this.#db.prepare('DELETE FROM snapshots WHERE id = ?').run(id);
    })();
  }

  close(): void {
    this.#db.close();
  }

  #save(row: Omit<SnapshotRow, 'id'>, recalls: Recalls): number {
    const { id } = this.#put.get(row) as { id: number };
    for (const [member, { changed }] of recalls) {
      for (const [key, value] of changed) {
        if (value === undefined) this.#forget.run(id, member, key);
        else this.#recall.run(id, member, key, JSON.stringify(value));
      }
    }
    return id;
  }
}

export function digestOf(row: Omit<SnapshotRow, 'id' | 'digest'>): string {
  const { stream, version, revision, mark, state } = row;
  return createHash('sha256')
    .update(JSON.stringify([stream, version, revision, mark, state]))
    .digest('hex');
}

/** For one process: a second one that kept folds of its own in it would read the future. */
function opened(path: string | null): Database.Database {
  const db = new Database(path ?? ':memory:', { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    // A power cut may cost the last snapshots, and nothing but time.
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -16384');
    if (Number(db.pragma('user_version', { simple: true })) !== FORMAT) {
      db.exec('DROP TABLE IF EXISTS snapshots; DROP TABLE IF EXISTS recalls');
    }
    db.exec(SCHEMA);
    db.pragma(`user_version = ${FORMAT}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
