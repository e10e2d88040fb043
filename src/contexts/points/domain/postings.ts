import type { PointsLedgerAccount, PointsPosting } from './points-account.events.js';

/** Debit, credit, points; what moves nothing is left out. */
export function postings(
  ...rows: readonly (readonly [PointsLedgerAccount, PointsLedgerAccount, number])[]
): PointsPosting[] {
  return rows
    .filter(([, , points]) => points > 0)
    .map(([debit, credit, points]) => ({ debit, credit, points }));
}
