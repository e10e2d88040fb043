import { type LocalDate, localDateOf, yearOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type {
  CertificateIssued,
  CertificateRevoked,
  CertificateSuperseded,
} from '../certificates/index.js';
import type { ComplaintDecided, ComplaintFiled, EvaluationGiven } from '../feedback/index.js';
import type { AwardRecorded, AwardRevoked } from '../honours/index.js';
import type {
  ObjectionDecided,
  ObjectionRaised,
  RecordCorrected,
  RecordRejected,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../service-records/index.js';
import type { OrganisationRegistered } from '../stations/index.js';
import type {
  AttendanceRecorded,
  AttendanceWithdrawn,
  CourseOffered,
  SessionScheduled,
} from '../trainings/index.js';
import type { FactKind } from './domain/annual-report.js';

type Source =
  | OrganisationRegistered
  | RecordSubmitted
  | RecordRejected
  | RecordTookEffect
  | RecordCorrected
  | RecordVoided
  | ObjectionRaised
  | ObjectionDecided
  | CertificateIssued
  | CertificateSuperseded
  | CertificateRevoked
  | CourseOffered
  | SessionScheduled
  | AttendanceRecorded
  | AttendanceWithdrawn
  | AwardRecorded
  | AwardRevoked
  | EvaluationGiven
  | ComplaintFiled
  | ComplaintDecided;

/**
 * What an annual report counts, and from which day until which day it stood in the ledger: a row is
 * never changed but closed, so that a report as of a day that is over is the same for ever.
 */
export const annualFactsProjection: Projection = {
  name: 'oversight-annual',
  version: 1,
  tables: ['oversight_fact', 'oversight_reporter', 'oversight_course', 'oversight_course_session'],
  schema: `
    CREATE TABLE oversight_fact (
      kind TEXT NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL, organisation_id TEXT,
      year INTEGER NOT NULL, volunteer_id TEXT, key TEXT NOT NULL, amount INTEGER NOT NULL,
      since TEXT NOT NULL, until TEXT, PRIMARY KEY (kind, subject, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE oversight_reporter (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE oversight_course (
      course_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL
    ) STRICT;
    CREATE TABLE oversight_course_session (session_id TEXT PRIMARY KEY, year INTEGER NOT NULL) STRICT;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS oversight_fact_by_organisation
      ON oversight_fact (organisation_id, year, kind);
    CREATE INDEX IF NOT EXISTS oversight_reporter_by_division
      ON oversight_reporter (division_code, organisation_id);
  `,
  on: projects<Source>({
    'stations.OrganisationRegistered': ({ data: o }) => [
      sql(
        'INSERT INTO oversight_reporter VALUES (?, ?, ?)',
        ...[o.organisationId, o.legalName, o.divisionCode],
      ),
    ],
    'service-records.RecordSubmitted': (event) => {
      const { recordId, organisationId, volunteerId, date, late } = event.data;
      const facts = { organisationId, volunteerId, year: yearOf(date), amount: 0 };
      return [begins(event, ['entry', recordId], { ...facts, key: late ? 'late' : 'in-time' })];
    },
    'service-records.RecordRejected': (event) => [ends(event, ['entry', event.data.recordId])],
    'service-records.RecordTookEffect': (event) => [counts(event)],
    'service-records.RecordCorrected': corrected,
    'service-records.RecordVoided': voided,
    'service-records.ObjectionRaised': (event) => [
      follows(event, ['objection', event.data.recordId], {
        ...{ of: ['entry', event.data.recordId], key: 'open' },
      }),
    ],
    'service-records.ObjectionDecided': (event) =>
      objectionEnds(event, event.data.recordId, event.data.outcome),
    'certificates.CertificateIssued': (event) => {
      const { certificateId, organisationId, volunteerId, issuedOn, totals } = event.data;
      const facts = { organisationId, volunteerId, year: yearOf(issuedOn), key: 'issued' };
      const amount = totals.centiHours;
      return [begins(event, ['certificate', certificateId], { ...facts, amount })];
    },
    'certificates.CertificateSuperseded': (event) => [ended(event, 'superseded')],
    'certificates.CertificateRevoked': (event) => [ended(event, 'revoked')],
    'trainings.CourseOffered': ({ data: { courseId, organisationId } }) => [
      sql('INSERT INTO oversight_course VALUES (?, ?)', courseId, organisationId),
    ],
    'trainings.SessionScheduled': ({ data: { sessionId, startsAt } }) => [
      sql(
        'INSERT INTO oversight_course_session VALUES (?, ?)',
        ...[sessionId, yearOf(localDateOf(startsAt))],
      ),
    ],
    'trainings.AttendanceRecorded': (event) => [attended(event)],
    'trainings.AttendanceWithdrawn': (event) => [
      ends(event, ['training', attendanceOf(event.data)]),
    ],
    'honours.AwardRecorded': (event) => {
      const { awardId, organisationId, volunteerId, on, level } = event.data;
      const facts = { organisationId, volunteerId, year: yearOf(on), key: level, amount: 0 };
      return [begins(event, ['award', awardId], facts)];
    },
    'honours.AwardRevoked': (event) => [ends(event, ['award', event.data.awardId])],
    'feedback.EvaluationGiven': (event) => {
      const { recordId, evaluator, organisationId, volunteerId, on, marks, by } = event.data;
      const amount = marks.punctuality + marks.attitude + marks.skill;
      const facts = { organisationId, volunteerId, year: yearOf(on), key: by, amount };
      const fact = ['evaluation', `${recordId}/${evaluator}`] as const;
      return [ends(event, fact), begins(event, fact, facts)];
    },
    'feedback.ComplaintFiled': (event) => {
      const { complaintId, organisationId, on } = event.data;
      const facts = { organisationId, volunteerId: null, year: yearOf(on), key: 'open' };
      return [begins(event, ['complaint', complaintId], { ...facts, amount: 0 })];
    },
    'feedback.ComplaintDecided': (event) => {
      const fact = ['complaint', event.data.complaintId] as const;
      return [ends(event, fact), follows(event, fact, { of: fact, key: event.data.outcome })];
    },
  }),
};

type Fact = readonly [kind: FactKind, subject: string];

interface Facts {
  readonly organisationId: string | null;
  readonly volunteerId: string | null;
  readonly year: number;
  readonly key: string;
  readonly amount: number;
}

type Placed = Pick<Recorded, 'revision' | 'meta'>;

function dayOf({ meta }: Placed): LocalDate {
  return localDateOf(meta.recordedAt);
}

function begins(event: Placed, [kind, subject]: Fact, facts: Facts): Statement {
  return sql(
    'INSERT INTO oversight_fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
    ...[kind, subject, event.revision, facts.organisationId, facts.year, facts.volunteerId],
    ...[facts.key, facts.amount, dayOf(event)],
  );
}

function ends(event: Placed, [kind, subject]: Fact): Statement {
  return sql(
    'UPDATE oversight_fact SET until = ? WHERE kind = ? AND subject = ? AND until IS NULL',
    ...[dayOf(event), kind, subject],
  );
}

/** Of the organisation, person and year of the first fact about something else. */
function follows(
  event: Placed,
  [kind, subject]: Fact,
  { of, key }: { readonly of: Fact; readonly key: string },
): Statement {
  return sql(
    `INSERT INTO oversight_fact
     SELECT ?, ?, ?, organisation_id, year, volunteer_id, ?, 0, ?, NULL
     FROM oversight_fact WHERE kind = ? AND subject = ? ORDER BY seq LIMIT 1`,
    ...[kind, subject, event.revision, key, dayOf(event), ...of],
  );
}

function counts(event: Recorded<RecordTookEffect | RecordCorrected>): Statement {
  const { recordId, organisationId, volunteerId, date, grade, centiHours } = event.data;
  return begins(event, ['service', recordId], {
    ...{ organisationId, volunteerId, year: yearOf(date), key: grade, amount: centiHours },
  });
}

function corrected(event: Recorded<RecordCorrected>): Statement[] {
  const { recordId, wasEffective } = event.data;
  const moved = [ends(event, ['service', recordId]), counts(event)];
  const change: Fact = ['change', `${recordId}/${event.revision}`];
  return [
    ...(wasEffective ? moved : []),
    follows(event, change, { of: ['entry', recordId], key: 'corrected' }),
  ];
}

function voided(event: Recorded<RecordVoided>): Statement[] {
  const { recordId, wasEffective } = event.data;
  return [
    ends(event, ['service', recordId]),
    ends(event, ['entry', recordId]),
    ...objectionEnds(event, recordId, 'overtaken'),
    follows(event, ['change', `${recordId}/${event.revision}`], {
      ...{ of: ['entry', recordId], key: wasEffective ? 'voided' : 'voided-before-effect' },
    }),
  ];
}

/** What is open becomes what it ended as; nothing happens where nothing is open. */
function objectionEnds(event: Placed, recordId: string, key: string): Statement[] {
  const isOpen = `kind = 'objection' AND subject = ? AND key = 'open' AND until IS NULL`;
  return [
    sql(
      `INSERT INTO oversight_fact
       SELECT kind, subject, ?, organisation_id, year, volunteer_id, ?, 0, ?, NULL
       FROM oversight_fact WHERE ${isOpen}`,
      ...[event.revision, key, dayOf(event), recordId],
    ),
    sql(`UPDATE oversight_fact SET until = ? WHERE ${isOpen}`, dayOf(event), recordId),
  ];
}

function ended(
  event: Recorded<CertificateSuperseded | CertificateRevoked>,
  key: 'superseded' | 'revoked',
): Statement {
  const { certificateId } = event.data;
  return follows(event, ['certificate-end', certificateId], {
    ...{ of: ['certificate', certificateId], key },
  });
}

function attended(event: Recorded<AttendanceRecorded>): Statement {
  const { courseId, sessionId, volunteerId, centiHours } = event.data;
  return sql(
    `INSERT INTO oversight_fact
     SELECT 'training', ?, ?, c.organisation_id, s.year, ?, 'attended', ?, ?, NULL
     FROM oversight_course c, oversight_course_session s
     WHERE c.course_id = ? AND s.session_id = ?`,
    ...[attendanceOf(event.data), event.revision, volunteerId, centiHours, dayOf(event)],
    ...[courseId, sessionId],
  );
}

function attendanceOf({ sessionId, volunteerId }: AttendanceWithdrawn['data']): string {
  return `${sessionId}/${volunteerId}`;
}
