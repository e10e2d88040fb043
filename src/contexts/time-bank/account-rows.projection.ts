import type { Recorded } from '../../kernel/message.js';
import { type Statement, sql } from '../../projections/projection.js';
import type { AccountEvent } from './domain/account.events.js';
import { type Part, total } from './domain/parts.js';

type Rows = {
  readonly [T in AccountEvent['type']]: (
    event: Recorded<Extract<AccountEvent, { type: T }>>,
  ) => readonly Statement[];
};

/** What each event of an account means for its statement, its parts, its holds and its standing. */
export const accountRows: Rows = {
  'time-bank.CreditIssued': (event) => [
    ...line(event, event.data.recordId),
    sql(
      'INSERT OR IGNORE INTO time_bank_issuer VALUES (?, ?)',
      ...[event.data.volunteerId, event.data.issuer],
    ),
  ],
  'time-bank.IssueCorrected': (event) => line(event, event.data.recordId),
  'time-bank.IssueReversed': (event) => line(event, event.data.recordId),
  'time-bank.IssueForestalled': (event) => line(event, event.data.recordId),
  'time-bank.CreditHeld': (event) => {
    const { holdId, volunteerId, stationId, centiHours, heldAt, expiresAt } = event.data;
    return [
      ...line(event, holdId),
      sql(
        `INSERT INTO time_bank_hold VALUES (?, ?, ?, NULL, ?, ?, ?, 'open', 0)`,
        ...[holdId, volunteerId, stationId, centiHours, heldAt, expiresAt],
      ),
    ];
  },
  'time-bank.HoldSettled': (event) => [
    ...line(event, event.data.holdId),
    sql(
      `UPDATE time_bank_hold SET status = 'settled', settled = ?, provider_id = ?
       WHERE hold_id = ?`,
      ...[event.data.centiHours, event.data.providerId, event.data.holdId],
    ),
  ],
  'time-bank.HoldReleased': (event) => [
    ...line(event, event.data.holdId),
    sql(
      'UPDATE time_bank_hold SET status = ? WHERE hold_id = ?',
      ...[event.data.why, event.data.holdId],
    ),
  ],
  'time-bank.CreditGifted': (event) => line(event, event.data.giftId),
  'time-bank.CreditDonated': (event) => line(event, event.data.donationId),
  'time-bank.OverflowKept': (event) => line(event, event.id),
  'time-bank.CreditReceived': (event) => line(event, event.data.transferId),
  'time-bank.GrantLapsed': (event) => line(event, event.data.grantId),
  'time-bank.AccountFrozen': (event) => [...line(event, event.id), ...stands(event, 'frozen')],
  'time-bank.AccountUnfrozen': (event) => [...line(event, event.id), ...stands(event, 'open')],
  'time-bank.HonourOnlyChosen': (event) => [
    ...line(event, event.id),
    sql(
      'UPDATE time_bank_account SET honour_only = ? WHERE volunteer_id = ?',
      ...[event.data.honourOnly ? 1 : 0, event.data.volunteerId],
    ),
  ],
  'time-bank.DeathReported': (event) => [
    ...line(event, event.id),
    ...stands(event, 'estate', event.data.claimUntil),
  ],
  'time-bank.AccountClosed': (event) => [
    ...line(event, event.data.transferId),
    ...stands(event, 'closed'),
  ],
};

/** A statement line; the balances beside it are those this very event has left. */
function line(event: Recorded<AccountEvent>, cause: string): Statement[] {
  const { volunteerId: v, into, outOf, postings: _, ...detail } = event.data;
  const kind = event.type.slice('time-bank.'.length);
  return [
    sql(
      `INSERT INTO time_bank_entry VALUES (?, ?, ?, ?, ?, ?,
         coalesce((SELECT sum(centi_hours) FROM time_bank_balance WHERE account IN (?, ?, ?)), 0),
         ${balance}, -${balance}, ${balance}, ?)`,
      ...[v, event.revision, event.meta.recordedAt, kind, cause, total(into) - total(outOf)],
      ...[`available:${v}`, `gifted:${v}`, `granted:${v}`],
      ...[`held:${v}`, `debt:${v}`, `overflow:${v}`, JSON.stringify(detail)],
    ),
    ...outOf.flatMap((part) => change(v, part, -part.centiHours)),
    ...into.flatMap((part) => change(v, part, part.centiHours)),
    sql(
      `INSERT INTO time_bank_account VALUES (?, 'open', 0, NULL, ?)
       ON CONFLICT (volunteer_id) DO UPDATE SET revision = excluded.revision`,
      ...[v, event.revision],
    ),
  ];
}

const balance = 'coalesce((SELECT centi_hours FROM time_bank_balance WHERE account = ?), 0)';

function change(volunteerId: string, part: Part, centiHours: number): Statement[] {
  const { kind, issuer, grantId, expiresAt } = part;
  return [
    sql(
      `INSERT INTO time_bank_part VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (volunteer_id, kind, issuer, grant_id)
       DO UPDATE SET centi_hours = centi_hours + excluded.centi_hours`,
      ...[volunteerId, kind, issuer, grantId ?? '', expiresAt, centiHours],
    ),
    sql(
      `DELETE FROM time_bank_part
       WHERE volunteer_id = ? AND kind = ? AND issuer = ? AND grant_id = ? AND centi_hours = 0`,
      ...[volunteerId, kind, issuer, grantId ?? ''],
    ),
  ];
}

function stands(
  { data: { volunteerId } }: Recorded<AccountEvent>,
  standing: string,
  claimUntil: string | null = null,
): Statement[] {
  return [
    sql(
      'UPDATE time_bank_account SET standing = ?, claim_until = ? WHERE volunteer_id = ?',
      ...[standing, claimUntil, volunteerId],
    ),
  ];
}
