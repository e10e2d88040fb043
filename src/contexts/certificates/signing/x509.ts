import { createHash, sign, type KeyObject } from 'node:crypto';
import {
  bitString,
  child,
  contextTag,
  octetString,
  oid,
  printableString,
  readOne,
  sequence,
  setOf,
  smallInteger,
  TAG,
  time,
  tlv,
  trueValue,
  unsignedInteger,
  utf8String,
} from './der.js';
import { spkiOf } from './signers.js';

/** The subject of an organisation's certificate. */
export interface DistinguishedName {
  readonly commonName: string;
  readonly organisation: string;
  /** 统一社会信用代码; stands as ETSI EN 319 412-1 organizationIdentifier `NTRCN-…`. */
  readonly creditCode?: string;
}

export interface CertificateRequest {
  /** DER of the subject's name. */
  readonly subject: Uint8Array;
  readonly publicKey: KeyObject;
  readonly issuer: {
    readonly name: Uint8Array;
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  };
  /** 16 random octets. */
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly authority: boolean;
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** An X.509 v3 certificate (RFC 5280) over a P-256 key, DER. */
export function makeCertificate(request: CertificateRequest): Buffer {
  const tbs = sequence(
    tlv(contextTag(0), smallInteger(2)),
    unsignedInteger(positive(request.serial)),
    ECDSA_SHA256,
    request.issuer.name,
    sequence(time(request.notBefore), time(request.notAfter)),
    request.subject,
    spkiOf(request.publicKey),
    tlv(contextTag(3), sequence(...extensions(request))),
  );
  return sequence(tbs, ECDSA_SHA256, bitString(sign('sha256', tbs, request.issuer.privateKey)));
}

/** Issuer and serial number as CMS names a certificate, and its subject; all as DER. */
export function namesOf(certificate: Buffer): {
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly subject: Buffer;
} {
  const tbs = child(readOne(certificate), 0, TAG.sequence);
  return {
    serial: child(tbs, 1, TAG.integer).encoded,
    issuer: child(tbs, 3, TAG.sequence).encoded,
    subject: child(tbs, 5, TAG.sequence).encoded,
  };
}

export function distinguishedName(name: DistinguishedName): Buffer {
  const attributes = [
    ['2.5.4.6', printableString('CN')],
    ['2.5.4.10', utf8String(name.organisation)],
    ...(name.creditCode ? [['2.5.4.97', utf8String(`NTRCN-${name.creditCode}`)] as const] : []),
    ['2.5.4.3', utf8String(name.commonName)],
  ] as const;
  return sequence(...attributes.map(([type, value]) => setOf(sequence(oid(type), value))));
}

function extensions(request: CertificateRequest): Buffer[] {
  const usage = request.authority
    ? bitString(Buffer.from([0x06]), 1) // keyCertSign, cRLSign
    : bitString(Buffer.from([0xc0]), 6); // digitalSignature, nonRepudiation
  const constraints = request.authority ? sequence(trueValue()) : sequence();
  return [
    sequence(oid('2.5.29.19'), trueValue(), octetString(constraints)),
    sequence(oid('2.5.29.15'), trueValue(), octetString(usage)),
    sequence(oid('2.5.29.14'), octetString(octetString(keyIdentifier(request.publicKey)))),
    sequence(
      oid('2.5.29.35'),
      octetString(sequence(tlv(0x80, keyIdentifier(request.issuer.publicKey)))),
    ),
  ];
}

/** RFC 7093, method 1: the leftmost 160 bits of SHA-256 over the key. */
function keyIdentifier(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 20);
}

/** Serial numbers are positive and at most 20 octets (RFC 5280, 4.1.2.2). */
function positive(serial: Uint8Array): Uint8Array {
  const octets = Buffer.from(serial);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}
