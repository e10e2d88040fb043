/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that a hash of it means the
 * value. Keys sort by UTF-16 code units; numbers print as ECMAScript prints them; undefined members
 * are left out, as JSON.stringify does.
 *
 * @throws TypeError for values JSON cannot carry (NaN, Infinity, BigInt, lone surrogates, functions)
 *   and for objects whose content is not their members: two dates must not have one text.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (Array.isArray(value)) {
    return `[${Array.from(value, (v) => canonicalJson(v === undefined ? null : v)).join(',')}]`;
  }
  if (typeof value === 'object' && !OPAQUE.some((opaque) => value instanceof opaque)) {
    const members = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([k, v]) => `${canonicalString(k)}:${canonicalJson(v)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`not JSON: ${Object.prototype.toString.call(value)}`);
}

const OPAQUE = [Date, Map, Set, Promise, ArrayBuffer] as const;

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not JSON: ${value}`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('not JSON: lone surrogate');
  return JSON.stringify(value);
}
