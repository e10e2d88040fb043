import { HASH_BYTES } from './hashing.js';
import { bytesOfBase64 } from './signed-note.js';

/** The request of C2SP tlog-witness: a new checkpoint, and why it continues the one seen last. */
export interface Addition {
  /** Size of the checkpoint the witness saw last; 0 for none. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  /** A signed checkpoint, word for word. */
  readonly checkpoint: string;
}

const OLD = /^old (0|[1-9]\d{0,15})$/;
const PROOF_LINES_MAX = 63;
/** A checkpoint with its signatures and 63 hashes. */
export const ADDITION_CHARS_MAX = 70_000;

export function formatAddition({ old, proof, checkpoint }: Addition): string {
  const lines = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Undefined for what is no such request; nothing in it has been checked. */
export function parseAddition(body: string): Addition | undefined {
  const blank = body.indexOf('\n\n');
  if (blank < 0 || body.length > ADDITION_CHARS_MAX) return undefined;
  const [first = '', ...encoded] = body.slice(0, blank).split('\n');
  const old = Number(OLD.exec(first)?.[1] ?? Number.NaN);
  const proof = encoded.map(bytesOfBase64).filter((hash) => hash?.length === HASH_BYTES);
  const isWhole = proof.length === encoded.length && proof.length <= PROOF_LINES_MAX;
  if (!Number.isSafeInteger(old) || !isWhole) return undefined;
  return { old, proof: proof as Buffer[], checkpoint: body.slice(blank + 2) };
}
