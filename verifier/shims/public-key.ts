import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import {
  bitString,
  child,
  nullValue,
  octetString,
  oid,
  readOne,
  sequence,
  TAG,
} from '../../src/contexts/certificates/signing/der.js';

/* Public keys as node tells of them, and their signatures, in plain JavaScript. */

export const HASHES = { sha256, sha384, sha512 } as const;
type Digest = keyof typeof HASHES;
const CURVES = { prime256v1: p256, secp384r1: p384, secp521r1: p521 } as const;
type Curve = keyof typeof CURVES;

/** Algorithm identifiers in a SubjectPublicKeyInfo (RFC 8410, 5480, 3279). */
const EC = '1.2.840.10045.2.1';
const ED25519 = sequence(oid('1.3.101.112'));
const ALGORITHMS: Readonly<Record<Curve, Buffer>> = {
  prime256v1: sequence(oid(EC), oid('1.2.840.10045.3.1.7')),
  secp384r1: sequence(oid(EC), oid('1.3.132.0.34')),
  secp521r1: sequence(oid(EC), oid('1.3.132.0.35')),
};
const RSA = sequence(oid('1.2.840.113549.1.1.1'), nullValue());
const DIGESTS: Readonly<Record<Digest, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

export interface PublicKey {
  readonly asymmetricKeyType?: 'ed25519' | 'ec' | 'rsa';
  readonly asymmetricKeyDetails: {
    readonly namedCurve?: Curve;
    readonly modulusLength?: number;
    readonly publicExponent?: bigint;
  };
  holds(digest: string | null, data: Uint8Array, signature: Uint8Array): boolean;
}

/** @throws Error for any other kind of key, and for one that is written otherwise than as DER has it */
export function publicKeyOf(spki: Buffer): PublicKey {
  const parts = readOne(spki);
  const algorithm = child(parts, 0, TAG.sequence).encoded;
  const bits = child(parts, 1, TAG.bitString).content.subarray(1);
  if (!sequence(algorithm, bitString(bits)).equals(spki)) throw new Error('not canonical');
  if (algorithm.equals(ED25519) && bits.length === 32) return edwardsKey(bits);
  if (algorithm.equals(RSA)) return rsaKey(bits);
  const curves = Object.keys(CURVES) as Curve[];
  const curve = curves.find((name) => algorithm.equals(ALGORITHMS[name]));
  if (!curve || bits[0] !== 4 || bits.length !== 2 * CURVES[curve].Point.Fp.BYTES + 1) {
    throw new Error('another kind of key');
  }
  return curveKey(curve, bits);
}

function edwardsKey(point: Uint8Array): PublicKey {
  const key = Uint8Array.from(point);
  return {
    ...{ asymmetricKeyType: 'ed25519', asymmetricKeyDetails: {} },
    holds: (_, data, signature) =>
      ed25519.verify(Uint8Array.from(signature), Uint8Array.from(data), key, { zip215: false }),
  };
}

function curveKey(namedCurve: Curve, point: Uint8Array): PublicKey {
  const key = Uint8Array.from(point);
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  return {
    ...{ asymmetricKeyType: 'ec', asymmetricKeyDetails: { namedCurve } },
    holds: (digest, data, signature) =>
      CURVES[namedCurve].verify(Uint8Array.from(signature), hashed(digest, data), key, options),
  };
}

/** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2). */
function rsaKey(bits: Buffer): PublicKey {
  const numbers = readOne(bits);
  const [n, e] = [0, 1].map((index) => numberOf(child(numbers, index, TAG.integer).content));
  if (n === undefined || e === undefined || n <= 0n || e <= 0n) throw new Error('no RSA key');
  const modulusLength = n.toString(2).length;
  const octets = Math.ceil(modulusLength / 8);
  return {
    asymmetricKeyType: 'rsa',
    asymmetricKeyDetails: { modulusLength, publicExponent: e },
    holds(digest, data, signature) {
      const s = numberOf(signature);
      if (signature.length !== octets || s >= n) return false;
      const written = power(s, e, n)
        .toString(16)
        .padStart(octets * 2, '0');
      const name = oid(DIGESTS[digest as Digest]);
      const info = sequence(sequence(name, nullValue()), octetString(hashed(digest, data)));
      const fill = octets - info.length - 3;
      return fill >= 8 && written === `0001${'ff'.repeat(fill)}00${info.toString('hex')}`;
    },
  };
}

function hashed(digest: string | null, data: Uint8Array): Uint8Array {
  return HASHES[digest as Digest](Uint8Array.from(data));
}

function numberOf(octets: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(octets).toString('hex')}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
