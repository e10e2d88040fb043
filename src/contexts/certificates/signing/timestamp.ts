import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { type Instant, isInstant } from '../../../kernel/calendar.js';
import {
  child,
  contextTag,
  DerError,
  nullValue,
  octetString,
  oid,
  readAll,
  readOne,
  sequence,
  setOf,
  smallInteger,
  TAG,
  trueValue,
  unsignedInteger,
  type DerElement,
} from './der.js';
import { namesOf } from './x509.js';

/** RFC 3161 with SHA-256: what is asked of a timestamp authority, and what its answer holds. */
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
const OID = {
  tstInfo: oid('1.2.840.113549.1.9.16.1.4'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
};
const DIGESTS: ReadonlyMap<string, string> = new Map([
  [oid('2.16.840.1.101.3.4.2.1').toString('hex'), 'sha256'],
  [oid('2.16.840.1.101.3.4.2.2').toString('hex'), 'sha384'],
  [oid('2.16.840.1.101.3.4.2.3').toString('hex'), 'sha512'],
]);
/** PKIStatus granted, and granted with modifications. */
const GRANTED = [0, 1];

/** A TimeStampReq over the SHA-256 of something, with the authority's certificate asked for. */
export function timestampRequest(hash: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = sequence(SHA256, octetString(hash));
  return sequence(smallInteger(1), imprint, unsignedInteger(nonce), trueValue());
}

/**
 * The token of a TimeStampResp.
 * @throws DerError for a refusal, and for what is no answer to this request
 */
export function tokenOfResponse(
  response: Buffer,
  asked: { readonly hash: Uint8Array; readonly nonce: Uint8Array },
): Buffer {
  const answer = readOne(response);
  const status = child(child(answer, 0, TAG.sequence), 0, TAG.integer).content;
  if (!GRANTED.includes(status.readUIntBE(0, status.length))) throw new DerError('not granted');
  const token = child(answer, 1, TAG.sequence).encoded;
  const facts = tstInfoOf(token);
  const nonce = unsignedInteger(asked.nonce);
  const isOurs = readAll(facts.content).some(({ encoded }) => encoded.equals(nonce));
  if (!isOurs || timestampOf(token, asked.hash) === undefined) {
    throw new DerError('an answer to something else');
  }
  return token;
}

/** What a signature's timestamp says: nothing without one, undefined when it does not hold. */
export function stampOf(
  token: Buffer | undefined,
  hash: Uint8Array,
): { readonly stampedAt?: Instant } | undefined {
  if (!token) return {};
  const stampedAt = timestampOf(token, hash);
  return stampedAt === undefined ? undefined : { stampedAt };
}

/**
 * When a hash was seen, by a token: undefined unless the token is about this hash and the signature
 * of the certificate inside it holds. Whose certificate that is, the reader has to judge.
 */
export function timestampOf(token: Buffer, hash: Uint8Array): Instant | undefined {
  try {
    const info = tstInfoOf(token);
    const imprint = child(child(info, 2, TAG.sequence), 1, TAG.octetString).content;
    if (!imprint.equals(hash) || !isSigned(token, info)) return undefined;
    return instantOfTime(child(info, 4, TAG.generalizedTime).content.toString('latin1'));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function signedDataOf(token: Buffer): DerElement {
  return child(child(readOne(token), 1, contextTag(0)), 0, TAG.sequence);
}

function tstInfoOf(token: Buffer): DerElement {
  const content = child(signedDataOf(token), 2, TAG.sequence);
  if (!child(content, 0, TAG.oid).encoded.equals(OID.tstInfo)) throw new DerError('no TSTInfo');
  return readOne(child(child(content, 1, contextTag(0)), 0, TAG.octetString).content);
}

/** The signer's attributes name the digest of the info, and its signature over them holds. */
function isSigned(token: Buffer, info: DerElement): boolean {
  const parts = readAll(signedDataOf(token).content);
  const signers = parts.at(-1);
  const certificates = parts.find(({ tag }) => tag === contextTag(0));
  if (signers?.tag !== TAG.set || !certificates) throw new DerError('no signer');
  const signer = child(signers, 0, TAG.sequence);
  const named = child(signer, 1, TAG.sequence).content;
  const algorithm = child(child(signer, 2, TAG.sequence), 0, TAG.oid).encoded.toString('hex');
  const digest = DIGESTS.get(algorithm);
  const attributes = child(signer, 3, contextTag(0)).content;
  const certificate = readAll(certificates.content).find(({ encoded }) => {
    const { issuer, serial } = namesOf(encoded);
    return Buffer.concat([issuer, serial]).equals(named);
  });
  if (!digest || !certificate) return false;
  const expected = createHash(digest).update(info.encoded).digest();
  if (!messageDigest(attributes).equals(expected)) return false;
  const signature = child(signer, 5, TAG.octetString).content;
  const { publicKey } = new X509Certificate(certificate.encoded);
  if (!isJudgedEverywhere(publicKey)) return false;
  return verify(digest, setOf(...readAll(attributes).map((a) => a.encoded)), publicKey, signature);
}

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const RSA_BITS_MAX = 8_192;
const RSA_EXPONENT_MAX = 2n ** 32n;

/**
 * The keys that every verifier of ours knows, the one-file verifier too: a stamp of any other is none,
 * and is not put into a file either.
 */
function isJudgedEverywhere({
  asymmetricKeyType: type,
  asymmetricKeyDetails: key,
}: Pick<KeyObject, 'asymmetricKeyType' | 'asymmetricKeyDetails'>): boolean {
  if (type === 'ec') return CURVES.includes(key?.namedCurve ?? '');
  const { modulusLength: bits = Infinity, publicExponent: exponent = RSA_EXPONENT_MAX } = key ?? {};
  return type === 'rsa' && bits <= RSA_BITS_MAX && exponent < RSA_EXPONENT_MAX;
}

function messageDigest(attributes: Buffer): Buffer {
  const found = readAll(attributes).find((attribute) =>
    child(attribute, 0, TAG.oid).encoded.equals(OID.messageDigest),
  );
  if (!found) throw new DerError('no message digest');
  return child(child(found, 1, TAG.set), 0, TAG.octetString).content;
}

/** `YYYYMMDDhhmmss[.f]Z` (RFC 3161, 2.4.2). */
function instantOfTime(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return isInstant(instant) ? instant : undefined;
}
