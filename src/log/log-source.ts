import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HASH_BYTES } from './hashing.js';
import { NOTE_CHARS_MAX } from './signed-note.js';
import { type HashReader, type HashRun, type Range, runsOf, TILE_WIDTH } from './subtrees.js';
import { type Tile, tilePath, tilesOfRun } from './tile-paths.js';

/** A log as everybody sees it: `https://…/log`, or a folder with the same files. */
export abstract class LogSource {
  /** @returns undefined when there is no such file @throws Error when nobody answers */
  protected abstract read(path: string, bytesMax: number): Promise<Buffer | undefined>;

  static at(address: string): LogSource {
    return /^https?:\/\//.test(address) ? new HttpLog(address) : new FolderLog(address);
  }

  async checkpoint(): Promise<string> {
    const bytes = await this.read('checkpoint', NOTE_CHARS_MAX);
    if (!bytes) throw new Error('the log shows no checkpoint');
    return bytes.toString('utf8');
  }

  /** Fetches the tiles from which the roots of these ranges are computed, in a tree of this size. */
  async readerFor(ranges: readonly Range[], size: number): Promise<HashReader> {
    const tiles = new Map<string, Tile>();
    for (const run of ranges.flatMap(runsOf)) {
      for (const tile of tilesOfRun(run, size)) tiles.set(`${tile.level}/${tile.index}`, tile);
    }
    const fetched = new Map<string, Buffer>();
    for (const [key, tile] of tiles) fetched.set(key, await this.#tile(tile));
    return new TileReader(fetched);
  }

  /** A partial tile may be gone once the full one is there (C2SP tlog-tiles). */
  async #tile(tile: Tile): Promise<Buffer> {
    const length = tile.width * HASH_BYTES;
    const full = { ...tile, width: TILE_WIDTH };
    const bytes =
      (await this.read(tilePath(tile), length)) ??
      (await this.read(tilePath(full), TILE_WIDTH * HASH_BYTES));
    if (!bytes || bytes.length < length) throw new Error(`the log lacks ${tilePath(tile)}`);
    return bytes;
  }
}

class TileReader implements HashReader {
  constructor(private readonly tiles: ReadonlyMap<string, Buffer>) {}

  hashes({ level, from, count }: HashRun): Uint8Array {
    const index = Math.floor(from / TILE_WIDTH);
    const start = (from - index * TILE_WIDTH) * HASH_BYTES;
    const tile = this.tiles.get(`${level}/${index}`);
    // A run is a power of two below a tile's width and begins at a multiple of itself: one tile.
    const run = tile?.subarray(start, start + count * HASH_BYTES);
    if (run?.length !== count * HASH_BYTES) throw new RangeError(`no hashes ${level}/${from}`);
    return run;
  }
}

class FolderLog extends LogSource {
  constructor(private readonly folder: string) {
    super();
  }

  protected async read(path: string): Promise<Buffer | undefined> {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file) : undefined;
  }
}

const TIMEOUT_MS = 15_000;

class HttpLog extends LogSource {
  constructor(private readonly address: string) {
    super();
  }

  protected async read(path: string, bytesMax: number): Promise<Buffer | undefined> {
    const url = `${this.address.replace(/\/+$/, '')}/${path}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return bodyOf(answer, bytesMax);
  }
}

/** No more is taken in than was asked for. */
async function bodyOf({ body, url }: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`${url}: more than ${bytesMax} bytes`);
  }
  return Buffer.concat(chunks);
}
