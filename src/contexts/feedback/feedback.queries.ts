import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { Instant, LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { ComplaintKind, ComplaintOutcome } from './domain/complaint.events.js';
import type { EvaluatorKind } from './domain/evaluation.events.js';
import { reject } from './domain/feedback.rejections.js';
import type { Expected } from './domain/no-show.policy.js';

/** Where something is: what a grant's scope is held against. */
interface Placed {
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
}

export interface RecordFacts extends Placed {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly date: LocalDate;
  readonly recorder: string;
  readonly approver: string | null;
  readonly standing: boolean;
}

export interface EvaluationView extends Placed {
  readonly evaluationId: string;
  readonly recordId: string;
  readonly volunteerId: string;
  readonly evaluator: string;
  readonly by: EvaluatorKind;
  readonly version: number;
  /** False for a version that its evaluator replaced. */
  readonly last: boolean;
  readonly punctuality: number;
  readonly attitude: number;
  readonly skill: number;
  readonly safetyConcern: boolean;
  readonly hasText: boolean;
  readonly on: LocalDate;
  readonly late: boolean;
}

/** Means in hundredths of a mark, rounded down: 433 is 4.33. */
export interface EvaluationSummary {
  readonly volunteerId: string;
  readonly evaluations: number;
  readonly meanCentiMarks: {
    readonly punctuality: number;
    readonly attitude: number;
    readonly skill: number;
  } | null;
  readonly safetyConcerns: number;
  readonly lastOn: LocalDate | null;
}

export interface ComplaintView extends Placed {
  readonly complaintId: string;
  readonly kind: ComplaintKind;
  readonly subjectId: string;
  readonly vaultSubject: string;
  readonly filedBy: string;
  readonly filedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly provisional: boolean;
  readonly outcome: ComplaintOutcome | null;
  readonly decider: string | null;
  readonly decidedOn: LocalDate | null;
  readonly revision: number;
}

export interface PlaceView extends Expected {
  readonly shiftId: string;
  readonly activityId: string;
}

/** Of the newest shifts; nobody's record of absences is longer than this. */
const PLACES_MAX = 1_000;

const RECORD = `
  SELECT r.record_id AS recordId, r.volunteer_id AS volunteerId, r.date, r.recorder, r.approver,
         r.standing, r.organisation_id AS organisationId, r.station_id AS stationId,
         o.division_code AS divisionCode
  FROM feedback_record r
  LEFT JOIN feedback_organisation o ON o.organisation_id = r.organisation_id`;
const EVALUATION = `
  SELECT e.evaluation_id AS evaluationId, e.record_id AS recordId, e.volunteer_id AS volunteerId,
         e.evaluator, e.by_kind AS "by", e.version, e.last, e.punctuality, e.attitude, e.skill,
         e.safety_concern AS safetyConcern, e.has_text AS hasText, e.on_date AS "on", e.late,
         e.organisation_id AS organisationId, e.station_id AS stationId,
         o.division_code AS divisionCode
  FROM feedback_evaluation e
  LEFT JOIN feedback_organisation o ON o.organisation_id = e.organisation_id`;
const COMPLAINT = `
  SELECT c.complaint_id AS complaintId, c.kind, c.subject_id AS subjectId,
         c.vault_subject AS vaultSubject, c.filed_by AS filedBy, c.filed_on AS filedOn,
         c.due_on AS dueOn, c.provisional, c.outcome, c.decider, c.decided_on AS decidedOn,
         c.organisation_id AS organisationId, c.station_id AS stationId,
         o.division_code AS divisionCode, c.revision
  FROM feedback_complaint c
  LEFT JOIN feedback_organisation o ON o.organisation_id = c.organisation_id`;

@Injectable()
export class FeedbackQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `feedback/record-unknown` */
  record(recordId: string): RecordFacts {
    return this.findRecord(recordId) ?? reject('feedback/record-unknown');
  }

  findRecord(recordId: string): RecordFacts | undefined {
    const row = this.databases.read
      .prepare<[string], RecordRow>(`${RECORD} WHERE r.record_id = ?`)
      .get(recordId);
    return row && { ...row, standing: row.standing === 1 };
  }

  /** What a complaint is about. @throws Rejection `feedback/subject-unknown` */
  subject(kind: ComplaintKind, subjectId: string): Placed {
    const found = this.databases.read
      .prepare<[string, string], Placed>(
        `SELECT s.organisation_id AS organisationId, s.station_id AS stationId,
                o.division_code AS divisionCode
         FROM feedback_subject s
         LEFT JOIN feedback_organisation o ON o.organisation_id = s.organisation_id
         WHERE s.kind = ? AND s.subject_id = ?`,
      )
      .get(kind, subjectId);
    return found ?? reject('feedback/subject-unknown');
  }

  /** Every version of every evaluator, oldest first. */
  evaluationsOfRecord(recordId: string): readonly EvaluationView[] {
    return this.databases.read
      .prepare<[string, number], EvaluationRow>(
        `${EVALUATION} WHERE e.record_id = ? ORDER BY e.on_date, e.evaluator, e.version LIMIT ?`,
      )
      .all(recordId, PAGE_SIZE)
      .map(evaluationOf);
  }

  /** Newest version of each evaluator; `after` is the `on/evaluationId` of the last one seen. */
  evaluationsOf(volunteerId: string, after = ''): readonly EvaluationView[] {
    const [on = '', evaluationId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], EvaluationRow>(
        `${EVALUATION} WHERE e.volunteer_id = ? AND e.last = 1
           AND (e.on_date, e.evaluation_id) > (?, ?)
         ORDER BY e.on_date, e.evaluation_id LIMIT ?`,
      )
      .all(volunteerId, on, evaluationId, PAGE_SIZE)
      .map(evaluationOf);
  }

  lastOf(recordId: string, evaluator: string): EvaluationView | undefined {
    const row = this.databases.read
      .prepare<[string, string], EvaluationRow>(
        `${EVALUATION} WHERE e.record_id = ? AND e.evaluator = ? AND e.last = 1`,
      )
      .get(recordId, evaluator);
    return row && evaluationOf(row);
  }

  /** Of records that still stand, each evaluator's last word. */
  summary(volunteerId: string): EvaluationSummary {
    const row = this.databases.read
      .prepare<[string], SummaryRow>(
        `SELECT count(*) AS evaluations, sum(punctuality) AS punctuality, sum(attitude) AS attitude,
                sum(skill) AS skill, coalesce(sum(safety_concern), 0) AS safetyConcerns,
                max(on_date) AS lastOn
         FROM feedback_evaluation e JOIN feedback_record r ON r.record_id = e.record_id
         WHERE e.volunteer_id = ? AND e.last = 1 AND r.standing = 1`,
      )
      .get(volunteerId);
    const { evaluations = 0, safetyConcerns = 0, lastOn = null } = row ?? {};
    const mean = (sum: number | null | undefined) => Math.floor(((sum ?? 0) * 100) / evaluations);
    return {
      ...{ volunteerId, evaluations, safetyConcerns, lastOn },
      meanCentiMarks:
        evaluations === 0
          ? null
          : {
              punctuality: mean(row?.punctuality),
              attitude: mean(row?.attitude),
              skill: mean(row?.skill),
            },
    };
  }

  /** @throws Rejection `feedback/complaint-unknown` */
  complaint(complaintId: string): ComplaintView {
    const row = this.databases.read
      .prepare<[string], ComplaintRow>(`${COMPLAINT} WHERE c.complaint_id = ?`)
      .get(complaintId);
    return row ? complaintOf(row) : reject('feedback/complaint-unknown');
  }

  /** What is due first comes first; `after` is the `dueOn/complaintId` of the last one seen. */
  complaints(open: boolean, after = ''): readonly ComplaintView[] {
    const [dueOn = '', complaintId = ''] = after.split('/');
    return this.databases.read
      .prepare<[number, string, string, number], ComplaintRow>(
        `${COMPLAINT} WHERE (c.outcome IS NULL) = ? AND (c.due_on, c.complaint_id) > (?, ?)
         ORDER BY c.due_on, c.complaint_id LIMIT ?`,
      )
      .all(open ? 1 : 0, dueOn, complaintId, PAGE_SIZE)
      .map(complaintOf);
  }

  /** Places in shifts that were over at a moment, newest first. */
  places(volunteerId: string, asOf: Instant): readonly PlaceView[] {
    return this.databases.read
      .prepare<[string, string, number], PlaceRow>(
        `SELECT p.shift_id AS shiftId, s.activity_id AS activityId, s.starts_at AS startsAt,
                s.ends_at AS endsAt, p.withdrawn_at AS withdrawnAt, s.cancelled,
                p.signed_in AS signedIn,
                EXISTS (SELECT 1 FROM feedback_record r
                        WHERE r.volunteer_id = p.volunteer_id AND r.activity_id = s.activity_id
                          AND r.standing = 1 AND r.starts_at < s.ends_at
                          AND r.ends_at > s.starts_at) AS recorded
         FROM feedback_place p JOIN feedback_shift s ON s.shift_id = p.shift_id
         WHERE p.volunteer_id = ? AND s.ends_at <= ?
         ORDER BY s.ends_at DESC, p.shift_id LIMIT ?`,
      )
      .all(volunteerId, asOf, PLACES_MAX)
      .map((row) => ({
        ...row,
        cancelled: row.cancelled === 1,
        signedIn: row.signedIn === 1,
        recorded: row.recorded === 1,
      }));
  }
}

type Stored<View, Flag extends keyof View> = Omit<View, Flag> & Readonly<Record<Flag, number>>;
type RecordRow = Stored<RecordFacts, 'standing'>;
type EvaluationRow = Stored<EvaluationView, 'last' | 'safetyConcern' | 'hasText' | 'late'>;
type ComplaintRow = Stored<ComplaintView, 'provisional'>;
type PlaceRow = Stored<PlaceView, 'cancelled' | 'signedIn' | 'recorded'>;
interface SummaryRow {
  readonly evaluations: number;
  readonly punctuality: number | null;
  readonly attitude: number | null;
  readonly skill: number | null;
  readonly safetyConcerns: number;
  readonly lastOn: LocalDate | null;
}

function evaluationOf(row: EvaluationRow): EvaluationView {
  return {
    ...row,
    last: row.last === 1,
    safetyConcern: row.safetyConcern === 1,
    hasText: row.hasText === 1,
    late: row.late === 1,
  };
}

function complaintOf(row: ComplaintRow): ComplaintView {
  return { ...row, provisional: row.provisional === 1 };
}
