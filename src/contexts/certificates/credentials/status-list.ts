import { gzipSync } from 'node:zlib';
import { keyedHash } from '../../../platform/ids.js';
import { parseCertificateNumber } from '../domain/certificate-number.js';

/** What a bit of a list means (W3C Bitstring Status List v1.0, 2.1). */
export const STATUS_PURPOSES = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** Every six-digit serial of a register has a place; the standard asks for 131 072 at least. */
export const LIST_BITS = 2 ** 20;
const HALF_BITS = 10;
const ROUNDS = 6;

/** The addresses of credentials and of what verifies them, under the public address. */
export const credentialUrls = {
  issuer: (publicUrl: string, organisationId: string): string =>
    `${publicUrl}/issuers/${organisationId}`,
  key: (publicUrl: string, organisationId: string, keyId: string): string =>
    `${publicUrl}/issuers/${organisationId}/keys/${keyId}`,
  list: (publicUrl: string, { organisationId, year, purpose }: StatusListId): string =>
    `${publicUrl}/status-lists/${organisationId}/${year}/${purpose}`,
} as const;

/** One list holds the certificates of one issuer and year. */
export interface StatusListId {
  readonly organisationId: string;
  readonly year: number;
  readonly purpose: StatusPurpose;
}

/**
 * The place of a certificate in the lists of its year: its serial number, shuffled by a Feistel
 * network under a secret key. Serials are unique, so places are, and nobody can tell from a place
 * how many certificates there are or which came first.
 *
 * @throws RangeError for what is no certificate number
 */
export function statusIndexOf(number: string, key: Buffer): number {
  const parts = parseCertificateNumber(number);
  if (!parts) throw new RangeError('not a certificate number');
  const register = `${parts.divisionCode}.${parts.year}`;
  let [left, right] = [parts.serial >> HALF_BITS, parts.serial & (2 ** HALF_BITS - 1)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const mixed = keyedHash(key, `${register} ${round} ${right}`).slice(0, 4);
    [left, right] = [right, left ^ (Number.parseInt(mixed, 16) & (2 ** HALF_BITS - 1))];
  }
  return left * 2 ** HALF_BITS + right;
}

/** A list as it is published: gzip, base64url, multibase `u`; bit 0 is the leftmost of byte 0. */
export function encodedList(indexes: Iterable<number>): string {
  const bits = Buffer.alloc(LIST_BITS / 8);
  for (const index of indexes) {
    const byte = index >> 3;
    bits[byte] = (bits[byte] ?? 0) | (0x80 >> (index & 7));
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}

/** Where a credential says that its status stands. */
export function statusEntries(
  number: string,
  at: { readonly publicUrl: string; readonly organisationId: string; readonly key: Buffer },
): readonly Readonly<Record<string, string>>[] {
  const year = parseCertificateNumber(number)?.year ?? 0;
  const statusListIndex = String(statusIndexOf(number, at.key));
  return STATUS_PURPOSES.map((purpose) => {
    const list = { organisationId: at.organisationId, year, purpose };
    const statusListCredential = credentialUrls.list(at.publicUrl, list);
    return {
      id: `${statusListCredential}#${statusListIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: purpose,
      statusListIndex,
      statusListCredential,
    };
  });
}

/** The claims of a list; the same ones from `validFrom` until a status changes. */
export function statusListClaims(
  list: StatusListId,
  about: {
    readonly publicUrl: string;
    readonly indexes: Iterable<number>;
    readonly validFrom: string;
    readonly validUntil: string;
    /** How long a copy may be used, in milliseconds. */
    readonly ttl: number;
  },
): Readonly<Record<string, unknown>> {
  const id = credentialUrls.list(about.publicUrl, list);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: credentialUrls.issuer(about.publicUrl, list.organisationId),
    validFrom: about.validFrom,
    validUntil: about.validUntil,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: list.purpose,
      encodedList: encodedList(about.indexes),
      ttl: about.ttl,
    },
  };
}
