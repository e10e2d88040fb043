import { type HashRun, TILE_WIDTH } from './subtrees.js';

/** One tile of C2SP tlog-tiles: up to 256 neighbouring hashes of a stored level. */
export interface Tile {
  /** 0 to 63: 0 holds leaf hashes, n the roots of full tiles of level n − 1. */
  readonly level: number;
  readonly index: number;
  /** 1 to 256 hashes; fewer than 256 make a partial tile. */
  readonly width: number;
}

const LEVEL_MAX = 63;
const LEVEL = /^(0|[1-9]\d?)$/;
const INDEX = /^((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** `tile/0/x001/x234/067`, and `.p/<width>` behind it for a partial tile. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  const end = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${groups.join('/')}${end}`;
}

/** The tile a path (without `tile/`) names, or undefined for another spelling of it. */
export function tileOfPath(path: string): Tile | undefined {
  const slash = path.indexOf('/');
  const [level, rest] = [path.slice(0, slash), path.slice(slash + 1)];
  const [, groups, partial] = INDEX.exec(rest) ?? [];
  if (!LEVEL.test(level) || groups === undefined || Number(level) > LEVEL_MAX) return undefined;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const tile = {
    level: Number(level),
    index,
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  return Number.isSafeInteger(index) && tilePath(tile) === `tile/${path}` ? tile : undefined;
}

/** The tiles, as wide as a tree of `size` leaves has them, that a run of hashes lies in. */
export function tilesOfRun({ level, from, count }: HashRun, size: number): readonly Tile[] {
  const stored = Math.floor(size / TILE_WIDTH ** level);
  const [first, last] = [from, from + count - 1].map((at) => Math.floor(at / TILE_WIDTH));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    level,
    index: first + i,
    width: Math.min(TILE_WIDTH, stored - (first + i) * TILE_WIDTH),
  }));
}
