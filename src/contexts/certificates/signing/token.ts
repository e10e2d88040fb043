import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { instantAt, isLocalDate, localDateOf, type LocalDate } from '../../../kernel/calendar.js';
import { isCentiHours } from '../../../kernel/centi-hours.js';
import { GRADES, type Grade } from '../domain/certificate-content.js';
import { formatCertificateNumber, parseCertificateNumber } from '../domain/certificate-number.js';
import { base64UrlOf, bytesOfBase64Url } from './base64-url.js';

/**
 * The token in the QR code: COSE_Sign1 (RFC 9052, 4.2) with EdDSA over CWT claims (RFC 8392), in
 * deterministic CBOR (RFC 8949, 4.2). No node modules here: a browser decodes with the same code.
 */
export interface TokenClaims {
  /** Claim 7, cti, as 10 bytes: division code, year, serial. */
  readonly number: string;
  /** Claim 2, sub: the holder's name as printed. */
  readonly name: string;
  /** Claim 6, iat: midnight in Asia/Shanghai. */
  readonly issuedOn: LocalDate;
  /** The private claim: `[services, first day, days more, [hours by grade], SHA-256]`. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly services: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
  /** SHA-256 of credential.json, 32 bytes. */
  readonly credentialHash: Uint8Array;
}

export interface SignedToken {
  readonly keyId: string;
  readonly claims: TokenClaims;
  /** The Sig_structure that was signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

const COSE_SIGN1_TAG = 0xd2;
const HEADER = { algorithm: 1, keyId: 4 };
const EDDSA = -8;
const CLAIM = { subject: 2, issuedAt: 6, id: 7, service: -65537 };
const DAY_MS = 86_400_000;
/** No token is longer: 60 characters of name at four bytes, and all the rest. */
export const TOKEN_OCTETS_MAX = 512;

/** The bytes an issuer signs, and how they become a token with the signature. */
export function openToken(
  keyId: string,
  claims: TokenClaims,
): { readonly toSign: Uint8Array; close(signature: Uint8Array): Uint8Array } {
  const header = cbor(
    new Map<number, unknown>([
      [HEADER.algorithm, EDDSA],
      [HEADER.keyId, bytesOfBase64Url(keyId)],
    ]),
  );
  const payload = cbor(claimMap(claims));
  return {
    toSign: signatureStructure(header, payload),
    close: (signature) =>
      Uint8Array.of(COSE_SIGN1_TAG, ...cbor([header, new Map(), payload, signature])),
  };
}

/**
 * Reads a token without judging its signature; undefined when it is not exactly what `openToken`
 * writes. It is written again and compared, so nothing outside the signature can be varied.
 */
export function readToken(bytes: Uint8Array): SignedToken | undefined {
  const [header, , payload, signature] = envelope(bytes);
  if (!(signature instanceof Uint8Array) || signature.length !== 64) return undefined;
  const key = mapOf(nested(header))?.get(HEADER.keyId);
  const claims = claimsOf(mapOf(nested(payload)));
  if (!(key instanceof Uint8Array) || !claims) return undefined;
  const keyId = base64UrlOf(key);
  const written = openToken(keyId, claims);
  const isOurs = sameBytes(written.close(signature), bytes);
  return isOurs ? { keyId, claims, signed: written.toSign, signature } : undefined;
}

/** The four members of a COSE_Sign1; none when it is not one. */
function envelope(bytes: Uint8Array): readonly unknown[] {
  if (bytes.length > TOKEN_OCTETS_MAX || bytes[0] !== COSE_SIGN1_TAG) return [];
  const members = cborValue(bytes.subarray(1));
  return Array.isArray(members) && members.length === 4 ? members : [];
}

/** CBOR inside a CBOR byte string. */
function nested(value: unknown): unknown {
  return value instanceof Uint8Array ? cborValue(value) : undefined;
}

function signatureStructure(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return cbor(['Signature1', header, new Uint8Array(), payload]);
}

function claimMap(claims: TokenClaims): Map<number, unknown> {
  const { period, services, byGrade, credentialHash } = claims;
  const first = dayNumber(period.from);
  return new Map<number, unknown>([
    [CLAIM.subject, claims.name],
    [CLAIM.issuedAt, Date.parse(instantAt(claims.issuedOn, '00:00')) / 1000],
    [CLAIM.id, numberOctets(claims.number)],
    [
      CLAIM.service,
      [
        services,
        first,
        dayNumber(period.to) - first,
        GRADES.map((grade) => byGrade[grade]),
        credentialHash,
      ],
    ],
  ]);
}

function claimsOf(map: ReadonlyMap<unknown, unknown> | undefined): TokenClaims | undefined {
  const name = map?.get(CLAIM.subject);
  const number = numberOf(map?.get(CLAIM.id));
  const issuedOn = issueDate(map?.get(CLAIM.issuedAt));
  const service = serviceOf(map?.get(CLAIM.service));
  if (typeof name !== 'string' || !number || !issuedOn || !service) return undefined;
  return { number, name, issuedOn, ...service };
}

function serviceOf(
  value: unknown,
): Pick<TokenClaims, 'period' | 'services' | 'byGrade' | 'credentialHash'> | undefined {
  if (!Array.isArray(value) || value.length !== 5) return undefined;
  const [services, first, more, grades, credentialHash]: unknown[] = value;
  const from = dateOf(first);
  const to = dateOf(Number(first) + (isCount(more) ? more : Number.NaN));
  const byGrade = gradesOf(grades);
  if (!isCount(services) || !from || !to || !byGrade || !isSha256(credentialHash)) return undefined;
  return { services, period: { from, to }, byGrade, credentialHash };
}

function isSha256(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 32;
}

function gradesOf(value: unknown): Record<Grade, number> | undefined {
  if (!Array.isArray(value) || value.length !== GRADES.length) return undefined;
  const [aPlus, a, b, c, d] = value.map((v) => (isCentiHours(v) && v >= 0 ? Number(v) : -1));
  const all = { 'A+': aPlus ?? -1, A: a ?? -1, B: b ?? -1, C: c ?? -1, D: d ?? -1 };
  return Object.values(all).every((hours) => hours >= 0) ? all : undefined;
}

/** 12 digits fit 5 bytes (10^12 < 2^40), the year 2, the serial 3. */
function numberOctets(text: string): Uint8Array {
  const number = parseCertificateNumber(text);
  if (!number) throw new RangeError('not a certificate number');
  const view = new DataView(new ArrayBuffer(10));
  const division = Number(number.divisionCode);
  view.setUint8(0, Math.floor(division / 0x1_0000_0000));
  view.setUint32(1, division % 0x1_0000_0000);
  view.setUint16(5, number.year);
  view.setUint8(7, number.serial >> 16);
  view.setUint16(8, number.serial & 0xffff);
  return new Uint8Array(view.buffer);
}

function numberOf(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array) || value.length !== 10) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, 10);
  const division = view.getUint8(0) * 0x1_0000_0000 + view.getUint32(1);
  try {
    return formatCertificateNumber({
      divisionCode: String(division).padStart(12, '0'),
      year: view.getUint16(5),
      serial: view.getUint8(7) * 65536 + view.getUint16(8),
    });
  } catch {
    return undefined;
  }
}

function issueDate(seconds: unknown): LocalDate | undefined {
  if (!isCount(seconds) || seconds > 253_402_000_000) return undefined;
  return localDateOf(new Date(seconds * 1000).toISOString());
}

function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOf(days: unknown): LocalDate | undefined {
  if (!isCount(days) || days > 2_900_000) return undefined;
  const date = new Date(days * DAY_MS).toISOString().slice(0, 10);
  return isLocalDate(date) ? date : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function mapOf(value: unknown): ReadonlyMap<unknown, unknown> | undefined {
  return value instanceof Map ? value : undefined;
}

function cbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

function cborValue(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
    });
  } catch {
    return undefined;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
