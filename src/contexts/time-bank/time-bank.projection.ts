import { localDateOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { OrganisationRegistered, StationOpened } from '../stations/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import { accountRows } from './account-rows.projection.js';
import { bankRows } from './bank-rows.projection.js';
import type { AcceptanceEvent } from './domain/acceptance.events.js';
import type { AccountEvent } from './domain/account.events.js';
import type { PoolEvent } from './domain/pool.events.js';
import type { Posting } from './domain/postings.js';
import { TIME_BANK_SCHEMA, TIME_BANK_TABLES } from './time-bank-tables.js';

type BankEvent = AccountEvent | PoolEvent | AcceptanceEvent;

/**
 * Two books from the same events: the double-entry ledger (every posting, the sum of every account,
 * what flowed on each day), and what people want to read (statement lines, holds, pools, agreements).
 */
export const timeBankProjection: Projection = {
  name: 'time-bank',
  version: 2,
  tables: TIME_BANK_TABLES,
  schema: TIME_BANK_SCHEMA,
  on: {
    ...bookedTwice(projects<AccountEvent>(accountRows)),
    ...bookedTwice(projects<PoolEvent | AcceptanceEvent>(bankRows)),
    ...projects<StationOpened | OrganisationRegistered | VolunteerRegistered>({
      'stations.StationOpened': ({ data: s }) => [
        sql(
          'INSERT INTO time_bank_unit VALUES (?, ?, ?, ?, ?)',
          ...[s.stationId, s.stationId, s.organisationId, s.divisionCode, s.name],
        ),
      ],
      'stations.OrganisationRegistered': ({ data: o }) => [
        sql(
          'INSERT INTO time_bank_unit VALUES (?, NULL, ?, ?, ?)',
          ...[o.organisationId, o.organisationId, o.divisionCode, o.legalName],
        ),
      ],
      'volunteers.VolunteerRegistered': ({ data: v }) => [
        sql(
          'INSERT INTO time_bank_home VALUES (?, ?, ?, ?)',
          ...[v.volunteerId, v.stationId, v.organisationId, v.divisionCode],
        ),
      ],
    }),
  },
};

/** First the ledger, then the rows of the event: a line shows the balance the event has left. */
function bookedTwice(rows: Projection['on']): Projection['on'] {
  return Object.fromEntries(
    Object.entries(rows).map(([type, own]) => [
      type,
      (event: Recorded<BankEvent>): readonly Statement[] => [
        ...moved(event),
        ...own(event as never),
      ],
    ]),
  );
}

function moved({ id, type, data, meta }: Recorded<BankEvent>): Statement[] {
  const day = localDateOf(meta.recordedAt);
  const kind = type.slice('time-bank.'.length);
  return data.postings.flatMap(({ debit, credit, centiHours }: Posting, index) => [
    sql(
      'INSERT INTO time_bank_posting VALUES (?, ?, ?, ?, ?)',
      ...[id, index, debit, credit, centiHours],
    ),
    ...add(debit, -centiHours),
    ...add(credit, centiHours),
    sql(
      `INSERT INTO time_bank_flow VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (day, kind, debit, credit)
       DO UPDATE SET centi_hours = centi_hours + excluded.centi_hours`,
      ...[day, kind, family(debit), family(credit), centiHours],
    ),
  ]);
}

function add(account: string, centiHours: number): Statement[] {
  const added = sql(
    `INSERT INTO time_bank_balance VALUES (?, ?)
     ON CONFLICT (account) DO UPDATE SET centi_hours = centi_hours + excluded.centi_hours`,
    ...[account, centiHours],
  );
  if (!account.startsWith('transit:')) return [added];
  // What has arrived is no longer in transit: the list shows only what is on its way.
  return [
    added,
    sql('DELETE FROM time_bank_balance WHERE account = ? AND centi_hours = 0', account),
  ];
}

/** `available:<volunteer>` → `available` */
function family(account: string): string {
  return account.split(':')[0] ?? account;
}
