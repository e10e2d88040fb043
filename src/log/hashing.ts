import { hash } from 'node:crypto';

/** RFC 6962, 2.1: SHA-256 with a prefix, so that a leaf is never mistaken for an inner node. */
export const HASH_BYTES = 32;

const LEAF = Buffer.from([0]);
/** One buffer for all inner nodes: hashing is synchronous, and a million nodes make no garbage. */
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The root of a tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

export function leafHash(entry: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF, entry]), 'buffer');
}

/** @param left,right 32 bytes each */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
}
