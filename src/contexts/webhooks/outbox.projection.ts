import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { CertificateIssued, CertificateRevoked } from '../certificates/index.js';
import type { RecordCorrected, RecordTookEffect, RecordVoided } from '../service-records/index.js';
import { bodyOf } from './domain/deliverable.policy.js';
import type { EndpointEvent } from './domain/endpoint.events.js';

/**
 * Messages that wait for one endpoint. Whoever is away longer than that asks the API for what it
 * missed; `missed` says how much.
 */
export const WAITING_MAX = 10_000;

/**
 * Who is told what, in `work.db`: precious, and so without a version. It is never made again from
 * the events, which would send everything a second time; a change of its tables is a migration.
 */
export const OUTBOX_SCHEMA = `
CREATE TABLE IF NOT EXISTS webhooks_checkpoint (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1), position TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS webhooks_subscription (
  endpoint_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, status TEXT NOT NULL,
  revision INTEGER NOT NULL, delivered INTEGER NOT NULL DEFAULT 0,
  missed INTEGER NOT NULL DEFAULT 0, delivered_at TEXT, failure TEXT, failed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS webhooks_wanted (
  organisation_id TEXT NOT NULL, event_type TEXT NOT NULL, endpoint_id TEXT NOT NULL,
  PRIMARY KEY (organisation_id, event_type, endpoint_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS webhooks_issuer (
  certificate_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS webhooks_outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, endpoint_id TEXT NOT NULL, event_id TEXT NOT NULL,
  body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_try_at TEXT NOT NULL DEFAULT '',
  UNIQUE (endpoint_id, event_id)
) STRICT;
CREATE INDEX IF NOT EXISTS webhooks_outbox_by_endpoint ON webhooks_outbox (endpoint_id, seq);
`;

/** Every event as statements on the outbox; an endpoint is told what came after it. */
export const outboxStatements: Projection['on'] = {
  ...projects<EndpointEvent>({
    'webhooks.EndpointRegistered': ({ data: e, revision }) => [
      sql(
        `INSERT OR IGNORE INTO webhooks_subscription
           (endpoint_id, organisation_id, status, revision) VALUES (?, ?, 'active', ?)`,
        ...[e.endpointId, e.organisationId, revision],
      ),
      ...e.eventTypes.map((type) =>
        sql(
          'INSERT OR IGNORE INTO webhooks_wanted VALUES (?, ?, ?)',
          ...[e.organisationId, type, e.endpointId],
        ),
      ),
    ],
    'webhooks.EndpointRemoved': ({ data: { endpointId } }) => forgetting(endpointId),
    'webhooks.EndpointSuspended': ({ data: { endpointId }, revision }) => [
      sql(
        `UPDATE webhooks_subscription SET status = 'suspended', revision = ?
         WHERE endpoint_id = ?`,
        ...[revision, endpointId],
      ),
    ],
    'webhooks.EndpointResumed': ({ data: { endpointId }, revision }) => [
      sql(
        `UPDATE webhooks_subscription SET status = 'active', revision = ? WHERE endpoint_id = ?`,
        ...[revision, endpointId],
      ),
      sql(
        `UPDATE webhooks_outbox SET tries = 0, next_try_at = '' WHERE endpoint_id = ?`,
        endpointId,
      ),
    ],
  }),
  ...projects<RecordTookEffect | RecordCorrected | RecordVoided>({
    'service-records.RecordTookEffect': (event) => {
      const { recordId, version, volunteerId, organisationId, stationId } = event.data;
      const { date, centiHours, grade, on } = event.data;
      const ids = { recordId, version, volunteerId, organisationId, stationId };
      return telling(event, organisationId, { ...ids, date, centiHours, grade, on });
    },
    'service-records.RecordCorrected': (event) => {
      const { recordId, version, volunteerId, organisationId, stationId } = event.data;
      const { date, centiHours, grade, wasEffective, reason, previous } = event.data;
      const ids = { recordId, version, volunteerId, organisationId, stationId };
      const before = {
        centiHours: previous.centiHours,
        grade: previous.grade,
        date: previous.date,
      };
      const data = { ...ids, date, centiHours, grade, wasEffective, reason, previous: before };
      return telling(event, organisationId, data);
    },
    'service-records.RecordVoided': (event) => {
      const { recordId, version, volunteerId, organisationId, stationId } = event.data;
      const { date, wasEffective, centiHours, reason } = event.data;
      const ids = { recordId, version, volunteerId, organisationId, stationId };
      return telling(event, organisationId, { ...ids, date, wasEffective, centiHours, reason });
    },
  }),
  ...projects<CertificateIssued | CertificateRevoked>({
    'certificates.CertificateIssued': (event) => {
      const { certificateId, number, volunteerId, organisationId } = event.data;
      const { issuedOn, from, to, records, totals } = event.data;
      const ids = { certificateId, number, volunteerId, organisationId };
      // The list of records has no bound, and a message has.
      const data = { ...ids, issuedOn, from, to, records: records.length, totals };
      return [
        sql(
          'INSERT OR IGNORE INTO webhooks_issuer VALUES (?, ?)',
          ...[certificateId, organisationId],
        ),
        ...telling(event, organisationId, data),
      ];
    },
    'certificates.CertificateRevoked': (event) => {
      const { certificateId, number, reason, on } = event.data;
      return tellingIssuer(event, certificateId, { certificateId, number, reason, on });
    },
  }),
};

/** Nothing of it stays: no message, no wish. */
export function forgetting(endpointId: string): Statement[] {
  return ['webhooks_outbox', 'webhooks_wanted', 'webhooks_subscription'].map((table) =>
    sql(`DELETE FROM ${table} WHERE endpoint_id = ?`, endpointId),
  );
}

const WHOSE = '(SELECT organisation_id FROM webhooks_issuer WHERE certificate_id = ?)';

function telling(event: Recorded, organisationId: string | null, data: object): Statement[] {
  return organisationId === null ? [] : queueing(event, { whose: '?', id: organisationId }, data);
}

/** A revocation names its certificate only; who issued it was noted at the issue. */
function tellingIssuer(event: Recorded, certificateId: string, data: object): Statement[] {
  return queueing(event, { whose: WHOSE, id: certificateId }, data);
}

function queueing(
  { id: eventId, type, meta }: Recorded,
  { whose, id }: { readonly whose: string; readonly id: string },
  data: object,
): Statement[] {
  const wanted = `FROM webhooks_wanted w WHERE w.organisation_id = ${whose} AND w.event_type = ?`;
  const waiting = `(SELECT count(*) FROM webhooks_outbox o WHERE o.endpoint_id = w.endpoint_id)`;
  return [
    sql(
      `UPDATE webhooks_subscription SET missed = missed + 1
       WHERE endpoint_id IN (SELECT w.endpoint_id ${wanted} AND ${waiting} >= ${WAITING_MAX})`,
      ...[id, type],
    ),
    sql(
      `INSERT OR IGNORE INTO webhooks_outbox (endpoint_id, event_id, body)
       SELECT w.endpoint_id, ?, ? ${wanted} AND ${waiting} < ${WAITING_MAX}`,
      ...[eventId, bodyOf(type, meta.recordedAt, data), id, type],
    ),
  ];
}
