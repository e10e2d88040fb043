import { type Projection, projects, sql } from '../../projections/projection.js';
import type { VolunteerEnrolled } from '../activities/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import type { RecordSubmitted } from './domain/service-book.events.js';

/** Where each volunteer is at home, and serves: what a clerk's scope is held against. */
export const recordPeopleProjection: Projection = {
  name: 'service-records-people',
  version: 1,
  tables: ['service_records_person', 'service_records_taking_part'],
  schema: `
    CREATE TABLE service_records_person (
      volunteer_id TEXT PRIMARY KEY, organisation_id TEXT, station_id TEXT,
      division_code TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE service_records_taking_part (
      volunteer_id TEXT NOT NULL, activity_id TEXT NOT NULL, PRIMARY KEY (volunteer_id, activity_id)
    ) STRICT, WITHOUT ROWID;
  `,
  on: projects<VolunteerRegistered | VolunteerEnrolled | RecordSubmitted>({
    'volunteers.VolunteerRegistered': ({ data: v }) => [
      sql(
        'INSERT INTO service_records_person VALUES (?, ?, ?, ?)',
        ...[v.volunteerId, v.organisationId, v.stationId, v.divisionCode],
      ),
    ],
    'activities.VolunteerEnrolled': ({ data: { volunteerId, activityId } }) => [
      takesPart(volunteerId, activityId),
    ],
    'service-records.RecordSubmitted': ({ data: { volunteerId, activityId } }) =>
      activityId === null ? [] : [takesPart(volunteerId, activityId)],
  }),
};

function takesPart(volunteerId: string, activityId: string) {
  return sql(
    'INSERT OR IGNORE INTO service_records_taking_part VALUES (?, ?)',
    ...[volunteerId, activityId],
  );
}
