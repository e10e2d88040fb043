import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.js';

/** Tiles hold every eighth level of the tree (C2SP tlog-tiles): 256 hashes, 8 KiB. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** The leaves from (inclusive) to (exclusive). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Neighbouring hashes of one stored level: level n holds the roots of full subtrees of 256^n leaves. */
export interface HashRun {
  readonly level: number;
  readonly from: number;
  readonly count: number;
}

/** Whoever holds the stored levels: a database, a folder, tiles fetched from afar. */
export interface HashReader {
  /** @returns `count` × 32 bytes @throws RangeError when some are not there */
  hashes(run: HashRun): Uint8Array;
}

/** The largest power of two below n, for n > 1 (k in RFC 6962, 2.1). */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH of the leaves 0 to size. */
export function rootOf(reader: HashReader, size: number): Buffer {
  return size === 0 ? EMPTY_ROOT : subtreeRoot(reader, { from: 0, to: size });
}

/** MTH of a range as RFC 6962 cuts it: its left parts are full subtrees. */
export function subtreeRoot(reader: HashReader, range: Range): Buffer {
  const roots = runsOf(range).map((run) => folded(reader.hashes(run)));
  return roots.reduceRight((right, left) => nodeHash(left, right));
}

/** The stored hashes a range is computed from, from left to right. */
export function runsOf({ from, to }: Range): readonly HashRun[] {
  const runs: HashRun[] = [];
  for (let at = from; at < to;) {
    const leaves = fullSubtree(to - at);
    const height = Math.log2(leaves);
    const level = Math.floor(height / TILE_HEIGHT);
    const stored = TILE_WIDTH ** level;
    runs.push({ level, from: at / stored, count: leaves / stored });
    at += leaves;
  }
  return runs;
}

/** The largest power of two that is no more than n. */
function fullSubtree(n: number): number {
  let leaves = 1;
  while (leaves * 2 <= n) leaves *= 2;
  return leaves;
}

/** The root above a power of two of neighbouring hashes. */
function folded(hashes: Uint8Array): Buffer {
  const row: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    row.push(hashes.subarray(at, at + HASH_BYTES));
  }
  for (let width = row.length; width > 1; width /= 2) {
    for (let i = 0; i < width / 2; i += 1) {
      const [left, right] = [row[2 * i], row[2 * i + 1]];
      if (left && right) row[i] = nodeHash(left, right);
    }
  }
  const [root] = row;
  if (!root) throw new RangeError('no hashes');
  return Buffer.from(root);
}

/** Grows a tree leaf by leaf and knows its root at every size; keeps one hash for each level. */
export class RootBuilder {
  /** Roots of full subtrees, the largest first, each with its number of leaves. */
  readonly #edge: { readonly leaves: number; readonly hash: Buffer }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(leaf: Buffer): void {
    let added = { leaves: 1, hash: leaf };
    for (let last = this.#edge.at(-1); last?.leaves === added.leaves; last = this.#edge.at(-1)) {
      this.#edge.pop();
      added = { leaves: added.leaves * 2, hash: nodeHash(last.hash, added.hash) };
    }
    this.#edge.push(added);
    this.#size += 1;
  }

  root(): Buffer {
    if (this.#edge.length === 0) return EMPTY_ROOT;
    return this.#edge.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** MTH of some leaves by themselves, such as the records of a certificate. */
export function rootOfLeaves(leaves: Iterable<Buffer>): Buffer {
  const builder = new RootBuilder();
  for (const leaf of leaves) builder.push(leaf);
  return builder.root();
}
