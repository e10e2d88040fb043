import type { LocalDate } from '../../kernel/calendar.js';
import type { PublishedKey } from './signing/published-key.js';
import { signatureHolds } from './signing/signers.js';
import { keyVerdict } from './verification-keys.js';

/**
 * How the SM2 signature of the content stands. The certificate does not rest on it
 * (docs/adr/0052): only one that is wrong counts against the file, for the issuer put it there.
 */
export type Sm2Verdict =
  | 'holds'
  | 'bad-signature'
  | 'unknown-issuer'
  | 'key-revoked-before-issue'
  | 'key-revoked-after-issue';

export interface Sm2Standing {
  readonly verdict: Sm2Verdict;
  readonly keyId?: string;
}

export interface Sm2Facts {
  /** The bytes of credential.json. */
  readonly credential: Buffer;
  readonly organisationId: string;
  readonly issuedOn: LocalDate;
}

/** @returns undefined where the file has no such signature */
export function judgeSm2(
  attached: Buffer | undefined,
  { credential, organisationId, issuedOn }: Sm2Facts,
  keys: readonly PublishedKey[],
): Sm2Standing | undefined {
  if (!attached) return undefined;
  const signed = signatureIn(attached);
  if (!signed) return { verdict: 'bad-signature' };
  const { keyId, signature } = signed;
  const key = keys.find((k) => k.algorithm === 'SM2' && k.keyId === keyId);
  if (key?.organisationId !== organisationId) return { verdict: 'unknown-issuer', keyId };
  if (!signatureHolds(key, credential, signature)) return { verdict: 'bad-signature', keyId };
  return { verdict: keyVerdict(key, issuedOn)?.verdict ?? 'holds', keyId };
}

/** Undefined for what is not exactly what `detachedSm2` writes. */
function signatureIn(
  attached: Buffer,
): { readonly keyId: string; readonly signature: Buffer } | undefined {
  const match = FORM.exec(attached.toString('utf8', 0, OCTETS_MAX));
  const [, keyId, text] = match ?? [];
  return keyId === undefined || text === undefined
    ? undefined
    : { keyId, signature: Buffer.from(text, 'base64url') };
}

const OCTETS_MAX = 500;
const FORM = /^\{"algorithm":"SM2-SM3","keyId":"([\w-]{11})","signature":"([\w-]{80,110})"\}$/;
