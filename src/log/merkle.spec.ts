import fc from 'fast-check';
import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './hashing.js';
import {
  consistencyHolds,
  consistencyProof,
  inclusionHolds,
  inclusionProof,
} from './merkle-proofs.js';
import {
  type HashReader,
  type HashRun,
  RootBuilder,
  rootOf,
  rootOfLeaves,
  splitOf,
  TILE_WIDTH,
} from './subtrees.js';

/** MTH as RFC 6962, 2.1 writes it down. */
function definition(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (!first) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  const k = splitOf(leaves.length);
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

/** The stored levels of a tree, by the definition. */
function levelsOf(leaves: readonly Buffer[]): HashReader {
  const levels: Buffer[][] = [[...leaves]];
  for (let below = levels[0]!; below.length >= TILE_WIDTH;) {
    const level: Buffer[] = [];
    for (let at = 0; at + TILE_WIDTH <= below.length; at += TILE_WIDTH) {
      level.push(definition(below.slice(at, at + TILE_WIDTH)));
    }
    levels.push(level);
    below = level;
  }
  return {
    hashes({ level, from, count }: HashRun) {
      const hashes = levels[level]?.slice(from, from + count) ?? [];
      if (hashes.length !== count) throw new RangeError(`no hashes ${level}/${from}+${count}`);
      return Buffer.concat(hashes);
    },
  };
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
const hex = (text: string) => Buffer.from(text, 'hex');

/** Leaves and roots every implementation of RFC 6962 is tested with. */
const ENTRIES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree of RFC 6962', () => {
  it('has the published roots', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const builder = new RootBuilder();
    const roots = ENTRIES.map((entry) => {
      builder.push(leafHash(hex(entry)));
      return builder.root().toString('hex');
    });
    expect(roots).toEqual(ROOTS);
    expect(rootOfLeaves(ENTRIES.map((e) => leafHash(hex(e)))).toString('hex')).toBe(ROOTS[7]);
  });

  it('has the published inclusion proof of leaf 0 in 8', () => {
    const proof = inclusionProof(levelsOf(ENTRIES.map((e) => leafHash(hex(e)))), 0, 8);
    expect(proof.map((hash) => hash.toString('hex'))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  it('keeps leaves and nodes apart', () => {
    const [left, right] = [leafHash(hex('')), leafHash(hex('00'))];
    expect(leafHash(Buffer.concat([left, right])).equals(nodeHash(left, right))).toBe(false);
  });
});

describe('at every size up to 70, and around full tiles,', () => {
  const all = leavesOf(2 * TILE_WIDTH + 4);
  const sizes = [...Array(71).keys(), ...[255, 256, 257, 300, 511, 512, 515]];
  const reader = levelsOf(all);

  it('the root is that of the definition, however it is made', () => {
    const builder = new RootBuilder();
    for (let size = 0; size < all.length; size += 1) {
      if (sizes.includes(size)) {
        const root = definition(all.slice(0, size)).toString('hex');
        expect(rootOf(reader, size).toString('hex')).toBe(root);
        expect(builder.root().toString('hex')).toBe(root);
      }
      builder.push(all[size]!);
    }
  });

  it('every leaf is proved, and no leaf at another place', () => {
    const wrong: string[] = [];
    for (const size of sizes) {
      const root = rootOf(reader, size);
      for (let index = 0; index < size; index += size > 70 ? 17 : 1) {
        const claim = {
          index,
          size,
          leaf: all[index]!,
          root,
          proof: inclusionProof(reader, index, size),
        };
        if (!inclusionHolds(claim)) wrong.push(`${index} in ${size}`);
        if (inclusionHolds({ ...claim, index: index + 1 })) wrong.push(`moved ${index} in ${size}`);
        if (inclusionHolds({ ...claim, leaf: all[size]! })) wrong.push(`other ${index} in ${size}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('every pair of sizes is consistent, and another old tree is not', () => {
    const other = levelsOf([leafHash(Buffer.from('forged')), ...all.slice(1)]);
    const wrong: string[] = [];
    for (const size of sizes) {
      const now = { size, root: rootOf(reader, size) };
      for (const old of sizes.filter((s) => s <= size)) {
        const proof = consistencyProof(reader, old, size);
        const before = { size: old, root: rootOf(reader, old) };
        if (!consistencyHolds({ old: before, now, proof })) wrong.push(`${old} to ${size}`);
        const forged = { size: old, root: rootOf(other, old) };
        const forgedProof = consistencyProof(other, old, size);
        if (old > 0 && consistencyHolds({ old: forged, now, proof })) wrong.push(`forged ${old}`);
        if (old > 0 && consistencyHolds({ old: forged, now, proof: forgedProof })) {
          wrong.push(`forged ${old} to ${size}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a proof that was tampered with', () => {
  const leaves = leavesOf(600);
  const reader = levelsOf(leaves);
  const place = fc
    .nat(599)
    .chain((index) => fc.tuple(fc.constant(index), fc.integer({ min: index + 1, max: 600 })));

  it('never holds: a bit flipped, a hash too many, one too few, another size', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(255), ([index, size], which, bit) => {
        const proof = inclusionProof(reader, index, size);
        const claim = { index, size, leaf: leaves[index]!, root: rootOf(reader, size), proof };
        expect(inclusionHolds({ ...claim, proof: [...proof, leaves[0]!] })).toBe(false);
        if (proof.length === 0) return;
        expect(inclusionHolds({ ...claim, proof: proof.slice(1) })).toBe(false);
        const flipped = proof.map((hash) => Buffer.from(hash));
        const target = flipped[which % flipped.length]!;
        target[bit >> 3] = target[bit >> 3]! ^ (1 << (bit & 7));
        expect(inclusionHolds({ ...claim, proof: flipped })).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('is judged without hashing what is no hash', () => {
    const root = rootOf(reader, 2);
    const claim = { index: 0, size: 2, leaf: leaves[0]!, root, proof: [leaves[1]!] };
    expect(inclusionHolds(claim)).toBe(true);
    expect(inclusionHolds({ ...claim, proof: [leaves[1]!.subarray(0, 31)] })).toBe(false);
    expect(inclusionHolds({ ...claim, size: 2 ** 53 })).toBe(false);
    expect(inclusionHolds({ ...claim, size: 1.5 })).toBe(false);
    const empty = { size: 0, root: Buffer.alloc(HASH_BYTES) };
    expect(consistencyHolds({ old: empty, now: { size: 2, root }, proof: [] })).toBe(false);
  });
});
