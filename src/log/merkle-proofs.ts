import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.js';
import { type HashReader, type Range, splitOf, subtreeRoot } from './subtrees.js';

/* Proofs of RFC 6962, 2.1 (the same as RFC 9162, 2.1): made as ranges of leaves, checked as hashes. */

/** The ranges whose roots prove that a leaf is in the tree, from its sibling upwards. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** The ranges whose roots prove that the tree of `size` leaves goes on from the one of `old`. */
export function consistencyRanges(old: number, size: number): readonly Range[] {
  if (old < 0 || old > size) throw new RangeError(`${old} is no size before ${size}`);
  if (old === 0 || old === size) return [];
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (old !== to) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  // The old tree itself is known to whoever asks, unless only a part of it is the last subtree.
  if (from > 0) path.push({ from, to });
  return path.reverse();
}

export function inclusionProof(reader: HashReader, index: number, size: number): Buffer[] {
  return inclusionRanges(index, size).map((range) => subtreeRoot(reader, range));
}

export function consistencyProof(reader: HashReader, old: number, size: number): Buffer[] {
  return consistencyRanges(old, size).map((range) => subtreeRoot(reader, range));
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The same verdict as the walk of RFC 9162, 2.1.3.2: size and index alone say which side is which. */
export function inclusionHolds({ index, size, leaf, root, proof }: Inclusion): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length || !areHashes([leaf, root, ...proof])) return false;
  const top = proof.reduce((hash, sibling, i) => {
    const isRight = (ranges[i]?.from ?? 0) > index;
    return isRight ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
  }, leaf);
  return equal(top, root);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface Consistency {
  readonly old: TreeHead;
  readonly now: TreeHead;
  readonly proof: readonly Uint8Array[];
}

/**
 * As RFC 9162, 2.1.4.2. Every tree goes on from the empty one, and a tree from itself, without proof.
 */
export function consistencyHolds({ old, now, proof }: Consistency): boolean {
  if (!isSize(old.size) || !isSize(now.size) || old.size > now.size) return false;
  const ranges = consistencyRanges(old.size, now.size);
  if (ranges.length !== proof.length || !areHashes([old.root, now.root, ...proof])) return false;
  if (old.size === 0) return equal(old.root, EMPTY_ROOT);
  const steps = proof.map((hash, i) => ({ hash, isOld: (ranges[i]?.from ?? 0) < old.size }));
  return chainHolds(old, now, steps);
}

interface Step {
  readonly hash: Uint8Array;
  /** The subtree lies in the old tree already, on the left of what is known. */
  readonly isOld: boolean;
}

/** Up both trees at once, from the last subtree of the old one. */
function chainHolds(old: TreeHead, now: TreeHead, steps: readonly Step[]): boolean {
  const [first, ...rest] = steps;
  // That subtree is all of the old tree, whose root is known, or the proof begins with it.
  const start = first?.isOld ? first.hash : old.root;
  let [oldRoot, newRoot] = [start, start];
  for (const { hash, isOld } of first?.isOld ? rest : steps) {
    newRoot = isOld ? nodeHash(hash, newRoot) : nodeHash(newRoot, hash);
    if (isOld) oldRoot = nodeHash(hash, oldRoot);
  }
  return equal(oldRoot, old.root) && equal(newRoot, now.root);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every(({ length }) => length === HASH_BYTES);
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
