import Database from 'better-sqlite3';
import type { Recorded } from '../../kernel/message.js';
import { serialiseAppend, type SerialisedEvent } from '../append-input.js';
import type { EventCodec } from '../codec.js';
import {
  type Appended,
  EventStore,
  EventStoreError,
  type EventStoreFault,
  type ExpectedRevision,
  type NewEvent,
  PAGE_SIZE,
  type Page,
  type Position,
  type ReadOptions,
  RevisionConflict,
  type SubscribeOptions,
} from '../event-store.js';
import { GroupCommit, Refused } from './group-commit.js';
import { LEDGER_SCHEMA, LEDGER_SCHEMA_VERSION } from './schema.js';

interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

interface StreamHead {
  readonly id: number;
  readonly revision: number;
}

/**
 * The embedded event store: SQLite in WAL mode with a full sync per commit, one process, group
 * commit. `exclusive` keeps the file lock for the life of the process, so a second start is refused.
 */
export class SqliteEventStore extends EventStore {
  readonly #db: Database.Database;
  readonly #commits: GroupCommit<Appended>;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(
    path: string,
    private readonly codec: EventCodec,
  ) {
    super();
    this.#db = open(path);
    this.#statements = prepare(this.#db);
    const transaction = this.#db.transaction((body: () => void) => body());
    this.#commits = new GroupCommit((body) => transaction.immediate(body), translate);
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    if (this.#closed) throw new EventStoreError('closed', 'the event store is closed');
    const serialised = serialiseAppend(stream, expected, events);
    const appended = await this.#commits.submit(() => this.#write(stream, expected, serialised));
    if (!appended.repeated) this.#wake();
    return appended;
  }

  async *readStream(
    stream: string,
    { fromRevision = 0, limit = Number.MAX_SAFE_INTEGER }: ReadOptions = {},
  ): AsyncIterable<readonly Recorded[]> {
    let [from, left] = [fromRevision, limit];
    while (left > 0) {
      const rows = this.#statements.stream.all(stream, from, Math.min(left, PAGE_SIZE));
      if (rows.length > 0) yield rows.map((row) => this.#decode(row));
      if (rows.length < PAGE_SIZE) return;
      from += rows.length;
      left -= rows.length;
    }
  }

  async *subscribe({ after, signal, pageSize = PAGE_SIZE }: SubscribeOptions): AsyncIterable<Page> {
    let through = after;
    while (!signal.aborted && !this.#closed) {
      const rows = this.#statements.all.all(rowId(through), pageSize);
      const caughtUp = rows.length < pageSize;
      through = rows.length > 0 ? String(rows[rows.length - 1]?.position) : through;
      if (rows.length > 0 || caughtUp) {
        yield { events: rows.map((row) => this.#decode(row)), through, caughtUp };
      }
      if (caughtUp) await this.#newEvents(through, signal);
      else await new Promise(setImmediate);
    }
  }

  async head(): Promise<Position> {
    const row = this.#statements.head.get();
    return row?.position == null ? null : String(row.position);
  }

  comparePositions(a: Position, b: Position): number {
    return rowId(a) - rowId(b);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#commits.flush();
    this.#closed = true;
    this.#wake();
    this.#db.close();
  }

  #write(stream: string, expected: ExpectedRevision, events: readonly SerialisedEvent[]): Appended {
    const head = this.#statements.streamHead.get(stream);
    const actual = head ? head.revision : 'none';
    if (expected !== 'any' && expected !== actual) {
      const first = this.#repeated(head, expected, events);
      if (first) return first;
      throw new Refused(new RevisionConflict(stream, expected, actual));
    }
    const revision = (head ? head.revision : -1) + events.length;
    const streamId = head
      ? (this.#statements.moveHead.run(revision, head.id), head.id)
      : this.#statements.newStream.run(stream, revision).lastInsertRowid;
    let position: number | bigint = 0;
    events.forEach(({ id, type, data, meta }, index) => {
      const at = revision - events.length + 1 + index;
      position = this.#statements.insert.run(streamId, at, id, type, data, meta).lastInsertRowid;
    });
    return { revision, position: String(position), repeated: false };
  }

  /** The receipt of an earlier append of exactly these ids at exactly this place, if there was one. */
  #repeated(
    head: StreamHead | undefined,
    expected: number | 'none',
    events: readonly SerialisedEvent[],
  ): Appended | undefined {
    if (!head) return undefined;
    const from = expected === 'none' ? 0 : expected + 1;
    const there = this.#statements.idsFrom.all(head.id, from, events.length);
    const same = there.length === events.length && events.every((e, i) => e.id === there[i]?.id);
    const last = there[there.length - 1];
    if (!same || !last) return undefined;
    return { revision: last.revision, position: String(last.position), repeated: true };
  }

  #decode(row: EventRow): Recorded {
    return this.codec.decode({ ...row, position: String(row.position) });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves when there is something after `through`, the signal aborts, or the store closes. */
  async #newEvents(through: Position, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#closed) return;
    const head = this.#statements.head.get();
    if ((head?.position ?? 0) > rowId(through)) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

function rowId(position: Position): number {
  if (position === null) return 0;
  const id = Number(position);
  if (!Number.isSafeInteger(id) || id < 0) {
    throw new EventStoreError('bad-request', `no position: ${position}`);
  }
  return id;
}

function open(path: string): Database.Database {
  try {
    const db = new Database(path, { timeout: 0 });
    // Held from the first read on: a second process that opens the file gets SQLITE_BUSY.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -32768');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > LEDGER_SCHEMA_VERSION) {
      throw new EventStoreError(
        'read-only',
        `${path} was written by a newer version (schema ${version}, this is ${LEDGER_SCHEMA_VERSION})`,
      );
    }
    db.exec(LEDGER_SCHEMA);
    db.pragma(`user_version = ${LEDGER_SCHEMA_VERSION}`);
    return db;
  } catch (error) {
    throw translate(error, path);
  }
}

/** What SQLite says, in the words of the port. */
function translate(error: unknown, path = 'ledger.db'): Error {
  if (!(error instanceof Database.SqliteError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const { code, message } = error;
  const known = FAULTS.find(({ codes }) => codes.some((prefix) => code.startsWith(prefix)));
  if (!known) return error;
  return new EventStoreError(known.fault, known.say(path, message), { cause: error });
}

const FAULTS: readonly {
  readonly codes: readonly string[];
  readonly fault: EventStoreFault;
  readonly say: (path: string, message: string) => string;
}[] = [
  {
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    fault: 'in-use',
    say: (path) => `${path} is in use by another process: stop it first`,
  },
  { codes: ['SQLITE_FULL'], fault: 'full', say: () => 'no space left for the ledger' },
  {
    codes: ['SQLITE_READONLY', 'SQLITE_CANTOPEN'],
    fault: 'read-only',
    say: (path, message) => `cannot write ${path}: ${message}`,
  },
  {
    codes: ['SQLITE_CORRUPT', 'SQLITE_NOTADB'],
    fault: 'corrupt',
    say: (path, message) => `${path} is damaged: ${message}; restore a backup`,
  },
  { codes: ['SQLITE_IOERR'], fault: 'unavailable', say: (_, message) => `disk: ${message}` },
];

function prepare(db: Database.Database) {
  const columns = 'e.position, s.name AS stream, e.revision, e.id, e.type, e.data, e.meta';
  return {
    streamHead: db.prepare<[string], StreamHead>('SELECT id, revision FROM streams WHERE name = ?'),
    newStream: db.prepare('INSERT INTO streams (name, revision) VALUES (?, ?)'),
    moveHead: db.prepare('UPDATE streams SET revision = ? WHERE id = ?'),
    insert: db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    idsFrom: db.prepare<
      [number, number, number],
      { id: string; revision: number; position: number }
    >(
      `SELECT id, revision, position FROM events WHERE stream = ? AND revision >= ?
       ORDER BY revision LIMIT ?`,
    ),
    stream: db.prepare<[string, number, number], EventRow>(
      `SELECT ${columns} FROM streams s JOIN events e ON e.stream = s.id
       WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
    ),
    all: db.prepare<[number, number], EventRow>(
      `SELECT ${columns} FROM events e JOIN streams s ON s.id = e.stream
       WHERE e.position > ? ORDER BY e.position LIMIT ?`,
    ),
    head: db.prepare<[], { position: number | null }>(
      'SELECT max(position) AS position FROM events',
    ),
  };
}
