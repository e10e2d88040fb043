import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { Position } from '../event-store/event-store.js';
import type { Recorded } from '../kernel/message.js';
import { HASH_BYTES } from './hashing.js';
import { leafHashOf } from './leaf.js';
import { type HashReader, type HashRun, rootOf, rootOfLeaves, TILE_WIDTH } from './subtrees.js';
import { type Tile, tilesOfRun } from './tile-paths.js';

/**
 * tree.db: hash tiles as they are published, the last one of each level partial, and which event
 * each leaf is. Disposable: the events give the same tree again.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS tiles (
  level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, idx)
) STRICT;
CREATE TABLE IF NOT EXISTS leaves (
  idx INTEGER PRIMARY KEY, event_id TEXT NOT NULL, position TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS leaves_by_event ON leaves (event_id);
`;

/** Which event a leaf is. */
export interface LeafEntry {
  readonly index: number;
  readonly eventId: string;
  readonly position: string;
  /** `<stream>#<revision>`: so that an event that was dropped can still be named. */
  readonly place: string;
}

const LEAF = 'SELECT idx AS "index", event_id AS eventId, position, place FROM leaves';

/** The Merkle tree over the ledger, on disk. One follower writes it. */
export class LogTree implements HashReader {
  readonly #db: Database.Database;
  /** The last, partial tile of each level. */
  #edge: Buffer[][] = [];
  #size = 0;
  readonly #saveTile: Database.Statement;
  readonly #saveLeaf: Database.Statement;
  readonly #tile: Database.Statement<[number, number], { hashes: Buffer }>;
  readonly #leafAt: Database.Statement<[number], LeafEntry>;
  readonly #leafOf: Database.Statement<[string], LeafEntry>;

  /** @param folder of the log's files, or null for a tree in memory */
  constructor(folder: string | null) {
    this.#db = new Database(folder === null ? ':memory:' : join(folder, 'tree.db'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('cache_size = -16384');
    this.#db.exec(SCHEMA);
    this.#saveTile = this.#db.prepare(
      'INSERT OR REPLACE INTO tiles (level, idx, hashes) VALUES (?, ?, ?)',
    );
    this.#saveLeaf = this.#db.prepare(
      'INSERT INTO leaves (idx, event_id, position, place) VALUES (?, ?, ?, ?)',
    );
    this.#tile = this.#db.prepare('SELECT hashes FROM tiles WHERE level = ? AND idx = ?');
    this.#leafAt = this.#db.prepare(`${LEAF} WHERE idx = ?`);
    this.#leafOf = this.#db.prepare(`${LEAF} WHERE event_id = ? ORDER BY idx`);
    this.#load();
  }

  get size(): number {
    return this.#size;
  }

  root(size = this.#size): Buffer {
    return rootOf(this, size);
  }

  /** Position of the last leaf's event, to go on after. */
  get position(): Position {
    return this.leafAt(this.#size - 1)?.position ?? null;
  }

  leafAt(index: number): LeafEntry | undefined {
    return this.#leafAt.get(index);
  }

  leafOfEvent(eventId: string): LeafEntry | undefined {
    return this.#leafOf.get(eventId);
  }

  /** The next events of the ledger, in its order: all of them or none. */
  append(events: readonly Recorded[]): void {
    try {
      this.#db.transaction(() => this.#add(events))();
    } catch (error) {
      this.#load();
      throw error;
    }
  }

  hashes({ level, from, count }: HashRun): Uint8Array {
    const tiles = tilesOfRun({ level, from, count }, Number.MAX_SAFE_INTEGER);
    const first = (tiles[0]?.index ?? 0) * TILE_WIDTH;
    const bytes = Buffer.concat(tiles.map(({ index }) => this.#bytes(level, index)));
    const run = bytes.subarray((from - first) * HASH_BYTES, (from - first + count) * HASH_BYTES);
    if (run.length !== count * HASH_BYTES)
      throw new RangeError(`no hashes ${level}/${from}+${count}`);
    return run;
  }

  /** The bytes of a tile; undefined when the tree does not have it that wide. */
  tile({ level, index, width }: Tile): Buffer | undefined {
    const bytes = this.#bytes(level, index).subarray(0, width * HASH_BYTES);
    return bytes.length === width * HASH_BYTES ? bytes : undefined;
  }

  /** Throws the tree away, to make it again from the events. */
  clear(): void {
    this.#db.exec('DELETE FROM tiles; DELETE FROM leaves');
    this.#load();
  }

  close(): void {
    this.#db.close();
  }

  #bytes(level: number, index: number): Buffer {
    return this.#tile.get(level, index)?.hashes ?? Buffer.alloc(0);
  }

  #add(events: readonly Recorded[]): void {
    const from = this.#size;
    for (const event of events) {
      const { id, stream, revision, position } = event;
      this.#saveLeaf.run(this.#size, id, position, `${stream}#${revision}`);
      this.#push(0, leafHashOf(event));
      this.#size += 1;
    }
    this.#savePartialTiles(from);
  }

  /** A tile that is full is written, and its root goes one level up. */
  #push(level: number, hash: Buffer): void {
    const edge = (this.#edge[level] ??= []);
    edge.push(hash);
    if (edge.length < TILE_WIDTH) return;
    const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
    this.#saveTile.run(level, index, Buffer.concat(edge));
    this.#edge[level] = [];
    this.#push(level + 1, rootOfLeaves(edge));
  }

  #savePartialTiles(from: number): void {
    this.#edge.forEach((edge, level) => {
      const stored = TILE_WIDTH ** level;
      const isTouched = Math.floor(from / stored) !== Math.floor(this.#size / stored);
      if (edge.length === 0 || !isTouched) return;
      const index = Math.floor(this.#size / (stored * TILE_WIDTH));
      this.#saveTile.run(level, index, Buffer.concat(edge));
    });
  }

  #load(): void {
    const last = this.#db
      .prepare<[], { size: number | null }>('SELECT max(idx) + 1 AS size FROM leaves')
      .get();
    this.#size = last?.size ?? 0;
    this.#edge = [];
    for (let level = 0, stored = this.#size; stored > 0; level += 1) {
      const index = Math.floor(stored / TILE_WIDTH);
      const bytes = this.#bytes(level, index);
      this.#edge[level] = Array.from({ length: stored % TILE_WIDTH }, (_, i) =>
        bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
      );
      stored = index;
    }
  }
}
