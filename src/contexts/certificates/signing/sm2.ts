import { sm2 } from 'sm-crypto-v2';
import { bitString, child, DerError, oid, readOne, sequence, TAG, unsignedInteger } from './der.js';

/**
 * SM2 signatures over SM3 (GB/T 32918.2, GB/T 32905), DER as GB/T 35276 writes them. Node signs with
 * an empty user ID and has no way to set one, so its own SM2 agrees with nobody's; the ID here is
 * the default one, which others take unless they are told another (GB/T 35276).
 */
const USER_ID = '1234567812345678';
const ALGORITHM = sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301'));
const POINT_OCTETS = 65;

export interface Sm2Pair {
  /** 32 octets, hexadecimal. */
  readonly privateHex: string;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Buffer;
}

export function createSm2Pair(): Sm2Pair {
  return sm2PairOf(sm2.generateKeyPairHex().privateKey);
}

export function sm2PairOf(privateHex: string): Sm2Pair {
  const point = Buffer.from(sm2.getPublicKeyFromPrivateKey(privateHex), 'hex');
  return { privateHex, spki: sequence(ALGORITHM, bitString(point)) };
}

export function signSm2(bytes: Uint8Array, { privateHex }: Pick<Sm2Pair, 'privateHex'>): Buffer {
  const options = { hash: true, der: true, userId: USER_ID };
  return Buffer.from(sm2.doSignature(bytes, privateHex, options), 'hex');
}

/** False also for a key or a signature that is not written exactly as DER has it. */
export function sm2Holds(spki: Buffer, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const point = child(readOne(spki), 1, TAG.bitString).content.subarray(1);
    if (point.length !== POINT_OCTETS) return false;
    if (!sequence(ALGORITHM, bitString(point)).equals(spki)) return false;
    const hex = canonical(Buffer.from(signature)).toString('hex');
    const options = { hash: true, der: true, userId: USER_ID };
    return sm2.doVerifySignature(bytes, hex, point.toString('hex'), options);
  } catch {
    return false;
  }
}

/** @throws DerError for a pair of numbers that could be written another way */
function canonical(signature: Buffer): Buffer {
  const pair = readOne(signature);
  const [r, s] = [child(pair, 0, TAG.integer).content, child(pair, 1, TAG.integer).content];
  const written = sequence(unsignedInteger(r), unsignedInteger(s));
  if (!written.equals(signature)) throw new DerError('not canonical');
  return signature;
}
