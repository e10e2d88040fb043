import { createHash } from 'node:crypto';
import {
  child,
  contextTag,
  DerError,
  octetString,
  oid,
  readAll,
  readOne,
  sequence,
  setOf,
  smallInteger,
  TAG,
  tlv,
  type DerElement,
} from './der.js';
import { namesOf } from './x509.js';

/**
 * CMS SignedData (RFC 5652) as CAdES and PAdES baseline B-B and B-T ask for it: detached, one signer, the
 * signing-certificate-v2 attribute, no signing-time (PAdES keeps the time in the PDF's dictionary).
 */
export interface DetachedSignature {
  /** SHA-256 of what is signed. */
  readonly digest: Uint8Array;
  /** DER certificates: the signer's first, then those above it. */
  readonly certificates: readonly Buffer[];
  /** DER ECDSA-Sig-Value over `signedAttributes`. */
  readonly signature: Uint8Array;
  /** RFC 3161 token over the signature: with it the level is B-T. */
  readonly timestamp?: Buffer;
}

const OID = {
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  timestampToken: oid('1.2.840.113549.1.9.16.2.14'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
};
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/**
 * The bytes a signer signs. The certificate attribute names the whole chain (RFC 5035, 4), so no
 * byte of any embedded certificate can change without the signature failing.
 */
export function signedAttributes(
  parts: Pick<DetachedSignature, 'digest' | 'certificates'>,
): Buffer {
  const hashes = parts.certificates.map((der) =>
    sequence(octetString(createHash('sha256').update(der).digest())),
  );
  return setOf(
    sequence(OID.contentType, setOf(OID.data)),
    sequence(OID.messageDigest, setOf(octetString(parts.digest))),
    sequence(OID.signingCertificateV2, setOf(sequence(sequence(...hashes)))),
  );
}

export function encodeCms(parts: DetachedSignature): Buffer {
  const [signerCertificate] = parts.certificates;
  if (!signerCertificate) throw new DerError('no signer certificate');
  const { issuer, serial } = namesOf(signerCertificate);
  const attributes = readOne(signedAttributes(parts)).content;
  const signerInfo = sequence(
    smallInteger(1),
    sequence(issuer, serial),
    SHA256,
    tlv(contextTag(0), attributes),
    ECDSA_SHA256,
    octetString(parts.signature),
    ...(parts.timestamp
      ? [tlv(contextTag(1), sequence(OID.timestampToken, setOf(parts.timestamp)))]
      : []),
  );
  const signedData = sequence(
    smallInteger(1),
    setOf(SHA256),
    sequence(OID.data),
    tlv(contextTag(0), ...parts.certificates),
    setOf(signerInfo),
  );
  return sequence(OID.signedData, tlv(contextTag(0), signedData));
}

/**
 * Reads what `encodeCms` wrote, or undefined. The parts are encoded again and compared, so that
 * every byte is accounted for: a text that means the same but is written otherwise is refused.
 */
export function decodeCms(bytes: Buffer): DetachedSignature | undefined {
  try {
    const parts = partsOf(bytes);
    return encodeCms(parts).equals(bytes) ? parts : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function partsOf(bytes: Buffer): DetachedSignature {
  const signedData = child(child(readOne(bytes), 1, contextTag(0)), 0, TAG.sequence);
  const certificates = readAll(child(signedData, 3, contextTag(0)).content);
  const signerInfo = child(child(signedData, 4, TAG.set), 0, TAG.sequence);
  const signature = child(signerInfo, 5, TAG.octetString).content;
  const timestamp = timestampAttribute(signerInfo);
  return {
    digest: digestAttribute(child(signerInfo, 3, contextTag(0))),
    certificates: certificates.map(({ encoded }) => encoded),
    signature,
    ...(timestamp ? { timestamp } : {}),
  };
}

/** The one unsigned attribute there may be; re-encoding refuses every other. */
function timestampAttribute(signerInfo: DerElement): Buffer | undefined {
  if (readAll(signerInfo.content).length < 7) return undefined;
  const attribute = child(child(signerInfo, 6, contextTag(1)), 0, TAG.sequence);
  return child(child(attribute, 1, TAG.set), 0, TAG.sequence).encoded;
}

function digestAttribute(attributes: DerElement): Buffer {
  const found = readAll(attributes.content).find((attribute) =>
    child(attribute, 0, TAG.oid).encoded.equals(OID.messageDigest),
  );
  if (!found) throw new DerError('no message digest');
  return child(child(found, 1, TAG.set), 0, TAG.octetString).content;
}
