import { projects, sql } from '../../projections/projection.js';
import type { ActivityScheduled } from '../activities/index.js';
import type {
  RecordCorrected,
  RecordMode,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../service-records/index.js';
import type {
  DelegationEnded,
  IssuerSucceeded,
  IssuingDelegated,
} from './domain/issuer-rights.events.js';

type Source =
  | ActivityScheduled
  | RecordSubmitted
  | RecordTookEffect
  | RecordCorrected
  | RecordVoided
  | IssuerSucceeded
  | IssuingDelegated
  | DelegationEnded;

/** How a record came in, as the service book says it. */
export type RowMode = RecordMode;

/** What an issuer may certify: records, and who may certify whose. Part of the certificates read model. */
export const entitlementTables = {
  tables: ['certificates_activity', 'certificates_record', 'certificates_issuer_right'],
  schema: `
    CREATE TABLE certificates_activity (
      activity_id TEXT PRIMARY KEY, title TEXT NOT NULL, place TEXT NOT NULL,
      content TEXT NOT NULL, category TEXT NOT NULL
    ) STRICT;
    CREATE TABLE certificates_record (
      record_id TEXT PRIMARY KEY, version INTEGER NOT NULL, volunteer_id TEXT NOT NULL,
      organisation_id TEXT, station_id TEXT, activity_id TEXT, date TEXT NOT NULL,
      starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, centi_hours INTEGER NOT NULL, grade TEXT,
      mode TEXT NOT NULL, effective INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE certificates_issuer_right (
      organisation_id TEXT NOT NULL, holder_id TEXT NOT NULL, kind TEXT NOT NULL,
      since TEXT NOT NULL, PRIMARY KEY (holder_id, organisation_id)
    ) STRICT, WITHOUT ROWID;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS certificates_record_by_volunteer
      ON certificates_record (volunteer_id, organisation_id, date);
  `,
  on: projects<Source>({
    'activities.ActivityScheduled': ({ data: a }) => [
      sql(
        'INSERT INTO certificates_activity VALUES (?, ?, ?, ?, ?)',
        ...[a.activityId, a.title, a.place, a.content, a.category],
      ),
    ],
    'service-records.RecordSubmitted': ({ data: r }) => [
      sql(
        'INSERT INTO certificates_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0)',
        ...[r.recordId, r.version, r.volunteerId, r.organisationId, r.stationId, r.activityId],
        ...[r.date, r.startsAt, r.endsAt, r.centiHours, r.mode],
      ),
    ],
    'service-records.RecordTookEffect': ({ data: r }) => [
      sql(
        'UPDATE certificates_record SET effective = 1, grade = ? WHERE record_id = ?',
        ...[r.grade, r.recordId],
      ),
    ],
    'service-records.RecordCorrected': ({ data: r }) => [
      sql(
        `UPDATE certificates_record
         SET version = ?, date = ?, starts_at = ?, ends_at = ?, centi_hours = ?, grade = ?,
             mode = CASE ? WHEN 'entered' THEN 'entry' ELSE mode END
         WHERE record_id = ?`,
        ...[r.version, r.date, r.startsAt, r.endsAt, r.centiHours, r.grade],
        ...[r.evidence.kind, r.recordId],
      ),
    ],
    'service-records.RecordVoided': ({ data: { recordId } }) => [
      sql('DELETE FROM certificates_record WHERE record_id = ?', recordId),
    ],
    'certificates.IssuerSucceeded': ({ data: r }) => [
      right(r.organisationId, r.successorId, { kind: r.cause, since: r.on }),
    ],
    'certificates.IssuingDelegated': ({ data: r }) => [
      right(r.organisationId, r.delegateId, { kind: 'delegated', since: r.on }),
    ],
    'certificates.DelegationEnded': ({ data: r }) => [
      sql(
        `DELETE FROM certificates_issuer_right
         WHERE organisation_id = ? AND holder_id = ? AND kind = 'delegated'`,
        ...[r.organisationId, r.delegateId],
      ),
    ],
  }),
};

/** A successor that was a delegate before stays the successor. */
function right(of: string, holder: string, { kind, since }: { kind: string; since: string }) {
  return sql(
    `INSERT INTO certificates_issuer_right VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, since = excluded.since
     WHERE excluded.kind <> 'delegated'`,
    ...[of, holder, kind, since],
  );
}
