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
 * (`GET /log/keys`), or all of it as a service embeds it.
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
  const listed = value['keys'];
  const vkeys = Array.isArray(listed) ? listed.map((key) => isRecord(key) && key['vkey']) : [];
  return vkeys.length > 0 && isTexts(vkeys) ? { ...trust, logKeys: vkeys } : undefined;
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
