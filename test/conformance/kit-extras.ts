import { createHash, sign as signSync } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { encodeCms } from '../../src/contexts/certificates/signing/cms.js';
import {
  sequence,
  setOf,
  tlv,
  contextTag,
  TAG,
  readOne,
  octetString,
  oid,
  smallInteger,
  nullValue,
} from '../../src/contexts/certificates/signing/der.js';
import { readPdfSignature, withCms } from '../../src/contexts/certificates/signing/pdf-signature.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import { keyIdOfSpki } from '../../src/contexts/certificates/signing/signers.js';
import { sm2PairOf } from '../../src/contexts/certificates/signing/sm2.js';
import { namesOf } from '../../src/contexts/certificates/signing/x509.js';
import { EXTRA_KEYS, PARTIES } from './kit-signers.js';

/* What some files of the kit have beside what all have: an SM2 signature, a timestamp. */

const USER_ID = '1234567812345678';
/** The secret of every SM2 signature of the kit, so that it is the same every time. Nobody else may do this. */
const K = '59'.repeat(32);

/** The SM2 key that the community publishes. */
export function publishedSm2Key(): PublishedKey {
  const { organisationId, organisationName, notBefore, notAfter } = PARTIES.community.token.published;
  const { spki } = sm2PairOf(EXTRA_KEYS.sm2);
  const publicKey = spki.toString('base64url');
  const owner = { organisationId, organisationName, notBefore, notAfter };
  return { keyId: keyIdOfSpki(spki), algorithm: 'SM2', publicKey, ...owner };
}

/** credential.sm2.json for these bytes. */
export function sm2Text(credential: Uint8Array, privateHex: string = EXTRA_KEYS.sm2): string {
  const x1 = BigInt(`0x${sm2.getPublicKeyFromPrivateKey(K).slice(2, 66)}`);
  const point = { k: BigInt(`0x${K}`), x1, privateKey: K, publicKey: '' };
  const options = { hash: true, der: true, userId: USER_ID, pointPool: [point] };
  const hex = sm2.doSignature(credential, privateHex, options);
  const signature = Buffer.from(hex, 'hex').toString('base64url');
  const keyId = keyIdOfSpki(sm2PairOf(privateHex).spki);
  return JSON.stringify({ algorithm: 'SM2-SM3', keyId, signature });
}

/** Five minutes after the kit signs its files. */
const STAMPED_AT = '2026-03-11T01:20:00.000Z';
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
const TST_INFO = oid('1.2.840.113549.1.9.16.1.4');

/** The file with a timestamp over its signature, or over something else. */
export function stamped(pdf: Buffer, over: 'signature' | 'nothing'): Buffer {
  const reading = readPdfSignature(pdf);
  if (reading.kind !== 'read') throw new Error('only a signed file can be stamped');
  const seen = over === 'signature' ? reading.cms.signature : Buffer.from('something else');
  const cms = encodeCms({ ...reading.cms, timestamp: timestampToken(sha256(seen)) });
  return withCms(Buffer.from(pdf), reading.gap, cms);
}

/** A TimeStampToken (RFC 3161, 2.4.2) signed with RSA, the same bytes every time. */
function timestampToken(imprint: Buffer): Buffer {
  const certificate = Buffer.from(EXTRA_KEYS.timestamps.certificate, 'base64');
  const genTime = Buffer.from(`${STAMPED_AT.replace(/\D/g, '').slice(0, 14)}Z`, 'latin1');
  const info = sequence(
    ...[smallInteger(1), oid('1.2.3.4.1'), sequence(SHA256, octetString(imprint))],
    ...[smallInteger(1), tlv(TAG.generalizedTime, genTime)],
  );
  const certificateHash = sequence(octetString(sha256(certificate)));
  const attributes = setOf(
    sequence(oid('1.2.840.113549.1.9.3'), setOf(TST_INFO)),
    sequence(oid('1.2.840.113549.1.9.4'), setOf(octetString(sha256(info)))),
    sequence(
      oid('1.2.840.113549.1.9.16.2.47'),
      setOf(sequence(sequence(certificateHash))),
    ),
  );
  const { issuer, serial } = namesOf(certificate);
  const signature = signSync('sha256', attributes, EXTRA_KEYS.timestamps.privatePem);
  const signer = sequence(
    ...[smallInteger(1), sequence(issuer, serial), SHA256],
    tlv(contextTag(0), readOne(attributes).content),
    sequence(oid('1.2.840.113549.1.1.1'), nullValue()),
    octetString(signature),
  );
  const signed = sequence(
    ...[smallInteger(3), setOf(SHA256)],
    sequence(TST_INFO, tlv(contextTag(0), octetString(info))),
    ...[tlv(contextTag(0), certificate), setOf(signer)],
  );
  return sequence(oid('1.2.840.113549.1.7.2'), tlv(contextTag(0), signed));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
