import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from './buffer.js';

/* What the verification asks of node:crypto, in plain JavaScript: a page from a file has no WebCrypto. */

/** DER of a SubjectPublicKeyInfo in front of the key itself (RFC 8410, RFC 5480). */
const SPKI = {
  ed25519: '302a300506032b6570032100',
  ec: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
} as const;
const POINT_BYTES = { ed25519: 32, ec: 65 } as const;

interface PublicKey {
  readonly asymmetricKeyType: keyof typeof SPKI;
  readonly asymmetricKeyDetails: { readonly namedCurve?: string };
  readonly point: Uint8Array;
}

export function hash(algorithm: 'sha256', data: Uint8Array | string): Buffer {
  return createHash(algorithm).update(data).digest();
}

export function createHash(algorithm: string) {
  if (algorithm !== 'sha256') throw new Error(`no ${algorithm} here`);
  const state = sha256.create();
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

/** @throws Error for anything but an Ed25519 or P-256 key in DER */
export function createPublicKey({ key }: { readonly key: Uint8Array }): PublicKey {
  const hex = Buffer.from(key).toString('hex');
  for (const type of ['ed25519', 'ec'] as const) {
    const point = key.subarray(SPKI[type].length / 2);
    if (!hex.startsWith(SPKI[type]) || point.length !== POINT_BYTES[type]) continue;
    const asymmetricKeyDetails = type === 'ec' ? { namedCurve: 'prime256v1' } : {};
    return { asymmetricKeyType: type, asymmetricKeyDetails, point };
  }
  throw new Error('no key that is known here');
}

export function verify(
  ...[, data, key, signature]: [string | null, Uint8Array, PublicKey, Uint8Array]
): boolean {
  const [bytes, message] = [Uint8Array.from(signature), Uint8Array.from(data)];
  const point = Uint8Array.from(key.point);
  try {
    return key.asymmetricKeyType === 'ed25519'
      ? ed25519.verify(bytes, message, point, { zip215: false })
      : p256.verify(bytes, message, point, { prehash: true, lowS: false, format: 'der' });
  } catch {
    return false;
  }
}

/* Named by what shares a file with the verification; a verifier holds no private key. */
export const sign = refuse;
export const createPrivateKey = refuse;
export class X509Certificate {
  constructor() {
    refuse();
  }
}

function refuse(): never {
  throw new Error('a verifier signs nothing');
}
