import { sign } from 'node:crypto';
import {
  holdsOver,
  type Note,
  type NoteKey,
  type NoteSignature,
  type NoteSigner,
} from './signed-note.js';

/* C2SP tlog-cosignature, Ed25519: a witness says when it saw this as the largest consistent tree. */

const TIME_BYTES = 8;

function signedMessage(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** @param seconds since 1970 */
export function cosign(text: string, seconds: number, { key, privateKey }: NoteSigner) {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, signedMessage(text, BigInt(seconds)), privateKey);
  const { name, keyId } = key;
  return { name, keyId, signature: Buffer.concat([time, signature]) } satisfies NoteSignature;
}

/** When the witness with this key cosigned the note, in seconds; undefined when it did not. */
export function cosignedAt({ text, signatures }: Note, key: NoteKey): number | undefined {
  for (const { name, keyId, signature } of signatures) {
    if (name !== key.name || keyId !== key.keyId || signature.length <= TIME_BYTES) continue;
    const seconds = signature.readBigUInt64BE();
    const message = signedMessage(text, seconds);
    if (!holdsOver(key, message, signature.subarray(TIME_BYTES))) continue;
    if (seconds > 0n && seconds <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(seconds);
  }
  return undefined;
}
