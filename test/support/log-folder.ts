import { createPrivateKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { signCheckpoint } from '../../src/log/checkpoint.js';
import { leafHash, nodeHash } from '../../src/log/hashing.js';
import { type NoteKind, noteSigner, type NoteSigner } from '../../src/log/signed-note.js';
import { RootBuilder, TILE_WIDTH } from '../../src/log/subtrees.js';
import { tilePath } from '../../src/log/tile-paths.js';

/** A key for tests, from 32 times the same byte: the same at every run. */
export function testSigner(name: string, kind: NoteKind, byte: number): NoteSigner {
  const seed = Buffer.alloc(32, byte);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return noteSigner(name, kind, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

export function testLeaves(count: number, change: Readonly<Record<number, string>> = {}): Buffer[] {
  return Array.from({ length: count }, (_, i) => leafHash(Buffer.from(change[i] ?? `event ${i}`)));
}

export function checkpointOf(leaves: readonly Buffer[], signer: NoteSigner): string {
  const builder = new RootBuilder();
  for (const leaf of leaves) builder.push(leaf);
  const head = { origin: signer.key.name, size: leaves.length, root: builder.root() };
  return signCheckpoint(head, [signer]);
}

/** A log as static files, made from the definition rather than with the product's tree. */
export function writeLogFolder(
  folder: string,
  leaves: readonly Buffer[],
  signer: NoteSigner,
): void {
  const put = (path: string, bytes: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  put('checkpoint', checkpointOf(leaves, signer));
  for (let level = 0, row = [...leaves]; row.length > 0; level += 1) {
    const above: Buffer[] = [];
    for (let index = 0; index * TILE_WIDTH < row.length; index += 1) {
      const tile = row.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      put(tilePath({ level, index, width: tile.length }), Buffer.concat(tile));
      if (tile.length === TILE_WIDTH) above.push(fullRoot(tile));
    }
    row = above;
  }
}

function fullRoot(hashes: readonly Buffer[]): Buffer {
  const [first, second] = hashes;
  if (!second) return first!;
  const half = hashes.length / 2;
  return nodeHash(fullRoot(hashes.slice(0, half)), fullRoot(hashes.slice(half)));
}
