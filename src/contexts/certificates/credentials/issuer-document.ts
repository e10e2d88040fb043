import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { PublishedKey } from '../signing/published-key.js';
import { credentialUrls } from './status-list.js';

/** A public key as JOSE libraries read it (RFC 7517). */
export type PublicJwk = JsonWebKey & { readonly kid: string; readonly alg: string };

/** Who an issuer is to a verifier: its keys (W3C Controlled Identifiers v1.0, 2.2). */
export interface IssuerDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly VerificationMethod[];
  /** The methods that may sign credentials today. */
  readonly assertionMethod: readonly string[];
}

interface VerificationMethod {
  readonly id: string;
  readonly type: 'JsonWebKey';
  readonly controller: string;
  readonly publicKeyJwk: PublicJwk;
  readonly expires: string;
  readonly revoked?: string;
}

/** The Ed25519 keys of an issuer: those of its tokens and credentials. */
export function issuerDocument(
  publicUrl: string,
  organisationId: string,
  keys: readonly PublishedKey[],
): IssuerDocument {
  const id = credentialUrls.issuer(publicUrl, organisationId);
  const methods = keys.flatMap((key) => {
    const publicKeyJwk = jwkOf(key);
    if (!publicKeyJwk) return [];
    return {
      id: credentialUrls.key(publicUrl, organisationId, key.keyId),
      type: 'JsonWebKey' as const,
      controller: id,
      publicKeyJwk,
      expires: key.notAfter,
      ...(key.revokedAt === undefined ? {} : { revoked: key.revokedAt }),
    };
  });
  return {
    '@context': ['https://www.w3.org/ns/cid/v1'],
    id,
    verificationMethod: methods,
    assertionMethod: methods.filter(({ revoked }) => revoked === undefined).map((key) => key.id),
  };
}

/** Undefined for a key that signs no credentials. */
export function jwkOf({ keyId, algorithm, publicKey }: PublishedKey): PublicJwk | undefined {
  if (algorithm !== 'Ed25519') return undefined;
  const key = { key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' } as const;
  return { ...createPublicKey(key).export({ format: 'jwk' }), kid: keyId, alg: 'EdDSA' };
}
