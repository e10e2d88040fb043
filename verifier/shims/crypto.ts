import { child, readOne, TAG } from '../../src/contexts/certificates/signing/der.js';
import { HASHES, type PublicKey, publicKeyOf } from './public-key.js';

/* What the verification asks of node:crypto, in plain JavaScript: a page from a file has no WebCrypto. */

export function hash(algorithm: 'sha256', data: Uint8Array | string): Buffer {
  return createHash(algorithm).update(data).digest();
}

export function createHash(algorithm: string) {
  const create = HASHES[algorithm as keyof typeof HASHES]?.create;
  if (!create) throw new Error(`no ${algorithm} here`);
  const state = create();
  const hasher = {
    update(data: Uint8Array | string) {
      state.update(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
      return hasher;
    },
    digest,
  };
  function digest(): Buffer;
  function digest(encoding: 'hex'): string;
  function digest(encoding?: 'hex'): Buffer | string {
    const bytes = Buffer.from(state.digest());
    return encoding ? bytes.toString(encoding) : bytes;
  }
  return hasher;
}

/** @throws Error for what is no Ed25519, ECDSA or RSA key in DER */
export function createPublicKey({ key }: { readonly key: Uint8Array }): PublicKey {
  try {
    return publicKeyOf(Buffer.from(key));
  } catch (cause) {
    throw new Error('no key that is known here', { cause });
  }
}

export function verify(
  ...[digest, data, key, signature]: [string | null, Uint8Array, PublicKey, Uint8Array]
): boolean {
  try {
    return key.holds(digest, data, signature);
  } catch {
    return false;
  }
}

/** SubjectPublicKeyInfo in a certificate with a version, as all of today have (RFC 5280, 4.1). */
const SPKI_AT = 6;

const UNKNOWN_KEY: PublicKey = { asymmetricKeyDetails: {}, holds: () => false };

export class X509Certificate {
  readonly publicKey: PublicKey;

  /** @throws Error for what is no certificate; a key of an unknown kind is one of no kind */
  constructor(der: Uint8Array) {
    const parts = child(readOne(Buffer.from(der)), 0, TAG.sequence);
    const { encoded } = child(parts, SPKI_AT, TAG.sequence);
    try {
      this.publicKey = publicKeyOf(encoded);
    } catch {
      this.publicKey = UNKNOWN_KEY;
    }
  }
}

/* Named by what shares a file with the verification; a verifier holds no private key. */
export const sign = refuse;
export const createPrivateKey = refuse;

function refuse(): never {
  throw new Error('a verifier signs nothing');
}
