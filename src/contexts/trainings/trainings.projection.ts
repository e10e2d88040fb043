import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import type { CourseEvent } from './domain/course.events.js';
import type { QualificationEvent } from './domain/qualification.events.js';

export const trainingsProjection: Projection = {
  name: 'trainings',
  version: 2,
  tables: [
    'trainings_organisation',
    'trainings_volunteer',
    'trainings_course',
    'trainings_session',
    'trainings_attendance',
    'trainings_qualification',
  ],
  schema: `
    CREATE TABLE trainings_organisation (
      organisation_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE trainings_volunteer (
      volunteer_id TEXT PRIMARY KEY, division_code TEXT NOT NULL, station_id TEXT,
      organisation_id TEXT
    ) STRICT;
    CREATE TABLE trainings_course (
      course_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, station_id TEXT,
      division_code TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
      host_unit TEXT NOT NULL, centi_hours INTEGER NOT NULL, leads_to TEXT, closed INTEGER NOT NULL,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE trainings_session (
      session_id TEXT PRIMARY KEY, course_id TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL, place TEXT NOT NULL, cancelled INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX trainings_session_by_course ON trainings_session (course_id, starts_at, session_id);
    CREATE TABLE trainings_attendance (
      volunteer_id TEXT NOT NULL, session_id TEXT NOT NULL, course_id TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, PRIMARY KEY (volunteer_id, session_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX trainings_attendance_by_session
      ON trainings_attendance (session_id, volunteer_id);
    CREATE TABLE trainings_qualification (
      qualification_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, kind TEXT NOT NULL,
      course_id TEXT, proof_hash TEXT, valid_from TEXT NOT NULL, valid_until TEXT,
      revoked_on TEXT, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX trainings_qualification_by_volunteer
      ON trainings_qualification (volunteer_id, valid_from, qualification_id);
  `,
  on: {
    ...projects<OrganisationRegistered | VolunteerRegistered | CourseEvent>({
      'volunteers.VolunteerRegistered': ({ data: v }) => [
        sql(
          'INSERT INTO trainings_volunteer VALUES (?, ?, ?, ?)',
          ...[v.volunteerId, v.divisionCode, v.stationId, v.organisationId],
        ),
      ],
      'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
        sql('INSERT INTO trainings_organisation VALUES (?, ?)', organisationId, divisionCode),
      ],
      'trainings.CourseOffered': ({ data: c, revision }) => [
        sql(
          'INSERT INTO trainings_course VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)',
          ...[c.courseId, c.organisationId, c.stationId, c.divisionCode, c.name, c.content],
          ...[c.hostUnit, c.centiHours, c.leadsTo, revision],
        ),
      ],
      'trainings.CourseClosed': ({ data: { courseId }, revision }) => [
        sql(
          'UPDATE trainings_course SET closed = 1, revision = ? WHERE course_id = ?',
          ...[revision, courseId],
        ),
      ],
      'trainings.SessionScheduled': ({ data: s }) => [
        sql(
          'INSERT INTO trainings_session VALUES (?, ?, ?, ?, ?, 0)',
          ...[s.sessionId, s.courseId, s.startsAt, s.endsAt, s.place],
        ),
      ],
      'trainings.SessionCancelled': ({ data: { sessionId } }) => [
        sql('UPDATE trainings_session SET cancelled = 1 WHERE session_id = ?', sessionId),
      ],
      'trainings.AttendanceRecorded': ({ data: a }) => [
        sql(
          'INSERT INTO trainings_attendance VALUES (?, ?, ?, ?)',
          ...[a.volunteerId, a.sessionId, a.courseId, a.centiHours],
        ),
      ],
      'trainings.AttendanceWithdrawn': ({ data: { volunteerId, sessionId } }) => [
        sql(
          'DELETE FROM trainings_attendance WHERE volunteer_id = ? AND session_id = ?',
          ...[volunteerId, sessionId],
        ),
      ],
    }),
    ...projects<QualificationEvent>({
      'trainings.QualificationGranted': ({ data: q, revision }) => [
        sql(
          'INSERT INTO trainings_qualification VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)',
          ...[q.qualificationId, q.volunteerId, q.kind],
          q.basis.kind === 'course' ? q.basis.courseId : null,
          q.basis.kind === 'proof' ? q.basis.proofHash : null,
          ...[q.validFrom, q.validUntil, revision],
        ),
      ],
      'trainings.QualificationRevoked': ({ data: { qualificationId, on }, revision }) => [
        sql(
          `UPDATE trainings_qualification SET revoked_on = ?, revision = ?
           WHERE qualification_id = ?`,
          ...[on, revision, qualificationId],
        ),
      ],
    }),
  },
};
