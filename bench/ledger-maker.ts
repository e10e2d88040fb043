import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER_SCHEMA, LEDGER_SCHEMA_VERSION } from '../src/event-store/sqlite/schema.js';
import { repositoryRoot } from '../test/stress/service-files.js';
import { runCli } from '../test/stress/service-process.js';

/** An event of the pattern, as text. */
interface Row {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

const UUID = /[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;
const HASH = /\b[0-9a-f]{8}(?=[0-9a-f]{56}\b)/g;
/** Numbers and keys of certificates are unique beyond their ids: only the pattern has them. */
const UNIQUE = 'certificates.';
/** Demonstrations for each sample: about as many events of the full life of a record as imported. */
const DEMOS_A_SAMPLE = 30;

/**
 * A ledger of about so many real events: what the demonstration and the import of the sample wrote,
 * again and again as other communities with other people. Straight into the file: the point is to
 * have it, not to measure how it came about.
 */
export async function makeLedger(path: string, events: number): Promise<number> {
  const [demo, sample] = [await patternOf(runDemo), await patternOf(importSample)];
  const db = new Database(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(LEDGER_SCHEMA);
  db.pragma(`user_version = ${LEDGER_SCHEMA_VERSION}`);
  const copier = new Copier(db);
  let copy = 0;
  db.transaction(() => {
    // The singletons once, so that the service finds itself set up.
    copier.add(demo, 0);
    while (copier.written < events) {
      copy += 1;
      copier.add(copy % (DEMOS_A_SAMPLE + 1) === 0 ? sample : demo, copy);
    }
  })();
  db.pragma('journal_mode = WAL');
  db.close();
  return copier.written;
}

class Copier {
  written = 0;
  readonly #streams = new Map<string, number | bigint>();
  readonly #newStream: Database.Statement;
  readonly #insert: Database.Statement;

  constructor(db: Database.Database) {
    this.#newStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
    this.#insert = db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  /** Copy 0 is the pattern itself; in another, every id and hash is another. */
  add(rows: readonly Row[], copy: number): void {
    this.#streams.clear();
    const other = (text: string): string => (copy === 0 ? text : renamed(text, copy));
    for (const row of rows) {
      const stream = other(row.stream);
      if (copy > 0 && (stream === row.stream || row.type.startsWith(UNIQUE))) continue;
      let streamId = this.#streams.get(stream);
      if (streamId === undefined) {
        streamId = this.#newStream.run(stream).lastInsertRowid;
        this.#streams.set(stream, streamId);
      }
      const [id, data, meta] = [other(row.id), other(row.data), other(row.meta)];
      this.#insert.run(streamId, row.revision, id, row.type, data, meta);
      this.written += 1;
    }
  }
}

function renamed(text: string, copy: number): string {
  const other = (first: string): string =>
    ((Number.parseInt(first, 16) ^ Math.imul(copy, 0x9e3779b1)) >>> 0)
      .toString(16)
      .padStart(8, '0');
  return text.replace(UUID, other).replace(HASH, other);
}

async function patternOf(write: (dataDir: string) => Promise<void>): Promise<readonly Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-pattern-'));
  try {
    await write(dataDir);
    const db = new Database(join(dataDir, 'ledger.db'), { readonly: true });
    const rows = db
      .prepare<[], Row>(
        `SELECT s.name AS stream, e.revision, e.id, e.type, e.data, e.meta
         FROM events e JOIN streams s ON s.id = e.stream ORDER BY e.position`,
      )
      .all();
    db.close();
    return rows;
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function runDemo(dataDir: string): Promise<void> {
  must(await runCli(['demo', '--once', '--json'], { dataDir }));
}

async function importSample(dataDir: string): Promise<void> {
  const folder = join(repositoryRoot(), 'test', 'fixtures', 'sample');
  for (const [kind, file] of [
    ['volunteers', 'volunteers.csv'],
    ['service-records', 'service-records-gb18030.csv'],
  ] as const) {
    must(await runCli(['import', '--kind', kind, join(folder, file), '--json'], { dataDir }));
  }
}

function must({ code, stderr }: { readonly code: number | null; readonly stderr: string }): void {
  if (code !== 0) throw new Error(stderr);
}
