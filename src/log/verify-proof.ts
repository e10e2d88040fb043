import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { cosignedAt } from './cosignature.js';
import { leafHash } from './hashing.js';
import { inclusionHolds } from './merkle-proofs.js';
import { judgeSignatures, type NoteKey, parseKey } from './signed-note.js';
import { parseProof } from './tlog-proof.js';

export type ProofVerdict =
  /** The leaf stands in the log at this index. */
  | 'included'
  | 'malformed'
  /** No key of those given has signed the checkpoint. */
  | 'unknown-log'
  | 'bad-signature'
  /** The checkpoint is the log's, and the leaf is not in it at that index. */
  | 'not-included';

export interface ProofResult {
  readonly verdict: ProofVerdict;
  /** Once the checkpoint's signature holds. */
  readonly origin?: string;
  readonly size?: number;
  readonly index?: number;
  /** Of the witnesses given, those that cosigned the checkpoint, and when (seconds since 1970). */
  readonly cosigned?: readonly { readonly witness: string; readonly at: number }[];
}

export interface ProofTrust {
  /** Verifier keys of logs; a key's name is the log's origin. */
  readonly logKeys: readonly string[];
  /** Verifier keys of witnesses. How many must have signed is for the caller to judge. */
  readonly witnessKeys?: readonly string[];
}

/**
 * Whether a leaf is in the log, by the proof and the keys alone: no network, no files.
 *
 * @param leaf the bytes of `leafOf`, not their hash
 * @param proof the text of a tlog-proof
 */
export function verifyProof(leaf: Uint8Array, proof: string, trust: ProofTrust): ProofResult {
  const parsed = parseProof(proof);
  const checkpoint = parsed && parseCheckpoint(parsed.checkpoint);
  if (!parsed || !checkpoint) return { verdict: 'malformed' };
  const signed = judgeCheckpoint(checkpoint, keysOf(trust.logKeys));
  if (signed !== 'good') return { verdict: signed === 'bad' ? 'bad-signature' : 'unknown-log' };
  const { origin, size, root } = checkpoint;
  const { index, hashes } = parsed;
  const found = { origin, size, index, cosigned: cosignersOf(checkpoint, trust) };
  const holds = inclusionHolds({ index, size, leaf: leafHash(leaf), root, proof: hashes });
  return { verdict: holds ? 'included' : 'not-included', ...found };
}

/** Signed by a key whose name is the origin; a single bad signature of such a key spoils it. */
export function judgeCheckpoint(
  { origin, note }: Checkpoint,
  keys: readonly NoteKey[],
): 'none' | 'good' | 'bad' {
  const own = keys.filter(({ name, kind }) => name === origin && kind === 'ed25519');
  const verdicts = own.map((key) => judgeSignatures(note, key));
  if (verdicts.includes('bad')) return 'bad';
  return verdicts.includes('good') ? 'good' : 'none';
}

function cosignersOf({ note }: Checkpoint, { witnessKeys = [] }: ProofTrust) {
  return keysOf(witnessKeys).flatMap((key) => {
    const at = key.kind === 'cosignature' ? cosignedAt(note, key) : undefined;
    return at === undefined ? [] : [{ witness: key.name, at }];
  });
}

function keysOf(texts: readonly string[]): readonly NoteKey[] {
  return texts.map(parseKey).filter((key) => key !== undefined);
}
