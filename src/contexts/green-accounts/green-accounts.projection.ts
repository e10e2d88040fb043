import { type Projection, projects, sql } from '../../projections/projection.js';
import type { StationOpened } from '../stations/index.js';
import type { HouseholdEvent } from './domain/household.events.js';

/** Households, who belongs to them, and every drop as it stands. */
export const greenAccountsProjection: Projection = {
  name: 'green-accounts',
  version: 1,
  tables: [
    ...['green_accounts_household', 'green_accounts_member', 'green_accounts_drop'],
    'green_accounts_station',
  ],
  schema: `
    CREATE TABLE green_accounts_household (
      household_id TEXT PRIMARY KEY, code TEXT NOT NULL, station_id TEXT NOT NULL,
      organisation_id TEXT NOT NULL, division_code TEXT NOT NULL, closed INTEGER NOT NULL,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX green_accounts_household_by_code ON green_accounts_household (code);
    CREATE INDEX green_accounts_household_by_station
      ON green_accounts_household (station_id, household_id);
    CREATE TABLE green_accounts_member (
      household_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (household_id, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE green_accounts_drop (
      drop_id TEXT PRIMARY KEY, household_id TEXT NOT NULL, kind TEXT NOT NULL, grams INTEGER,
      pieces INTEGER, passed INTEGER NOT NULL, inspector_id TEXT NOT NULL, at TEXT NOT NULL,
      on_day TEXT NOT NULL, points INTEGER NOT NULL, version INTEGER NOT NULL, annulled TEXT
    ) STRICT;
    CREATE INDEX green_accounts_drop_by_household ON green_accounts_drop (household_id, at, drop_id);
    CREATE TABLE green_accounts_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, division_code TEXT NOT NULL
    ) STRICT;
  `,
  on: projects<HouseholdEvent | StationOpened>({
    'stations.StationOpened': ({ data: s }) => [
      sql(
        'INSERT INTO green_accounts_station VALUES (?, ?, ?)',
        ...[s.stationId, s.organisationId, s.divisionCode],
      ),
    ],
    'green-accounts.HouseholdRegistered': ({ data: h, revision }) => [
      sql(
        'INSERT INTO green_accounts_household VALUES (?, ?, ?, ?, ?, 0, ?)',
        ...[h.householdId, h.code, h.stationId, h.organisationId, h.divisionCode, revision],
      ),
    ],
    'green-accounts.HouseholdMemberJoined': ({ data: { householdId, personId } }) => [
      sql('INSERT OR IGNORE INTO green_accounts_member VALUES (?, ?)', householdId, personId),
    ],
    'green-accounts.HouseholdMemberLeft': ({ data: { householdId, personId } }) => [
      sql(
        'DELETE FROM green_accounts_member WHERE household_id = ? AND person_id = ?',
        ...[householdId, personId],
      ),
    ],
    'green-accounts.HouseholdClosed': ({ data: { householdId }, revision }) => [
      sql('DELETE FROM green_accounts_member WHERE household_id = ?', householdId),
      sql(
        'UPDATE green_accounts_household SET closed = 1, revision = ? WHERE household_id = ?',
        ...[revision, householdId],
      ),
    ],
    'green-accounts.DropInspected': ({ data: d }) => [
      sql(
        'INSERT INTO green_accounts_drop VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, NULL)',
        ...[d.dropId, d.householdId, d.kind, d.grams, d.pieces, d.passed ? 1 : 0],
        ...[d.inspectorId, d.at, d.on, d.points],
      ),
    ],
    'green-accounts.DropCorrected': ({ data: d }) => [
      sql(
        `UPDATE green_accounts_drop SET grams = ?, pieces = ?, passed = ?, points = ?, version = ?
         WHERE drop_id = ?`,
        ...[d.grams, d.pieces, d.passed ? 1 : 0, d.points, d.version, d.dropId],
      ),
    ],
    'green-accounts.DropAnnulled': ({ data: { dropId, reason } }) => [
      sql(
        'UPDATE green_accounts_drop SET points = 0, annulled = ? WHERE drop_id = ?',
        ...[reason, dropId],
      ),
    ],
  }),
};
