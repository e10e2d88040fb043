import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import type { Instant } from '../../../kernel/calendar.js';
import type { PublishedKey } from './published-key.js';
import { keyIdOfSpki, spkiOf } from './signers.js';
import { createSm2Pair } from './sm2.js';
import { distinguishedName, makeCertificate, namesOf, type DistinguishedName } from './x509.js';

/** Whose keys they are, and how long they may sign. */
export interface KeySetRequest {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly creditCode?: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** With an SM2 pair beside the others. */
  readonly withSm2?: boolean;
}

/** A private key never leaves this object but into the key store. */
export interface SigningKey {
  /** PKCS#8 PEM. */
  readonly privatePem: string;
  readonly published: PublishedKey;
}

/** The organisation's own authority: it signs nothing but the certificates of its PDF keys. */
export interface OrganisationAuthority {
  readonly privatePem: string;
  /** DER, base64. */
  readonly certificate: string;
}

export interface OrganisationKeySet {
  readonly authority: OrganisationAuthority;
  /** Ed25519: the token in the QR code. */
  readonly token: SigningKey;
  /** P-256 with a certificate: the signature of the PDF. */
  readonly document: SigningKey;
  /** SM2 with SM3: a second signature of the content, for readers of GB/T 32918. */
  readonly sm2?: Sm2SigningKey;
}

export interface Sm2SigningKey {
  readonly privateHex: string;
  readonly published: PublishedKey;
}

/**
 * A fresh key set for an organisation. Rotation is the same call with the authority it already has:
 * readers who trust that authority keep trusting what the new key signs.
 */
export function createOrganisationKeys(
  request: KeySetRequest,
  authority: OrganisationAuthority = createAuthority(request),
): OrganisationKeySet {
  const set = { authority, token: tokenKey(request), document: documentKey(request, authority) };
  return request.withSm2 ? { ...set, sm2: sm2Key(request) } : set;
}

/** An organisation's self-signed authority; it outlives the keys it certifies by twenty years. */
export function createAuthority(request: KeySetRequest): OrganisationAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = distinguishedName(nameOf(request, '证书签发'));
  const notAfter = new Date(request.notAfter);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 20);
  const certificate = makeCertificate({
    subject: name,
    publicKey,
    issuer: { name, publicKey, privateKey },
    serial: randomBytes(16),
    notBefore: new Date(request.notBefore),
    notAfter,
    authority: true,
  });
  return { privatePem: pemOf(privateKey), certificate: certificate.toString('base64') };
}

function tokenKey(request: KeySetRequest): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: pemOf(privateKey),
    published: { ...publishedOf(request, spkiOf(publicKey)), algorithm: 'Ed25519' },
  };
}

function sm2Key(request: KeySetRequest): Sm2SigningKey {
  const { privateHex, spki } = createSm2Pair();
  return { privateHex, published: { ...publishedOf(request, spki), algorithm: 'SM2' } };
}

function documentKey(request: KeySetRequest, authority: OrganisationAuthority): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = Buffer.from(authority.certificate, 'base64');
  const certificate = makeCertificate({
    // Never 电子印章: that word belongs to seals of GB/T 38540 with a licensed certificate.
    subject: distinguishedName(nameOf(request, '完整性签名')),
    publicKey,
    issuer: {
      name: namesOf(issuer).subject,
      publicKey: new X509Certificate(issuer).publicKey,
      privateKey: createPrivateKey(authority.privatePem),
    },
    serial: randomBytes(16),
    notBefore: new Date(request.notBefore),
    notAfter: new Date(request.notAfter),
    authority: false,
  });
  return {
    privatePem: pemOf(privateKey),
    published: {
      ...publishedOf(request, spkiOf(publicKey)),
      algorithm: 'ES256',
      certificate: certificate.toString('base64'),
    },
  };
}

function publishedOf(request: KeySetRequest, spki: Buffer): Omit<PublishedKey, 'algorithm'> {
  return {
    keyId: keyIdOfSpki(spki),
    organisationId: request.organisationId,
    organisationName: request.organisationName,
    publicKey: spki.toString('base64url'),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
  };
}

/** X.520 bounds a common name to 64 characters. */
function nameOf(request: KeySetRequest, purpose: string): DistinguishedName {
  const organisation = [...request.organisationName].slice(0, 56).join('');
  return {
    commonName: `${organisation} ${purpose}`,
    organisation,
    ...(request.creditCode && { creditCode: request.creditCode }),
  };
}

function pemOf(privateKey: KeyObject): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
