import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { AccountEvent, Posting } from './domain/account.events.js';

/**
 * Two books from the same events: the double-entry ledger (every posting, and the sum of every
 * account), and what a volunteer wants to read (statement lines with a running balance, holds).
 */
export const timeBankProjection: Projection = {
  name: 'time-bank',
  version: 1,
  tables: ['time_bank_posting', 'time_bank_balance', 'time_bank_entry', 'time_bank_hold'],
  schema: `
    CREATE TABLE time_bank_posting (
      event_id TEXT NOT NULL, line INTEGER NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, PRIMARY KEY (event_id, line)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE time_bank_balance (
      account TEXT PRIMARY KEY, centi_hours INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE time_bank_entry (
      volunteer_id TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
      cause TEXT NOT NULL, change INTEGER NOT NULL, available INTEGER NOT NULL,
      PRIMARY KEY (volunteer_id, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE time_bank_hold (
      hold_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, centi_hours INTEGER NOT NULL,
      held_at TEXT NOT NULL, expires_at TEXT NOT NULL, status TEXT NOT NULL,
      settled INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX time_bank_hold_by_expiry ON time_bank_hold (status, expires_at);
    CREATE INDEX time_bank_hold_by_volunteer ON time_bank_hold (volunteer_id, held_at);
  `,
  on: projects<AccountEvent>({
    'time-bank.CreditIssued': (event) => [
      ...moved(event),
      line(event, event.data.recordId, event.data.centiHours - event.data.repaidDebt),
    ],
    'time-bank.IssueReversed': (event) => [
      ...moved(event),
      line(event, event.data.recordId, event.data.becameDebt - event.data.centiHours),
    ],
    'time-bank.CreditHeld': (event) => {
      const { holdId, volunteerId, centiHours, heldAt, expiresAt } = event.data;
      return [
        ...moved(event),
        line(event, holdId, -centiHours),
        sql(
          `INSERT INTO time_bank_hold VALUES (?, ?, ?, ?, ?, 'open', 0)`,
          ...[holdId, volunteerId, centiHours, heldAt, expiresAt],
        ),
      ];
    },
    'time-bank.HoldSettled': (event) => [
      ...moved(event),
      line(event, event.data.holdId, event.data.released - event.data.repaidDebt),
      sql(
        `UPDATE time_bank_hold SET status = 'settled', settled = ? WHERE hold_id = ?`,
        ...[event.data.centiHours, event.data.holdId],
      ),
    ],
    'time-bank.HoldReleased': (event) => [
      ...moved(event),
      line(event, event.data.holdId, event.data.centiHours - event.data.repaidDebt),
      sql(
        'UPDATE time_bank_hold SET status = ? WHERE hold_id = ?',
        ...[event.data.why, event.data.holdId],
      ),
    ],
  }),
};

function moved({ id, data }: Recorded<AccountEvent>): Statement[] {
  return data.postings.flatMap(({ debit, credit, centiHours }: Posting, index) => [
    sql(
      'INSERT INTO time_bank_posting VALUES (?, ?, ?, ?, ?)',
      ...[id, index, debit, credit, centiHours],
    ),
    add(debit, -centiHours),
    add(credit, centiHours),
  ]);
}

function add(account: string, centiHours: number): Statement {
  return sql(
    `INSERT INTO time_bank_balance VALUES (?, ?)
     ON CONFLICT (account) DO UPDATE SET centi_hours = centi_hours + excluded.centi_hours`,
    ...[account, centiHours],
  );
}

/** A statement line; the balance beside it is the one this very event has left. */
function line(event: Recorded<AccountEvent>, cause: string, change: number): Statement {
  const { volunteerId } = event.data;
  const kind = event.type.slice('time-bank.'.length);
  return sql(
    `INSERT INTO time_bank_entry VALUES (?, ?, ?, ?, ?, ?,
       coalesce((SELECT centi_hours FROM time_bank_balance WHERE account = ?), 0))`,
    ...[volunteerId, event.revision, event.meta.recordedAt, kind, cause, change],
    `available:${volunteerId}`,
  );
}
