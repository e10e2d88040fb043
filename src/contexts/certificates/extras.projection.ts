import { localDateOf } from '../../kernel/calendar.js';
import { type Projection, projects, sql } from '../../projections/projection.js';
import type { EvaluationGiven } from '../feedback/index.js';
import type { AwardRecorded, AwardRevoked, StarGranted, StarRevoked } from '../honours/index.js';
import type {
  AttendanceRecorded,
  AttendanceWithdrawn,
  CourseOffered,
  SessionScheduled,
} from '../trainings/index.js';
import type { ExtrasListed } from './domain/certificate.events.js';

type Source =
  | CourseOffered
  | SessionScheduled
  | AttendanceRecorded
  | AttendanceWithdrawn
  | AwardRecorded
  | AwardRevoked
  | StarGranted
  | StarRevoked
  | EvaluationGiven;

/** The ladder of a star, as its grant names it. */
export type SchemeId = StarGranted['data']['scheme'];

/**
 * What stands in the record beside hours, and which certificates list it. Part of the certificates
 * read model.
 */
export const extrasTables = {
  tables: [
    'certificates_course',
    'certificates_session',
    'certificates_training',
    'certificates_award',
    'certificates_star',
    'certificates_mark',
    'certificates_listed_extra',
  ],
  schema: `
    CREATE TABLE certificates_course (
      course_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, name TEXT NOT NULL,
      host_unit TEXT NOT NULL
    ) STRICT;
    CREATE TABLE certificates_session (session_id TEXT PRIMARY KEY, date TEXT NOT NULL) STRICT;
    CREATE TABLE certificates_training (
      volunteer_id TEXT NOT NULL, session_id TEXT NOT NULL, course_id TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, PRIMARY KEY (volunteer_id, session_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE certificates_award (
      award_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
      date TEXT NOT NULL
    ) STRICT;
    CREATE INDEX certificates_award_by_volunteer ON certificates_award (volunteer_id, date);
    CREATE TABLE certificates_star (
      application_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, scheme TEXT NOT NULL,
      star INTEGER NOT NULL, counted_from TEXT NOT NULL, counted_until TEXT NOT NULL
    ) STRICT;
    CREATE INDEX certificates_star_by_volunteer ON certificates_star (volunteer_id);
    CREATE TABLE certificates_mark (
      record_id TEXT NOT NULL, evaluator TEXT NOT NULL, points INTEGER NOT NULL,
      PRIMARY KEY (record_id, evaluator)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE certificates_listed_extra (
      certificate_id TEXT NOT NULL, kind TEXT NOT NULL, extra_id TEXT NOT NULL,
      centi_hours INTEGER, PRIMARY KEY (certificate_id, kind, extra_id)
    ) STRICT, WITHOUT ROWID;
  `,
  on: {
    ...projects<Source>({
      'trainings.CourseOffered': ({ data: c }) => [
        sql(
          'INSERT INTO certificates_course VALUES (?, ?, ?, ?)',
          ...[c.courseId, c.organisationId, c.name, c.hostUnit],
        ),
      ],
      'trainings.SessionScheduled': ({ data: { sessionId, startsAt } }) => [
        sql('INSERT INTO certificates_session VALUES (?, ?)', sessionId, localDateOf(startsAt)),
      ],
      'trainings.AttendanceRecorded': ({ data: a }) => [
        sql(
          'INSERT INTO certificates_training VALUES (?, ?, ?, ?)',
          ...[a.volunteerId, a.sessionId, a.courseId, a.centiHours],
        ),
      ],
      'trainings.AttendanceWithdrawn': ({ data: { volunteerId, sessionId } }) => [
        sql(
          'DELETE FROM certificates_training WHERE volunteer_id = ? AND session_id = ?',
          ...[volunteerId, sessionId],
        ),
      ],
      'honours.AwardRecorded': ({ data: a }) => [
        sql(
          'INSERT INTO certificates_award VALUES (?, ?, ?, ?)',
          ...[a.awardId, a.volunteerId, a.organisationId, a.on],
        ),
      ],
      'honours.AwardRevoked': ({ data: { awardId } }) => [
        sql('DELETE FROM certificates_award WHERE award_id = ?', awardId),
      ],
      'honours.StarGranted': ({ data: s }) => [
        sql(
          'INSERT INTO certificates_star VALUES (?, ?, ?, ?, ?, ?)',
          ...[s.applicationId, s.volunteerId, s.scheme, s.star, s.counted.from, s.counted.until],
        ),
      ],
      'honours.StarRevoked': ({ data: { applicationId } }) => [
        sql('DELETE FROM certificates_star WHERE application_id = ?', applicationId),
      ],
      'feedback.EvaluationGiven': ({ data: { recordId, evaluator, marks } }) => [
        sql(
          'INSERT OR REPLACE INTO certificates_mark VALUES (?, ?, ?)',
          ...[recordId, evaluator, marks.punctuality + marks.attitude + marks.skill],
        ),
      ],
    }),
    ...projects<ExtrasListed>({
      'certificates.ExtrasListed': ({ data: { certificateId, trainings, awards, star } }) => [
        ...trainings.map((t) => listed(certificateId, 'training', [t.sessionId, t.centiHours])),
        ...awards.map((awardId) => listed(certificateId, 'award', [awardId, null])),
        ...(star ? [listed(certificateId, 'star', [star.applicationId, null])] : []),
      ],
    }),
  },
} satisfies Pick<Projection, 'tables' | 'schema' | 'on'>;

/** What does not count any more need not be held against what it lists. */
export function listsNoExtras(certificateId: string) {
  return sql('DELETE FROM certificates_listed_extra WHERE certificate_id = ?', certificateId);
}

function listed(
  certificateId: string,
  kind: 'training' | 'award' | 'star',
  [extraId, centiHours]: readonly [string, number | null],
) {
  return sql(
    'INSERT INTO certificates_listed_extra VALUES (?, ?, ?, ?)',
    ...[certificateId, kind, extraId, centiHours],
  );
}
