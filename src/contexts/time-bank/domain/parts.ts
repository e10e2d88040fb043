import type { Instant } from '../../../kernel/calendar.js';

/**
 * Where credit comes from. Earned credit can be given on, gifted credit can't (one hop), granted
 * credit belongs to the pool again when its quarter is over.
 */
export type PartKind = 'earned' | 'gifted' | 'granted';

/** A piece of credit with its origin. */
export interface Part {
  readonly kind: PartKind;
  /** Who answers for it: the station or organisation of the service, or `pool:<division>`. */
  readonly issuer: string;
  /** Of granted credit only. */
  readonly grantId: string | null;
  /** Of granted credit only; all other credit never expires. */
  readonly expiresAt: Instant | null;
  /** Hundredths of an hour, > 0. */
  readonly centiHours: number;
}

/** What an account holds, one entry per origin: as many as issuers and live grants, not entries. */
export type Parts = Map<string, Part>;

export function earned(issuer: string, centiHours: number): Part[] {
  return centiHours > 0
    ? [{ kind: 'earned', issuer, grantId: null, expiresAt: null, centiHours }]
    : [];
}

export function total(parts: Iterable<Part>): number {
  let sum = 0;
  for (const { centiHours } of parts) sum += centiHours;
  return sum;
}

/** In place. */
export function addParts(to: Parts, parts: readonly Part[]): void {
  for (const part of parts) {
    const key = keyOf(part);
    const { centiHours } = to.get(key) ?? { centiHours: 0 };
    to.set(key, { ...part, centiHours: centiHours + part.centiHours });
  }
}

/** In place. */
export function removeParts(from: Parts, parts: readonly Part[]): void {
  for (const part of parts) {
    const key = keyOf(part);
    const left = (from.get(key)?.centiHours ?? 0) - part.centiHours;
    if (left > 0) from.set(key, { ...part, centiHours: left });
    else from.delete(key);
  }
}

/** The first so many hundredths in the order given, and what is left over. */
export function split(parts: Iterable<Part>, centiHours: number): readonly [Part[], Part[]] {
  const [first, rest]: [Part[], Part[]] = [[], []];
  let wanted = centiHours;
  for (const part of parts) {
    const taken = Math.min(part.centiHours, wanted);
    wanted -= taken;
    if (taken > 0) first.push({ ...part, centiHours: taken });
    if (taken < part.centiHours) rest.push({ ...part, centiHours: part.centiHours - taken });
  }
  return [first, rest];
}

/** Granted credit first, what ends earliest before the rest; then as it came. */
export function inSpendingOrder(parts: Iterable<Part>): Part[] {
  return [...parts].sort((a, b) => rank(a).localeCompare(rank(b)));
}

function rank({ kind, expiresAt }: Part): string {
  return kind === 'granted' ? `0 ${expiresAt}` : kind === 'gifted' ? '1' : '2';
}

function keyOf({ kind, issuer, grantId }: Part): string {
  return `${kind} ${issuer} ${grantId ?? ''}`;
}
