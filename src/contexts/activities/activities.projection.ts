import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type { ActivityEvent, ProjectEvent } from './domain/activity.events.js';

export const activitiesProjection: Projection = {
  name: 'activities',
  version: 1,
  tables: [
    'activities_organisation',
    'activities_project',
    'activities_activity',
    'activities_shift',
    'activities_enrolment',
  ],
  schema: `
    CREATE TABLE activities_organisation (
      organisation_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE activities_project (
      project_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, station_id TEXT,
      name TEXT NOT NULL, categories TEXT NOT NULL, from_date TEXT NOT NULL, to_date TEXT NOT NULL,
      regular INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE activities_activity (
      activity_id TEXT PRIMARY KEY, project_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
      station_id TEXT, division_code TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL,
      content TEXT NOT NULL, category TEXT NOT NULL, findings TEXT, cancelled INTEGER NOT NULL,
      starts_at TEXT NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX activities_activity_by_start ON activities_activity (starts_at, activity_id);
    CREATE TABLE activities_shift (
      shift_id TEXT PRIMARY KEY, activity_id TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL, capacity INTEGER NOT NULL, enrolled INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX activities_shift_by_activity ON activities_shift (activity_id, starts_at);
    CREATE TABLE activities_enrolment (
      shift_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, activity_id TEXT NOT NULL,
      PRIMARY KEY (shift_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX activities_enrolment_by_volunteer ON activities_enrolment (volunteer_id);
  `,
  on: projects<OrganisationRegistered | ProjectEvent | ActivityEvent>({
    'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
      sql('INSERT INTO activities_organisation VALUES (?, ?)', organisationId, divisionCode),
    ],
    'activities.ProjectApproved': ({ data: p, revision }) => [
      sql(
        'INSERT INTO activities_project VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[p.projectId, p.organisationId, p.stationId, p.name, JSON.stringify(p.categories)],
        ...[p.from, p.to, p.regular ? 1 : 0, revision],
      ),
    ],
    'activities.ActivityScheduled': ({ data: a, revision }) => [
      sql(
        'INSERT INTO activities_activity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?)',
        ...[a.activityId, a.projectId, a.organisationId, a.stationId, a.divisionCode, a.title],
        ...[a.place, a.content, a.category, firstStart(a.shifts), revision],
      ),
      ...a.shifts.map((s) =>
        sql(
          'INSERT INTO activities_shift VALUES (?, ?, ?, ?, ?, 0)',
          ...[s.shiftId, a.activityId, s.startsAt, s.endsAt, s.capacity],
        ),
      ),
    ],
    'activities.ActivityScreened': ({ data: { activityId, findings }, revision }) => [
      sql(
        'UPDATE activities_activity SET findings = ?, revision = ? WHERE activity_id = ?',
        ...[JSON.stringify(findings), revision, activityId],
      ),
    ],
    'activities.ActivityCancelled': ({ data: { activityId }, revision }) => [
      sql(
        'UPDATE activities_activity SET cancelled = 1, revision = ? WHERE activity_id = ?',
        ...[revision, activityId],
      ),
    ],
    'activities.VolunteerEnrolled': ({ data: { activityId, shiftId, volunteerId } }) => [
      sql('INSERT INTO activities_enrolment VALUES (?, ?, ?)', shiftId, volunteerId, activityId),
      sql('UPDATE activities_shift SET enrolled = enrolled + 1 WHERE shift_id = ?', shiftId),
    ],
    'activities.EnrolmentWithdrawn': ({ data: { shiftId, volunteerId } }) => [
      sql(
        'DELETE FROM activities_enrolment WHERE shift_id = ? AND volunteer_id = ?',
        ...[shiftId, volunteerId],
      ),
      sql('UPDATE activities_shift SET enrolled = enrolled - 1 WHERE shift_id = ?', shiftId),
    ],
  }),
};

function firstStart(shifts: readonly { readonly startsAt: string }[]): string {
  return shifts.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), '9999');
}
