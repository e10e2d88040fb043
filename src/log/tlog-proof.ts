import { HASH_BYTES } from './hashing.js';
import { bytesOfBase64 } from './signed-note.js';

/** C2SP tlog-proof v1: all it takes to see, offline, that a leaf is in a log. */
export interface TlogProof {
  /** What the leaf is made from; it proves nothing until it is hashed. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** A signed checkpoint, word for word. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = /^index (0|[1-9]\d{0,15})$/;
const HASHES_MAX = 64;
/** A leaf is an event, and no append is larger than 900 kB; in base64 that is 1.2 MB. */
const PROOF_CHARS_MAX = 2_000_000;

export function formatProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra ? [`extra ${Buffer.from(extra).toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => Buffer.from(hash).toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Undefined for what is no proof; nothing in it has been checked. */
export function parseProof(text: string): TlogProof | undefined {
  const blank = text.indexOf('\n\n');
  if (text.length > PROOF_CHARS_MAX || blank < 0) return undefined;
  const [header, ...lines] = text.slice(0, blank).split('\n');
  const [first = '', ...others] = lines;
  const place = header === HEADER ? placeOf(first.startsWith(EXTRA) ? others : lines) : undefined;
  if (!place) return undefined;
  const proof = { ...place, checkpoint: text.slice(blank + 2) };
  if (!first.startsWith(EXTRA)) return proof;
  const extra = bytesOfBase64(first.slice(EXTRA.length));
  return extra && { extra, ...proof };
}

function placeOf([line = '', ...encoded]: readonly string[]) {
  const index = Number(INDEX.exec(line)?.[1] ?? Number.NaN);
  const hashes = hashesOf(encoded);
  return hashes && Number.isSafeInteger(index) ? { index, hashes } : undefined;
}

function hashesOf(encoded: readonly string[]): readonly Buffer[] | undefined {
  if (encoded.length > HASHES_MAX) return undefined;
  const hashes = encoded.map(bytesOfBase64).filter((hash) => hash !== undefined);
  const isWhole = hashes.length === encoded.length && hashes.every((h) => h.length === HASH_BYTES);
  return isWhole ? hashes : undefined;
}
