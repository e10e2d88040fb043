import { localDateOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type {
  AwardCorrected,
  NewLot,
  PointsAccountEvent,
  PointsAwarded,
} from './domain/points-account.events.js';

/** The points ledger, the statement a person reads, and the lots with what is left of them. */
export const pointsProjection: Projection = {
  name: 'points',
  version: 2,
  tables: ['points_balance', 'points_flow', 'points_entry', 'points_lot', 'points_hold'],
  schema: `
    CREATE TABLE points_balance (
      account TEXT PRIMARY KEY, points INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE points_flow (
      day TEXT NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL, points INTEGER NOT NULL,
      PRIMARY KEY (day, debit, credit)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE points_entry (
      account_id TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
      cause TEXT NOT NULL, change INTEGER NOT NULL, available INTEGER NOT NULL,
      held INTEGER NOT NULL, debt INTEGER NOT NULL, detail TEXT NOT NULL,
      PRIMARY KEY (account_id, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX points_entry_by_time ON points_entry (account_id, at, revision);
    CREATE TABLE points_lot (
      account_id TEXT NOT NULL, lot_id TEXT NOT NULL, expires_on TEXT NOT NULL,
      points INTEGER NOT NULL, PRIMARY KEY (account_id, lot_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX points_lot_by_expiry ON points_lot (expires_on, account_id) WHERE points > 0;
    CREATE TABLE points_hold (
      redemption_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, item_id TEXT NOT NULL,
      at TEXT NOT NULL, open INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX points_hold_open ON points_hold (at) WHERE open = 1;
  `,
  on: projects<PointsAccountEvent>({
    'points.PointsAwarded': (event) => [...moved(event), ...came(event), entry(event)],
    'points.AwardCorrected': (event) => [
      ...moved(event),
      ...came(event),
      ...left(event, event.data.taken),
      entry(event),
    ],
    'points.AwardVoided': (event) => [
      ...moved(event),
      ...left(event, event.data.taken),
      entry(event),
    ],
    'points.PointsHeld': (event) => {
      const { redemptionId, accountId, itemId, at } = event.data;
      return [
        ...moved(event),
        ...left(event, event.data.lots),
        sql('INSERT INTO points_hold VALUES (?, ?, ?, ?, 1)', redemptionId, accountId, itemId, at),
        entry(event),
      ];
    },
    'points.PointsSpent': (event) => [...moved(event), resolved(event), entry(event)],
    'points.PointsReturned': (event) => [
      ...moved(event),
      ...event.data.lots.map((part) => changeLot(event, part, part.points)),
      resolved(event),
      entry(event),
    ],
    'points.PointsExpired': (event) => [
      ...moved(event),
      ...left(event, event.data.lots),
      entry(event),
    ],
    'points.PointsAccountClosed': (event) => [
      ...moved(event),
      sql('UPDATE points_lot SET points = 0 WHERE account_id = ?', event.data.accountId),
      entry(event),
    ],
  }),
};

type AccountEvent = Recorded<PointsAccountEvent>;

function moved({ data, meta }: AccountEvent): Statement[] {
  const day = localDateOf(meta.recordedAt);
  return data.postings.flatMap(({ debit, credit, points }) => [
    add(debit, -points),
    add(credit, points),
    sql(
      `INSERT INTO points_flow VALUES (?, ?, ?, ?)
       ON CONFLICT (day, debit, credit) DO UPDATE SET points = points + excluded.points`,
      ...[day, family(debit), family(credit), points],
    ),
  ]);
}

/** `available:green.<household>` → `available:green` */
function family(account: string): string {
  return account.split('.')[0] ?? account;
}

function add(account: string, points: number): Statement {
  return sql(
    `INSERT INTO points_balance VALUES (?, ?)
     ON CONFLICT (account) DO UPDATE SET points = points + excluded.points`,
    ...[account, points],
  );
}

function came({ data: { accountId, lot } }: Recorded<PointsAwarded | AwardCorrected>): Statement[] {
  if (!lot) return [];
  const { lotId, expiresOn, points } = lot satisfies NewLot;
  return [sql('INSERT INTO points_lot VALUES (?, ?, ?, ?)', accountId, lotId, expiresOn, points)];
}

interface Part {
  readonly lotId: string;
  readonly points: number;
}

function left(event: AccountEvent, parts: readonly Part[]): Statement[] {
  return parts.map((part) => changeLot(event, part, -part.points));
}

function changeLot({ data }: AccountEvent, { lotId }: Part, change: number): Statement {
  return sql(
    'UPDATE points_lot SET points = points + ? WHERE account_id = ? AND lot_id = ?',
    ...[change, data.accountId, lotId],
  );
}

function resolved({ data }: Recorded<Extract<PointsAccountEvent, { data: Resolves }>>): Statement {
  return sql('UPDATE points_hold SET open = 0 WHERE redemption_id = ?', data.redemptionId);
}

interface Resolves {
  readonly redemptionId: string;
}

/** A line of the statement; the balance beside it is the one this very event has left. */
function entry(event: AccountEvent): Statement {
  const { accountId, postings, ...detail } = event.data;
  const account = `available:${accountId}` as const;
  let change = 0;
  for (const { debit, credit, points } of postings) {
    if (debit === account) change -= points;
    if (credit === account) change += points;
  }
  const kind = event.type.slice('points.'.length);
  return sql(
    `INSERT INTO points_entry VALUES (?, ?, ?, ?, ?, ?, ${BALANCE}, ${BALANCE}, -${BALANCE}, ?)`,
    ...[accountId, event.revision, event.meta.recordedAt, kind, causeOf(event), change, account],
    ...[`held:${accountId}`, `debt:${accountId}`, JSON.stringify(detail)],
  );
}

const BALANCE = 'coalesce((SELECT points FROM points_balance WHERE account = ?), 0)';

function causeOf({ data }: AccountEvent): string {
  if ('causeId' in data) return data.causeId;
  return 'redemptionId' in data ? data.redemptionId : '';
}
