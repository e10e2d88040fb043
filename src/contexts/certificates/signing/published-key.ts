import type { Instant } from '../../../kernel/calendar.js';

/** The names of JOSE and COSE, and SM2 with SM3, which has none there. */
export type SignatureAlgorithm = 'Ed25519' | 'ES256' | 'SM2';

/** A public key as it is published for everybody, with the time in which it may sign. */
export interface PublishedKey {
  /** base64url of the first 8 bytes of SHA-256 over the DER SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly algorithm: SignatureAlgorithm;
  /** DER SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string;
  /** DER certificate, base64: only keys that sign PDFs have one. */
  readonly certificate?: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly revokedAt?: Instant;
  readonly revocationReason?: string;
}

/** Whoever can sign with one key: in memory today, a signing server or HSM tomorrow. */
export interface Signer {
  readonly keyId: string;
  readonly algorithm: SignatureAlgorithm;
  /** Ed25519: 64 bytes. ES256: the DER `ECDSA-Sig-Value` over SHA-256. SM2: the same over SM3. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
