import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ObjectionRaised } from './domain/objections.events.js';
import type { ChangeProposed, RecordCorrected } from './domain/proposals.events.js';
import type { ServiceBookEvent } from './domain/service-book.events.js';

/**
 * What the hours book said, and since when: each row is one version of a record that counted from
 * one moment to another. Beside it the objections and proposals, which are history too.
 */
export const recordHistoryProjection: Projection = {
  name: 'service-records-history',
  version: 1,
  tables: ['service_records_counted', 'service_records_objection', 'service_records_proposal'],
  schema: `
    CREATE TABLE service_records_counted (
      record_id TEXT NOT NULL, version INTEGER NOT NULL, volunteer_id TEXT NOT NULL,
      organisation_id TEXT, date TEXT NOT NULL, centi_hours INTEGER NOT NULL,
      grade TEXT NOT NULL, since TEXT NOT NULL, until TEXT, PRIMARY KEY (record_id, version)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX service_records_counted_by_volunteer
      ON service_records_counted (volunteer_id, date);
    CREATE INDEX service_records_counted_by_organisation
      ON service_records_counted (organisation_id, date);
    CREATE TABLE service_records_objection (
      objection_id TEXT PRIMARY KEY, record_id TEXT NOT NULL, version INTEGER NOT NULL,
      volunteer_id TEXT NOT NULL, objector TEXT NOT NULL, raised_on TEXT NOT NULL,
      stops_effect INTEGER NOT NULL, decide_by TEXT NOT NULL, provisional INTEGER NOT NULL,
      status TEXT NOT NULL, proposer TEXT, decider TEXT
    ) STRICT;
    CREATE INDEX service_records_objection_by_record ON service_records_objection (record_id);
    CREATE INDEX service_records_objection_open
      ON service_records_objection (decide_by, objection_id) WHERE status = 'open';
    CREATE TABLE service_records_proposal (
      proposal_id TEXT PRIMARY KEY, record_id TEXT NOT NULL, version INTEGER NOT NULL,
      objection_id TEXT, proposer TEXT NOT NULL, change TEXT NOT NULL, status TEXT NOT NULL
    ) STRICT;
    CREATE INDEX service_records_proposal_by_record ON service_records_proposal (record_id);
  `,
  on: projects<ServiceBookEvent>({
    'service-records.RecordTookEffect': ({ data: r, meta }) => [counts(r, meta.recordedAt)],
    'service-records.RecordCorrected': corrected,
    'service-records.RecordVoided': ({ data: { recordId }, meta }) => [
      countsNoMore(recordId, meta.recordedAt),
      ...closed(recordId, 'overtaken'),
      sql(
        `UPDATE service_records_objection SET status = 'overtaken'
         WHERE record_id = ? AND status = 'open'`,
        recordId,
      ),
    ],
    'service-records.RecordRejected': ({ data: { recordId } }) => closed(recordId, 'overtaken'),
    'service-records.ChangeProposed': proposed,
    'service-records.ProposalReturned': ({ data: { recordId } }) => closed(recordId, 'returned'),
    'service-records.ObjectionRaised': objected,
    'service-records.ObjectionDecided': ({ data: d }) => [
      sql(
        `UPDATE service_records_objection SET status = ?, proposer = ?, decider = ?
         WHERE objection_id = ?`,
        ...[d.outcome, d.proposer, d.decider, d.objectionId],
      ),
      ...closed(d.recordId, 'confirmed'),
    ],
  }),
};

type Counted = Pick<
  RecordCorrected['data'],
  'recordId' | 'version' | 'volunteerId' | 'organisationId' | 'date' | 'centiHours' | 'grade'
>;

function counts(r: Counted, since: string): Statement {
  return sql(
    'INSERT INTO service_records_counted VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)',
    ...[r.recordId, r.version, r.volunteerId, r.organisationId, r.date, r.centiHours],
    ...[r.grade, since],
  );
}

function countsNoMore(recordId: string, until: string): Statement {
  return sql(
    'UPDATE service_records_counted SET until = ? WHERE record_id = ? AND until IS NULL',
    ...[until, recordId],
  );
}

function corrected({ data: r, meta }: Recorded<RecordCorrected>): Statement[] {
  const moved = [countsNoMore(r.recordId, meta.recordedAt), counts(r, meta.recordedAt)];
  return [...(r.wasEffective ? moved : []), ...closed(r.recordId, 'confirmed')];
}

/** An objection overtakes what was proposed before it. */
function objected({ data: o }: Recorded<ObjectionRaised>): Statement[] {
  return [
    ...closed(o.recordId, 'overtaken'),
    sql(
      `INSERT INTO service_records_objection
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL)`,
      ...[o.objectionId, o.recordId, o.version, o.volunteerId, o.objector, o.on],
      ...[o.stopsEffect ? 1 : 0, o.decideBy, o.provisional ? 1 : 0],
    ),
  ];
}

function proposed({ data: p }: Recorded<ChangeProposed>): Statement[] {
  return [
    sql(
      `INSERT INTO service_records_proposal VALUES (?, ?, ?, ?, ?, ?, 'open')`,
      ...[p.proposalId, p.recordId, p.version, p.objectionId, p.proposer],
      JSON.stringify(p.change),
    ),
  ];
}

function closed(recordId: string, status: string): Statement[] {
  return [
    sql(
      `UPDATE service_records_proposal SET status = ? WHERE record_id = ? AND status = 'open'`,
      ...[status, recordId],
    ),
  ];
}
