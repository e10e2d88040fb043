import type { Part, PartKind } from './parts.js';

/**
 * Double entry: a posting takes from one account what it gives to another. Of a volunteer:
 * `available:` (earned), `gifted:`, `granted:`, `held:`, `debt:` (what a voided hour left owing),
 * `overflow:` (over a cap, until its owner chooses) and `honour:` (over a cap or earned after
 * closing, kept as honour). Of the bank: `issuance:` of the station or organisation whose record
 * earned it, `pool:` of a division, `transit:` between two books, `clearing:` of one station
 * towards another, `retired` (redeemed), `carried` (went away with a signed statement),
 * `written-off` (debts of those who died).
 */
export type LedgerAccount =
  | `${OwnAccount}:${string}`
  | `issuance:${string}`
  | `pool:${string}`
  | `transit:${string}`
  | `clearing:${string}`
  | 'retired'
  | 'carried'
  | 'written-off';

/** The accounts every volunteer has. */
export type OwnAccount =
  'available' | 'gifted' | 'granted' | 'held' | 'debt' | 'overflow' | 'honour';

export interface Posting {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Hundredths of an hour, > 0. */
  readonly centiHours: number;
}

const ACCOUNT_OF: Readonly<Record<PartKind, 'available' | 'gifted' | 'granted'>> = {
  ...{ earned: 'available', gifted: 'gifted', granted: 'granted' },
};

/** Debit, credit, amount; amounts of zero move nothing and are left out. */
export function postings(
  ...rows: readonly (readonly [LedgerAccount, LedgerAccount, number])[]
): Posting[] {
  return rows
    .filter(([, , centiHours]) => centiHours > 0)
    .map(([debit, credit, centiHours]) => ({ debit, credit, centiHours }));
}

/** Spendable credit of a volunteer that goes elsewhere, one posting per kind. */
export function postOut(owner: string, parts: readonly Part[], to: LedgerAccount): Posting[] {
  return byKind(owner, parts).flatMap(([from, sum]) => postings([from, to, sum]));
}

/** Credit that becomes spendable. */
export function postIn(owner: string, parts: readonly Part[], from: LedgerAccount): Posting[] {
  return byKind(owner, parts).flatMap(([to, sum]) => postings([from, to, sum]));
}

function byKind(owner: string, parts: readonly Part[]): (readonly [LedgerAccount, number])[] {
  const sums = new Map<LedgerAccount, number>();
  for (const { kind, centiHours } of parts) {
    const name: LedgerAccount = `${ACCOUNT_OF[kind]}:${owner}`;
    sums.set(name, (sums.get(name) ?? 0) + centiHours);
  }
  return [...sums];
}
