import { localDateOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ActivityScheduled, ProjectApproved } from '../activities/index.js';
import {
  gradeOf,
  type RecordCorrected,
  type RecordSubmitted,
  type ServiceBookEvent,
  type SignedIn,
} from '../service-records/index.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';

type Foreign = OrganisationRegistered | ProjectApproved | ActivityScheduled | VolunteerRegistered;

/** What the designated system is told (O67 art. 4): volunteers and hours, without a name. */
export const nationalProjection: Projection = {
  name: 'exchange-national',
  version: 2,
  tables: [
    'exchange_organisation',
    'exchange_project',
    'exchange_activity',
    'exchange_volunteer',
    'exchange_record',
  ],
  schema: `
    CREATE TABLE exchange_organisation (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE exchange_project (project_id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE exchange_activity (
      activity_id TEXT PRIMARY KEY, project_id TEXT NOT NULL, title TEXT NOT NULL,
      place TEXT NOT NULL, content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE exchange_volunteer (
      volunteer_id TEXT PRIMARY KEY, division_code TEXT NOT NULL, organisation_id TEXT,
      station_id TEXT, categories TEXT NOT NULL
    ) STRICT;
    CREATE TABLE exchange_record (
      record_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, activity_id TEXT,
      organisation_id TEXT, station_id TEXT, date TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT, centi_hours INTEGER NOT NULL, status TEXT NOT NULL, grade TEXT,
      mode TEXT NOT NULL, recorded_on TEXT NOT NULL
    ) STRICT;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS exchange_record_by_day ON exchange_record (date, record_id);
  `,
  on: {
    ...projects<Foreign>({
      'stations.OrganisationRegistered': ({ data: o }) => [
        sql(
          'INSERT INTO exchange_organisation VALUES (?, ?, ?)',
          ...[o.organisationId, o.legalName, o.divisionCode],
        ),
      ],
      'activities.ProjectApproved': ({ data: { projectId, name } }) => [
        sql('INSERT INTO exchange_project VALUES (?, ?)', projectId, name),
      ],
      'activities.ActivityScheduled': ({ data: a }) => [
        sql(
          'INSERT INTO exchange_activity VALUES (?, ?, ?, ?, ?)',
          ...[a.activityId, a.projectId, a.title, a.place, a.content],
        ),
      ],
      'volunteers.VolunteerRegistered': ({ data: v }) => [
        sql(
          'INSERT INTO exchange_volunteer VALUES (?, ?, ?, ?, ?)',
          ...[v.volunteerId, v.divisionCode, v.organisationId, v.stationId],
          JSON.stringify(v.serviceCategories),
        ),
      ],
    }),
    ...projects<ServiceBookEvent>({
      'service-records.SignedIn': signedIn,
      'service-records.SignInLapsed': ({ data: { recordId } }) => [
        sql('DELETE FROM exchange_record WHERE record_id = ?', recordId),
      ],
      'service-records.RecordSubmitted': submitted,
      'service-records.RecordConfirmed': ({ data: { recordId, grade } }) => [
        sql('UPDATE exchange_record SET grade = ? WHERE record_id = ?', grade, recordId),
      ],
      'service-records.RecordRejected': ({ data }) => [status('rejected', data.recordId)],
      'service-records.RecordPublicised': ({ data }) => [status('publicised', data.recordId)],
      'service-records.RecordTookEffect': ({ data: { recordId, grade } }) => [
        sql(
          `UPDATE exchange_record SET status = 'effective', grade = ? WHERE record_id = ?`,
          ...[grade, recordId],
        ),
      ],
      'service-records.RecordVoided': ({ data }) => [status('voided', data.recordId)],
      'service-records.RecordCorrected': corrected,
      'service-records.ObjectionRaised': ({ data: { recordId, stopsEffect } }) =>
        stopsEffect ? [status('objected', recordId)] : [],
    }),
  },
};

function signedIn({ data: s, meta }: Recorded<SignedIn>): Statement[] {
  return [
    sql(
      `INSERT OR REPLACE INTO exchange_record
       VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0, 'signed-in', NULL, 'sign-in', ?)`,
      ...[s.recordId, s.volunteerId, s.activityId, s.organisationId, s.stationId],
      ...[localDateOf(s.shiftStartsAt), s.at, localDateOf(meta.recordedAt)],
    ),
  ];
}

function submitted({ data: r, meta }: Recorded<RecordSubmitted>): Statement[] {
  return [
    sql(
      `INSERT OR REPLACE INTO exchange_record
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'submitted', ?, ?, ?)`,
      ...[r.recordId, r.volunteerId, r.activityId, r.organisationId, r.stationId, r.date],
      ...[r.startsAt, r.endsAt, r.centiHours, gradeOf(r.evidence), r.mode],
      localDateOf(meta.recordedAt),
    ),
  ];
}

function corrected({ data: r }: Recorded<RecordCorrected>): Statement[] {
  return [
    sql(
      `UPDATE exchange_record
       SET date = ?, starts_at = ?, ends_at = ?, centi_hours = ?, grade = ?, status = ?
       WHERE record_id = ?`,
      ...[r.date, r.startsAt, r.endsAt, r.centiHours, r.grade],
      ...[r.wasEffective ? 'effective' : 'submitted', r.recordId],
    ),
  ];
}

function status(name: string, recordId: string): Statement {
  return sql('UPDATE exchange_record SET status = ? WHERE record_id = ?', name, recordId);
}
