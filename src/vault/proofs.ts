import { sha256Hex } from '../platform/ids.js';
import { documentKeys } from './document-keys.js';
import type { Reader, Vault } from './vault.js';

/** As it lies in the vault: sealed with the key of the volunteer whom it is about. */
export interface ProofDocument<Type extends string = string> {
  readonly type: Type;
  readonly base64: string;
}

export interface OpenedProof<Type extends string = string> {
  readonly type: Type;
  readonly bytes: Buffer;
}

/** A document is known by the SHA-256 of its bytes. */
export interface ProofRef {
  readonly volunteerId: string;
  readonly proofHash: string;
}

export function hasProof(vault: Vault, { volunteerId, proofHash }: ProofRef): boolean {
  return vault.has(documentKeys.proof(volunteerId, proofHash));
}

/** The reading is recorded, and the bytes are those whose hash stands in the ledger. */
export function openProof<Type extends string = string>(
  vault: Vault,
  { volunteerId, proofHash }: ProofRef,
  reader: Reader,
): OpenedProof<Type> | 'unknown' | 'damaged' {
  const key = documentKeys.proof(volunteerId, proofHash);
  const found = vault.get<ProofDocument<Type>>(key, reader);
  if (!found) return 'unknown';
  const bytes = Buffer.from(found.base64, 'base64');
  return sha256Hex(bytes) === proofHash ? { type: found.type, bytes } : 'damaged';
}
