import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ActivityScheduled } from '../activities/index.js';
import type { GreenAccountsEvent } from '../green-accounts/index.js';
import type { RecordSubmitted } from '../service-records/index.js';
import type { StationEvent } from '../stations/index.js';
import type { VolunteerEvent } from '../volunteers/index.js';

/**
 * Whose accounts these are and where: of each household and volunteer the place that a clerk's scope
 * is held against; of each record the class of service that its points follow.
 */
export const pointsHoldersProjection: Projection = {
  name: 'points-holders',
  version: 1,
  tables: [
    ...['points_holder', 'points_member', 'points_station'],
    ...['points_activity', 'points_record'],
  ],
  schema: `
    CREATE TABLE points_holder (
      account_id TEXT PRIMARY KEY, code TEXT, station_id TEXT, organisation_id TEXT,
      division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE points_member (
      account_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (account_id, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE points_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE points_activity (
      activity_id TEXT PRIMARY KEY, category TEXT NOT NULL
    ) STRICT;
    CREATE TABLE points_record (
      record_id TEXT PRIMARY KEY, activity_id TEXT
    ) STRICT;
  `,
  on: projects<
    GreenAccountsEvent | VolunteerEvent | StationEvent | ActivityScheduled | RecordSubmitted
  >({
    'green-accounts.HouseholdRegistered': ({ data: h }) => [
      sql(
        'INSERT INTO points_holder VALUES (?, ?, ?, ?, ?)',
        ...[`green.${h.householdId}`, h.code, h.stationId, h.organisationId, h.divisionCode],
      ),
    ],
    'green-accounts.HouseholdMemberJoined': ({ data: { householdId, personId } }) => [
      belongs(`green.${householdId}`, personId),
    ],
    'green-accounts.HouseholdMemberLeft': ({ data: { householdId, personId } }) => [
      sql(
        'DELETE FROM points_member WHERE account_id = ? AND person_id = ?',
        ...[`green.${householdId}`, personId],
      ),
    ],
    'green-accounts.HouseholdClosed': ({ data: { householdId } }) => [
      sql('DELETE FROM points_member WHERE account_id = ?', `green.${householdId}`),
    ],
    'volunteers.VolunteerRegistered': ({ data: v }) => [
      sql(
        'INSERT INTO points_holder VALUES (?, NULL, ?, ?, ?)',
        ...[`volunteer.${v.volunteerId}`, v.stationId, v.organisationId, v.divisionCode],
      ),
      belongs(`volunteer.${v.volunteerId}`, v.volunteerId),
    ],
    'stations.StationOpened': ({ data: s }) => [
      sql(
        'INSERT INTO points_station VALUES (?, ?, ?)',
        ...[s.stationId, s.organisationId, s.divisionCode],
      ),
    ],
    'activities.ActivityScheduled': ({ data: { activityId, category } }) => [
      sql('INSERT INTO points_activity VALUES (?, ?)', activityId, category),
    ],
    'service-records.RecordSubmitted': ({ data: { recordId, activityId } }) => [
      sql('INSERT OR REPLACE INTO points_record VALUES (?, ?)', recordId, activityId),
    ],
  }),
};

function belongs(accountId: string, personId: string): Statement {
  return sql('INSERT OR IGNORE INTO points_member VALUES (?, ?)', accountId, personId);
}
