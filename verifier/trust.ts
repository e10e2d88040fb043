import type { PublishedKey } from '../src/contexts/certificates/signing/published-key.js';
import type { CertificateStatus } from '../src/contexts/certificates/verification.js';

/** What the page holds certificates against: embedded when it was downloaded, or loaded since. */
export interface Trust {
  /** When the lists were taken; null when nobody said. */
  readonly asOf: string | null;
  readonly hosts: readonly string[];
  readonly keys: readonly PublishedKey[];
  readonly logKeys: readonly string[];
  /** What an issuer said of each number at that time. */
  readonly statuses?: Readonly<Record<string, CertificateStatus>>;
}

export const NO_TRUST: Trust = { asOf: null, hosts: [], keys: [], logKeys: [] };

/**
 * Adds a loaded list to what is there: a key list (`GET /api/v1/keys`), keys of a log
 * (`GET /log/keys`), what an issuer says of its certificates by number, or keys of both kinds as a
 * service embeds them.
 *
 * @returns undefined for anything else
 */
export function withList(trust: Trust, text: string): Trust | undefined {
  const value = jsonOf(text);
  if (isKeyList(value)) return { ...trust, keys: value, asOf: null };
  if (!isRecord(value)) return undefined;
  if (isKeyList(value['keys']) && isTexts(value['logKeys'])) {
    const { keys, logKeys, hosts, asOf } = value;
    const date = typeof asOf === 'string' ? asOf : null;
    return { ...trust, keys, logKeys, hosts: isTexts(hosts) ? hosts : [], asOf: date };
  }
  if (isStatuses(value)) return { ...trust, statuses: { ...trust.statuses, ...value } };
  const logKeys = vkeysIn(value['keys']);
  return logKeys && { ...trust, logKeys };
}

function vkeysIn(listed: unknown): readonly string[] | undefined {
  const vkeys = Array.isArray(listed) ? listed.map((key) => isRecord(key) && key['vkey']) : [];
  return vkeys.length > 0 && isTexts(vkeys) ? vkeys : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** A number as it is printed: twelve digits of division, year, serial and check character. */
const NUMBER = /^\d{12}-\d{4}-\d{6}-[\dA-Z]$/;
const STATUS_WORDS: readonly unknown[] = ['valid', 'revoked', 'unknown', 'holder-data-erased'];

function isStatuses(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, CertificateStatus>> {
  const all = Object.entries(value);
  return all.length > 0 && all.every(([number, said]) => NUMBER.test(number) && isStatus(said));
}

function isStatus(said: unknown): boolean {
  if (!isRecord(said)) return STATUS_WORDS.includes(said);
  const by = said['supersededBy'];
  return by === null || (typeof by === 'string' && NUMBER.test(by));
}

const KEY_TEXTS = [
  ...['keyId', 'organisationId', 'organisationName', 'algorithm'],
  ...['publicKey', 'notBefore', 'notAfter'],
];

function isKeyList(value: unknown): value is readonly PublishedKey[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every(
    (key) => isRecord(key) && KEY_TEXTS.every((name) => typeof key[name] === 'string'),
  );
}
