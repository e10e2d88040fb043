import { type Projection, projects, sql } from '../../projections/projection.js';
import { doubtsOf, type EndEvidence } from './domain/evidence.policy.js';
import type { ServiceBookEvent } from './domain/service-book.events.js';

/** What devices brought after a sign-in was closed, and what became of it. */
export const lateSignOutsProjection: Projection = {
  name: 'service-records-late-sign-outs',
  version: 1,
  tables: ['service_records_late_sign_out'],
  schema: `
    CREATE TABLE service_records_late_sign_out (
      late_sign_out_id TEXT PRIMARY KEY, record_id TEXT NOT NULL, volunteer_id TEXT NOT NULL,
      year INTEGER NOT NULL, activity_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
      station_id TEXT, at TEXT NOT NULL, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, grade TEXT NOT NULL, doubts TEXT NOT NULL,
      seen_at TEXT NOT NULL, status TEXT NOT NULL, settled_by TEXT, settled_at TEXT
    ) STRICT;
    CREATE INDEX service_records_late_sign_out_by_record
      ON service_records_late_sign_out (record_id);
    CREATE INDEX service_records_late_sign_out_by_status
      ON service_records_late_sign_out (status = 'open', seen_at, late_sign_out_id);
  `,
  on: projects<ServiceBookEvent>({
    'service-records.LateSignOutSeen': ({ data: l, stream, meta }) => [
      sql(
        `INSERT INTO service_records_late_sign_out
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL)`,
        ...[l.lateSignOutId, l.recordId, l.volunteerId, Number(stream.split('.').at(-1))],
        ...[l.activityId, l.organisationId, l.stationId, l.at, l.startsAt, l.endsAt],
        ...[l.centiHours, l.grade, JSON.stringify(doubtsOfEnd(l.evidence)), meta.recordedAt],
      ),
    ],
    'service-records.LateSignOutDismissed': ({ data: { lateSignOutId, dismisser }, meta }) => [
      settled('dismissed', { lateSignOutId, by: dismisser, at: meta.recordedAt }),
    ],
    'service-records.RecordCorrected': ({ data: { lateSignOutId, approver }, meta }) =>
      lateSignOutId === undefined
        ? []
        : [settled('accepted', { lateSignOutId, by: approver, at: meta.recordedAt })],
  }),
};

function settled(
  status: 'accepted' | 'dismissed',
  { lateSignOutId, by, at }: Readonly<Record<'lateSignOutId' | 'by' | 'at', string>>,
) {
  return sql(
    `UPDATE service_records_late_sign_out SET status = ?, settled_by = ?, settled_at = ?
     WHERE late_sign_out_id = ?`,
    ...[status, by, at, lateSignOutId],
  );
}

function doubtsOfEnd(end: EndEvidence): readonly string[] {
  return doubtsOf({ kind: 'signed', in: end, out: end, confirmed: false });
}
