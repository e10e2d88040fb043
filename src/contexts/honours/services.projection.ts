import { type Projection, projects, sql } from '../../projections/projection.js';
import type { ActivityScheduled, ProjectApproved } from '../activities/index.js';
import type { ComplaintEvent, EvaluationEvent } from '../feedback/index.js';
import type { ServiceBookEvent } from '../service-records/index.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type { IdentityReleased, VolunteerEvent } from '../volunteers/index.js';

/** What honours rest on: who served where and when, and what others said of it. */
export const honoursServicesProjection: Projection = {
  name: 'honours-services',
  version: 1,
  tables: [
    'honours_volunteer',
    'honours_organisation',
    'honours_project',
    'honours_activity',
    'honours_service',
    'honours_mark',
    'honours_complaint',
  ],
  schema: `
    CREATE TABLE honours_volunteer (
      volunteer_id TEXT PRIMARY KEY, age_band TEXT NOT NULL, registered_on TEXT NOT NULL,
      division_code TEXT NOT NULL, station_id TEXT, organisation_id TEXT, gone INTEGER NOT NULL,
      public_by_name INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX honours_volunteer_by_division ON honours_volunteer (division_code);
    CREATE INDEX honours_volunteer_by_organisation ON honours_volunteer (organisation_id);
    CREATE TABLE honours_organisation (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, division_code TEXT NOT NULL,
      registered_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE honours_project (
      project_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, name TEXT NOT NULL,
      from_date TEXT NOT NULL, to_date TEXT NOT NULL, regular INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX honours_project_by_organisation ON honours_project (organisation_id, from_date);
    CREATE TABLE honours_activity (
      activity_id TEXT PRIMARY KEY, project_id TEXT NOT NULL, category TEXT NOT NULL,
      division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE honours_service (
      record_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, activity_id TEXT,
      organisation_id TEXT, date TEXT NOT NULL, centi_hours INTEGER NOT NULL,
      effective INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX honours_service_by_volunteer ON honours_service (volunteer_id, date);
    CREATE INDEX honours_service_by_organisation ON honours_service (organisation_id, date);
    CREATE INDEX honours_service_by_activity ON honours_service (activity_id);
    CREATE TABLE honours_mark (
      record_id TEXT NOT NULL, evaluator TEXT NOT NULL, volunteer_id TEXT NOT NULL,
      organisation_id TEXT, points INTEGER NOT NULL, PRIMARY KEY (record_id, evaluator)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX honours_mark_by_volunteer ON honours_mark (volunteer_id);
    CREATE INDEX honours_mark_by_organisation ON honours_mark (organisation_id);
    CREATE TABLE honours_complaint (
      complaint_id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_id TEXT NOT NULL,
      organisation_id TEXT, outcome TEXT
    ) STRICT;
    CREATE INDEX honours_complaint_by_subject ON honours_complaint (subject_id);
    CREATE INDEX honours_complaint_by_organisation ON honours_complaint (organisation_id);
  `,
  on: {
    ...projects<VolunteerEvent | IdentityReleased>({
      'volunteers.VolunteerRegistered': ({ data: v }) => [
        sql(
          'INSERT INTO honours_volunteer VALUES (?, ?, ?, ?, ?, ?, 0, 0)',
          ...[v.volunteerId, v.ageBand, v.registeredOn, v.divisionCode, v.stationId],
          v.organisationId,
        ),
      ],
      'volunteers.ConsentGiven': ({ data: { volunteerId, purpose } }) =>
        purpose === 'publicity-by-name' ? [named(volunteerId, true)] : [],
      'volunteers.ConsentWithdrawn': ({ data: { volunteerId, purpose } }) =>
        purpose === 'publicity-by-name' ? [named(volunteerId, false)] : [],
      'volunteers.VolunteerLeft': ({ data: { volunteerId } }) => [gone(volunteerId, true)],
      'volunteers.VolunteerReturned': ({ data: { volunteerId } }) => [gone(volunteerId, false)],
      'volunteers.IdentityReleased': ({ data: { volunteerId } }) => [gone(volunteerId, true)],
    }),
    ...projects<OrganisationRegistered | ProjectApproved | ActivityScheduled>({
      'stations.OrganisationRegistered': ({ data: o, meta }) => [
        sql(
          'INSERT INTO honours_organisation VALUES (?, ?, ?, ?)',
          ...[o.organisationId, o.legalName, o.divisionCode, meta.recordedAt],
        ),
      ],
      'activities.ProjectApproved': ({ data: p }) => [
        sql(
          'INSERT INTO honours_project VALUES (?, ?, ?, ?, ?, ?)',
          ...[p.projectId, p.organisationId, p.name, p.from, p.to, p.regular ? 1 : 0],
        ),
      ],
      'activities.ActivityScheduled': ({ data: a }) => [
        sql(
          'INSERT INTO honours_activity VALUES (?, ?, ?, ?)',
          ...[a.activityId, a.projectId, a.category, a.divisionCode],
        ),
      ],
    }),
    ...projects<ServiceBookEvent>({
      'service-records.RecordSubmitted': ({ data: r }) => [
        sql(
          'INSERT INTO honours_service VALUES (?, ?, ?, ?, ?, ?, 0)',
          ...[r.recordId, r.volunteerId, r.activityId, r.organisationId, r.date, r.centiHours],
        ),
      ],
      'service-records.RecordTookEffect': ({ data: { recordId, date, centiHours } }) => [
        sql(
          `UPDATE honours_service SET effective = 1, date = ?, centi_hours = ?
           WHERE record_id = ?`,
          ...[date, centiHours, recordId],
        ),
      ],
      'service-records.RecordCorrected': ({ data: { recordId, date, centiHours } }) => [
        sql(
          'UPDATE honours_service SET date = ?, centi_hours = ? WHERE record_id = ?',
          ...[date, centiHours, recordId],
        ),
      ],
      'service-records.RecordVoided': ({ data: { recordId } }) => [
        sql('UPDATE honours_service SET effective = 0 WHERE record_id = ?', recordId),
      ],
    }),
    ...projects<EvaluationEvent | ComplaintEvent>({
      'feedback.EvaluationGiven': ({ data: e }) => [
        sql(
          'INSERT OR REPLACE INTO honours_mark VALUES (?, ?, ?, ?, ?)',
          ...[e.recordId, e.evaluator, e.volunteerId, e.organisationId],
          e.marks.punctuality + e.marks.attitude + e.marks.skill,
        ),
      ],
      'feedback.ComplaintFiled': ({ data: c }) => [
        sql(
          'INSERT INTO honours_complaint VALUES (?, ?, ?, ?, NULL)',
          ...[c.complaintId, c.kind, c.subjectId, c.organisationId],
        ),
      ],
      'feedback.ComplaintDecided': ({ data: { complaintId, outcome } }) => [
        sql(
          'UPDATE honours_complaint SET outcome = ? WHERE complaint_id = ?',
          ...[outcome, complaintId],
        ),
      ],
    }),
  },
};

function named(volunteerId: string, isNamed: boolean) {
  return sql(
    'UPDATE honours_volunteer SET public_by_name = ? WHERE volunteer_id = ?',
    ...[isNamed ? 1 : 0, volunteerId],
  );
}

function gone(volunteerId: string, isGone: boolean) {
  return sql(
    'UPDATE honours_volunteer SET gone = ? WHERE volunteer_id = ?',
    ...[isGone ? 1 : 0, volunteerId],
  );
}
