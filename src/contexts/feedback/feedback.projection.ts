import { type Projection, projects, sql } from '../../projections/projection.js';
import type { ActivityEvent, ProjectEvent } from '../activities/index.js';
import type {
  RecordCorrected,
  RecordRejected,
  RecordReviewed,
  RecordSubmitted,
  RecordVoided,
  SignedIn,
} from '../service-records/index.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import type { ComplaintEvent } from './domain/complaint.events.js';
import type { EvaluationEvent } from './domain/evaluation.events.js';

type Foreign =
  | OrganisationRegistered
  | ProjectEvent
  | ActivityEvent
  | VolunteerRegistered
  | SignedIn
  | RecordSubmitted
  | RecordReviewed
  | RecordRejected
  | RecordVoided
  | RecordCorrected;

/** Who was expected where, what came of it, and what was said about it afterwards. */
export const feedbackProjection: Projection = {
  name: 'feedback',
  version: 1,
  tables: [
    'feedback_organisation',
    'feedback_subject',
    'feedback_record',
    'feedback_shift',
    'feedback_place',
    'feedback_evaluation',
    'feedback_complaint',
  ],
  schema: `
    CREATE TABLE feedback_organisation (
      organisation_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE feedback_subject (
      kind TEXT NOT NULL, subject_id TEXT NOT NULL, organisation_id TEXT, station_id TEXT,
      PRIMARY KEY (kind, subject_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE feedback_record (
      record_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, activity_id TEXT,
      organisation_id TEXT, station_id TEXT, date TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL, recorder TEXT NOT NULL, approver TEXT, standing INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX feedback_record_by_volunteer ON feedback_record (volunteer_id, activity_id);
    CREATE TABLE feedback_shift (
      shift_id TEXT PRIMARY KEY, activity_id TEXT NOT NULL, starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL, cancelled INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX feedback_shift_by_activity ON feedback_shift (activity_id);
    CREATE TABLE feedback_place (
      volunteer_id TEXT NOT NULL, shift_id TEXT NOT NULL, withdrawn_at TEXT,
      signed_in INTEGER NOT NULL, PRIMARY KEY (volunteer_id, shift_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE feedback_evaluation (
      record_id TEXT NOT NULL, evaluator TEXT NOT NULL, version INTEGER NOT NULL,
      evaluation_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, organisation_id TEXT,
      station_id TEXT, by_kind TEXT NOT NULL, punctuality INTEGER NOT NULL,
      attitude INTEGER NOT NULL, skill INTEGER NOT NULL, safety_concern INTEGER NOT NULL,
      has_text INTEGER NOT NULL, on_date TEXT NOT NULL, late INTEGER NOT NULL,
      last INTEGER NOT NULL, PRIMARY KEY (record_id, evaluator, version)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_evaluation_by_volunteer
      ON feedback_evaluation (volunteer_id, on_date, evaluation_id);
    CREATE TABLE feedback_complaint (
      complaint_id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_id TEXT NOT NULL,
      organisation_id TEXT, station_id TEXT, vault_subject TEXT NOT NULL, filed_by TEXT NOT NULL,
      filed_on TEXT NOT NULL, due_on TEXT NOT NULL, provisional INTEGER NOT NULL, outcome TEXT,
      decider TEXT, decided_on TEXT, overdue INTEGER, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX feedback_complaint_by_due ON feedback_complaint (due_on, complaint_id);
  `,
  on: {
    ...projects<Foreign>({
      'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
        sql('INSERT INTO feedback_organisation VALUES (?, ?)', organisationId, divisionCode),
        subject('team', organisationId, { organisationId, stationId: null }),
      ],
      'activities.ProjectApproved': ({ data }) => [subject('project', data.projectId, data)],
      'volunteers.VolunteerRegistered': ({ data }) => [subject('person', data.volunteerId, data)],
      'activities.ActivityScheduled': ({ data: { activityId, shifts } }) =>
        shifts.map((s) =>
          sql(
            'INSERT INTO feedback_shift VALUES (?, ?, ?, ?, 0)',
            ...[s.shiftId, activityId, s.startsAt, s.endsAt],
          ),
        ),
      'activities.ActivityCancelled': ({ data: { activityId } }) => [
        sql('UPDATE feedback_shift SET cancelled = 1 WHERE activity_id = ?', activityId),
      ],
      'activities.VolunteerEnrolled': ({ data: { shiftId, volunteerId } }) => [
        sql(
          `INSERT INTO feedback_place VALUES (?, ?, NULL, 0)
           ON CONFLICT DO UPDATE SET withdrawn_at = NULL`,
          ...[volunteerId, shiftId],
        ),
      ],
      'activities.EnrolmentWithdrawn': ({ data: { shiftId, volunteerId }, meta }) => [
        sql(
          'UPDATE feedback_place SET withdrawn_at = ? WHERE volunteer_id = ? AND shift_id = ?',
          ...[meta.recordedAt, volunteerId, shiftId],
        ),
      ],
      'service-records.SignedIn': ({ data: { shiftId, volunteerId } }) => [
        sql(
          'UPDATE feedback_place SET signed_in = 1 WHERE volunteer_id = ? AND shift_id = ?',
          ...[volunteerId, shiftId],
        ),
      ],
      'service-records.RecordSubmitted': ({ data: r }) => [
        sql(
          'INSERT OR REPLACE INTO feedback_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1)',
          ...[r.recordId, r.volunteerId, r.activityId, r.organisationId, r.stationId, r.date],
          ...[r.startsAt, r.endsAt, r.recorder],
        ),
        subject('hours', r.recordId, r),
      ],
      'service-records.RecordReviewed': ({ data: { recordId, approver } }) => [
        sql('UPDATE feedback_record SET approver = ? WHERE record_id = ?', approver, recordId),
      ],
      'service-records.RecordRejected': ({ data: { recordId, approver } }) => [
        sql('UPDATE feedback_record SET approver = ? WHERE record_id = ?', approver, recordId),
        sql('UPDATE feedback_record SET standing = 0 WHERE record_id = ?', recordId),
      ],
      'service-records.RecordCorrected': ({ data: r }) => [
        sql(
          'UPDATE feedback_record SET date = ?, starts_at = ?, ends_at = ? WHERE record_id = ?',
          ...[r.date, r.startsAt, r.endsAt, r.recordId],
        ),
      ],
      'service-records.RecordVoided': ({ data: { recordId } }) => [
        sql('UPDATE feedback_record SET standing = 0 WHERE record_id = ?', recordId),
      ],
    }),
    ...projects<EvaluationEvent | ComplaintEvent>({
      'feedback.EvaluationGiven': ({ data: e }) => [
        sql(
          'UPDATE feedback_evaluation SET last = 0 WHERE record_id = ? AND evaluator = ?',
          ...[e.recordId, e.evaluator],
        ),
        sql(
          'INSERT INTO feedback_evaluation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
          ...[e.recordId, e.evaluator, e.version, e.evaluationId, e.volunteerId],
          ...[e.organisationId, e.stationId, e.by],
          ...[e.marks.punctuality, e.marks.attitude, e.marks.skill],
          ...[Number(e.safetyConcern), Number(e.hasText), e.on, Number(e.late)],
        ),
      ],
      'feedback.ComplaintFiled': ({ data: c, meta, revision }) => [
        sql(
          `INSERT INTO feedback_complaint
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)`,
          ...[c.complaintId, c.kind, c.subjectId, c.organisationId, c.stationId, c.vaultSubject],
          ...[meta.actor.accountId, c.on, c.dueOn, Number(c.provisional), revision],
        ),
      ],
      'feedback.ComplaintDecided': ({ data: c, revision }) => [
        sql(
          `UPDATE feedback_complaint
           SET outcome = ?, decider = ?, decided_on = ?, overdue = ?, revision = ?
           WHERE complaint_id = ?`,
          ...[c.outcome, c.decider, c.on, Number(c.overdue), revision, c.complaintId],
        ),
      ],
    }),
  },
};

/** What a complaint can be about, and whose it is. */
function subject(
  kind: string,
  id: string,
  of: { readonly organisationId: string | null; readonly stationId: string | null },
) {
  const { organisationId, stationId } = of;
  return sql(
    'INSERT OR REPLACE INTO feedback_subject VALUES (?, ?, ?, ?)',
    ...[kind, id, organisationId, stationId],
  );
}
