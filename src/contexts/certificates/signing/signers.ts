import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as signSync,
  verify as verifySync,
  type KeyObject,
} from 'node:crypto';
import type { PublishedKey, SignatureAlgorithm, Signer } from './published-key.js';
import { signSm2, sm2Holds, sm2PairOf } from './sm2.js';

/** Short enough for a QR code, derived from the key so that nobody has to hand it out. */
export function keyIdOf(publicKey: KeyObject): string {
  return keyIdOfSpki(spkiOf(publicKey));
}

export function keyIdOfSpki(spki: Buffer): string {
  return createHash('sha256').update(spki).digest().subarray(0, 8).toString('base64url');
}

export function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** By the SHA-256 of the PEM: to be found, a key must be asked for with its PEM. */
const opened = new Map<string, Signer>();
export const SIGNERS_KEPT = 64;

/**
 * A signer for a PKCS#8 PEM, as the key store hands it out. Keys stay open, because opening one
 * takes as long as ten signatures.
 *
 * @throws Error when the PEM is neither Ed25519 nor P-256.
 */
export function signerOf(privatePem: string): Signer {
  const digest = createHash('sha256').update(privatePem).digest('base64');
  const known = opened.get(digest);
  if (known) return known;
  const signer = open(privatePem);
  if (opened.size >= SIGNERS_KEPT) opened.clear();
  opened.set(digest, signer);
  return signer;
}

function open(privatePem: string): Signer {
  const privateKey = createPrivateKey(privatePem);
  const algorithm = algorithmOf(privateKey);
  if (!algorithm) throw new Error('a signing key must be Ed25519 or P-256');
  const hash = algorithm === 'Ed25519' ? null : 'sha256';
  return {
    keyId: keyIdOf(createPublicKey(privateKey)),
    algorithm,
    sign: async (bytes) => signSync(hash, bytes, privateKey),
  };
}

/** A signer for the private half of an SM2 pair. */
export function sm2SignerOf(privateHex: string): Signer {
  const pair = sm2PairOf(privateHex);
  return {
    keyId: keyIdOfSpki(pair.spki),
    algorithm: 'SM2',
    sign: async (bytes) => signSm2(bytes, pair),
  };
}

/** True only for a good signature; a key or signature that cannot be read is a bad one. */
export function signatureHolds(
  key: Pick<PublishedKey, 'algorithm' | 'publicKey'>,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.algorithm === 'SM2') {
    return sm2Holds(Buffer.from(key.publicKey, 'base64url'), bytes, signature);
  }
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key.publicKey, 'base64url'),
      type: 'spki',
      format: 'der',
    });
    if (algorithmOf(publicKey) !== key.algorithm) return false;
    return verifySync(key.algorithm === 'Ed25519' ? null : 'sha256', bytes, publicKey, signature);
  } catch {
    return false;
  }
}

function algorithmOf(key: KeyObject): SignatureAlgorithm | undefined {
  if (key.asymmetricKeyType === 'ed25519') return 'Ed25519';
  const isP256 =
    key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? 'ES256' : undefined;
}
