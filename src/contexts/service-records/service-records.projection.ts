import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ActivityEvent } from '../activities/index.js';
import type { OrganisationRegistered } from '../stations/index.js';
import { doubtsOf, gradeOf } from './domain/evidence.policy.js';
import type { RecordCorrected } from './domain/proposals.events.js';
import type {
  RecordSubmitted,
  RecordTookEffect,
  ServiceBookEvent,
} from './domain/service-book.events.js';

export const serviceRecordsProjection: Projection = {
  name: 'service-records',
  version: 6,
  tables: [
    'service_records_organisation',
    'service_records_activity',
    'service_records_shift',
    'service_records_enrolment',
    'service_records_open',
    'service_records_record',
    'service_records_offer',
    'service_records_hours',
  ],
  schema: `
    CREATE TABLE service_records_organisation (
      organisation_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE service_records_activity (
      activity_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, station_id TEXT,
      division_code TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL,
      content TEXT NOT NULL, category TEXT NOT NULL, recordable INTEGER NOT NULL,
      cancelled INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE service_records_shift (
      shift_id TEXT PRIMARY KEY, activity_id TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX service_records_shift_by_activity
      ON service_records_shift (activity_id, starts_at);
    CREATE TABLE service_records_enrolment (
      shift_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, PRIMARY KEY (shift_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE service_records_open (
      volunteer_id TEXT NOT NULL, year INTEGER NOT NULL, record_id TEXT NOT NULL,
      activity_id TEXT NOT NULL, at TEXT NOT NULL, closes_at TEXT NOT NULL,
      PRIMARY KEY (volunteer_id, year)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX service_records_open_by_activity ON service_records_open (activity_id, at);
    CREATE INDEX service_records_open_by_close ON service_records_open (closes_at);
    CREATE TABLE service_records_record (
      record_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, year INTEGER NOT NULL,
      version INTEGER NOT NULL, status TEXT NOT NULL, activity_id TEXT, organisation_id TEXT,
      station_id TEXT, date TEXT NOT NULL, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, grade TEXT NOT NULL, mode TEXT NOT NULL,
      recorder TEXT NOT NULL, approver TEXT, effective_on TEXT, effective_position TEXT,
      recorded_at TEXT NOT NULL, revision INTEGER NOT NULL, doubts TEXT NOT NULL,
      proof_hash TEXT, late INTEGER NOT NULL, approvals INTEGER NOT NULL, confirmed_by TEXT
    ) STRICT;
    CREATE TABLE service_records_offer (
      code_hash TEXT PRIMARY KEY, record_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE service_records_hours (
      volunteer_id TEXT NOT NULL, grade TEXT NOT NULL, centi_hours INTEGER NOT NULL,
      records INTEGER NOT NULL, PRIMARY KEY (volunteer_id, grade)
    ) STRICT, WITHOUT ROWID;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS service_records_record_by_volunteer
      ON service_records_record (volunteer_id, date, record_id);
    CREATE INDEX IF NOT EXISTS service_records_record_by_status
      ON service_records_record (status, effective_on, record_id);
    CREATE INDEX IF NOT EXISTS service_records_record_by_activity
      ON service_records_record (activity_id, date) WHERE mode = 'sign-in';
    CREATE INDEX IF NOT EXISTS service_records_record_of_activity
      ON service_records_record (activity_id, volunteer_id) WHERE activity_id IS NOT NULL;
    CREATE INDEX IF NOT EXISTS service_records_record_unfinished
      ON service_records_record (date, record_id)
      WHERE status IN ('submitted', 'publicised', 'objected');
    CREATE INDEX IF NOT EXISTS service_records_activity_excluded
      ON service_records_activity (activity_id) WHERE recordable = 0;
    CREATE INDEX IF NOT EXISTS service_records_shift_by_time
      ON service_records_shift (starts_at, shift_id);
  `,
  on: {
    ...projects<OrganisationRegistered | ActivityEvent>({
      'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
        sql('INSERT INTO service_records_organisation VALUES (?, ?)', organisationId, divisionCode),
      ],
      'activities.ActivityScheduled': ({ data: a }) => [
        sql(
          'INSERT INTO service_records_activity VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)',
          ...[a.activityId, a.organisationId, a.stationId, a.divisionCode],
          ...[a.title, a.place, a.content, a.category],
        ),
        ...a.shifts.map((s) =>
          sql(
            'INSERT INTO service_records_shift VALUES (?, ?, ?, ?)',
            ...[s.shiftId, a.activityId, s.startsAt, s.endsAt],
          ),
        ),
      ],
      'activities.ActivityScreened': ({ data: { activityId, findings } }) => [
        sql(
          'UPDATE service_records_activity SET recordable = ? WHERE activity_id = ?',
          ...[findings.length === 0 ? 1 : 0, activityId],
        ),
      ],
      'activities.ActivityCancelled': ({ data: { activityId } }) => [
        sql('UPDATE service_records_activity SET cancelled = 1 WHERE activity_id = ?', activityId),
      ],
      'activities.VolunteerEnrolled': ({ data: { shiftId, volunteerId } }) => [
        sql('INSERT INTO service_records_enrolment VALUES (?, ?)', shiftId, volunteerId),
      ],
      'activities.EnrolmentWithdrawn': ({ data: { shiftId, volunteerId } }) => [
        sql(
          'DELETE FROM service_records_enrolment WHERE shift_id = ? AND volunteer_id = ?',
          ...[shiftId, volunteerId],
        ),
      ],
    }),
    ...projects<ServiceBookEvent>({
      'service-records.SignedIn': ({ data: s, stream }) => [
        sql(
          `INSERT INTO service_records_open VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (volunteer_id, year) DO UPDATE
           SET record_id = excluded.record_id, activity_id = excluded.activity_id,
               at = excluded.at, closes_at = excluded.closes_at WHERE excluded.at >= at`,
          ...[s.volunteerId, yearOfBook(stream), s.recordId, s.activityId, s.at, s.closesAt],
        ),
      ],
      'service-records.SignInLapsed': ({ data: { recordId } }) => [
        sql('DELETE FROM service_records_open WHERE record_id = ?', recordId),
      ],
      'service-records.ConfirmationOffered': ({ data: { codeHash, recordId } }) => [
        sql('INSERT INTO service_records_offer VALUES (?, ?)', codeHash, recordId),
      ],
      'service-records.RecordConfirmed': ({ data: { recordId, by, grade }, revision }) => [
        sql(
          `UPDATE service_records_record SET confirmed_by = ?, grade = ?, revision = ?
           WHERE record_id = ?`,
          ...[by.kind, grade, revision, recordId],
        ),
      ],
      'service-records.RecordSubmitted': submitted,
      'service-records.RecordReviewed': ({ data: { recordId, approver }, revision }) => [
        sql(
          `UPDATE service_records_record
           SET approver = ?, approvals = approvals + 1, revision = ? WHERE record_id = ?`,
          ...[approver, revision, recordId],
        ),
      ],
      'service-records.RecordRejected': ({ data: { recordId, approver }, revision }) => [
        sql(
          `UPDATE service_records_record SET status = 'rejected', approver = ?, revision = ?
           WHERE record_id = ?`,
          ...[approver, revision, recordId],
        ),
      ],
      'service-records.RecordPublicised': ({ data: { recordId, effectiveOn }, revision }) => [
        sql(
          `UPDATE service_records_record
           SET status = 'publicised', effective_on = ?, revision = ? WHERE record_id = ?`,
          ...[effectiveOn, revision, recordId],
        ),
      ],
      'service-records.RecordTookEffect': ({ data: r, revision, position }) => [
        sql(
          `UPDATE service_records_record
           SET status = 'effective', effective_position = ?, revision = ? WHERE record_id = ?`,
          ...[position, revision, r.recordId],
        ),
        hours(r),
      ],
      'service-records.RecordVoided': ({ data: r, revision }) => [
        ...(r.wasEffective ? [leave(r.recordId, r.volunteerId, r.centiHours)] : []),
        sql(
          `UPDATE service_records_record SET status = 'voided', revision = ? WHERE record_id = ?`,
          ...[revision, r.recordId],
        ),
      ],
      'service-records.RecordCorrected': corrected,
      'service-records.ObjectionRaised': ({ data: { recordId, stopsEffect }, revision }) => [
        sql(
          `UPDATE service_records_record
           SET status = CASE ? WHEN 1 THEN 'objected' ELSE status END, revision = ?
           WHERE record_id = ?`,
          ...[stopsEffect ? 1 : 0, revision, recordId],
        ),
      ],
    }),
  },
};

function submitted({ data: r, stream, revision, meta }: Recorded<RecordSubmitted>): Statement[] {
  return [
    sql('DELETE FROM service_records_open WHERE record_id = ?', r.recordId),
    sql(
      `INSERT INTO service_records_record
       VALUES (?, ?, ?, ?, 'submitted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?, ?, ?, ?, 0,
               NULL)`,
      ...[r.recordId, r.volunteerId, yearOfBook(stream), r.version, r.activityId, r.organisationId],
      ...[r.stationId, r.date, r.startsAt, r.endsAt, r.centiHours, gradeOf(r.evidence)],
      ...[r.mode, r.recorder, meta.recordedAt, revision, JSON.stringify(doubtsOf(r.evidence))],
      ...[proofOf(r), r.late === true ? 1 : 0],
    ),
  ];
}

/** Before effect it waits for its review again; after effect the hours change places at once. */
function corrected({ data: r, revision, position }: Recorded<RecordCorrected>): Statement[] {
  const { previous, wasEffective } = r;
  const moved = [leave(r.recordId, r.volunteerId, previous.centiHours), hours(r)];
  return [
    ...(wasEffective ? moved : []),
    sql(
      `UPDATE service_records_record
       SET version = ?, date = ?, starts_at = ?, ends_at = ?, centi_hours = ?, grade = ?,
           recorder = ?, approver = ?, revision = ?, status = ?, effective_position = ?, doubts = ?,
           proof_hash = ?, late = 0, approvals = 0, confirmed_by = NULL,
           effective_on = CASE ? WHEN 1 THEN effective_on ELSE NULL END
       WHERE record_id = ?`,
      ...[r.version, r.date, r.startsAt, r.endsAt, r.centiHours, r.grade, r.recorder],
      ...[wasEffective ? r.approver : null, revision, wasEffective ? 'effective' : 'submitted'],
      ...[wasEffective ? position : null, JSON.stringify(doubtsOf(r.evidence)), proofOf(r)],
      ...[wasEffective ? 1 : 0, r.recordId],
    ),
  ];
}

function hours({
  volunteerId,
  grade,
  centiHours,
}: Pick<RecordTookEffect['data'], 'volunteerId' | 'grade' | 'centiHours'>): Statement {
  return sql(
    `INSERT INTO service_records_hours VALUES (?, ?, ?, 1)
     ON CONFLICT (volunteer_id, grade) DO UPDATE
     SET centi_hours = centi_hours + excluded.centi_hours, records = records + 1`,
    ...[volunteerId, grade, centiHours],
  );
}

function leave(recordId: string, volunteerId: string, centiHours: number): Statement {
  return sql(
    `UPDATE service_records_hours SET centi_hours = centi_hours - ?, records = records - 1
     WHERE volunteer_id = ?
       AND grade = (SELECT grade FROM service_records_record WHERE record_id = ?)`,
    ...[centiHours, volunteerId, recordId],
  );
}

function proofOf({ evidence }: Pick<RecordSubmitted['data'], 'evidence'>): string | null {
  return 'proofHash' in evidence ? evidence.proofHash : null;
}

function yearOfBook(stream: string): number {
  return Number(stream.slice(stream.lastIndexOf('.') + 1));
}
