import { localDateOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { AccountOpened } from '../access/index.js';
import type { ActivityScheduled, VolunteerEnrolled } from '../activities/index.js';
import type { CertificateIssued, CertificateRevoked } from '../certificates/index.js';
import {
  type Evidence,
  gradeOf,
  type RecordCorrected,
  type RecordSubmitted,
  type ServiceBookEvent,
  type SignedIn,
  type SignedOut,
} from '../service-records/index.js';
import type { OrganisationRegistered, StationOpened } from '../stations/index.js';
import type { AnomalyEvent } from './domain/anomaly.events.js';
import type { InspectionEvent, SampleDrawn } from './domain/inspection.events.js';

type Foreign =
  | AccountOpened
  | OrganisationRegistered
  | StationOpened
  | ActivityScheduled
  | VolunteerEnrolled
  | CertificateIssued
  | CertificateRevoked;

/** Every hour with how it became known: what statistics, anomalies and reports are made of. */
export const oversightProjection: Projection = {
  name: 'oversight',
  version: 5,
  tables: [
    'oversight_account',
    'oversight_organisation',
    'oversight_station',
    'oversight_activity',
    'oversight_enrolment',
    'oversight_record',
    'oversight_scan',
    'oversight_certificate',
    'oversight_check',
    'oversight_note',
    'oversight_sample',
  ],
  schema: `
    CREATE TABLE oversight_account (
      account_id TEXT PRIMARY KEY, volunteer_id TEXT
    ) STRICT;
    CREATE TABLE oversight_organisation (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE oversight_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, name TEXT NOT NULL,
      division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE oversight_activity (
      activity_id TEXT PRIMARY KEY, title TEXT NOT NULL, place TEXT NOT NULL
    ) STRICT;
    CREATE TABLE oversight_enrolment (
      activity_id TEXT NOT NULL, volunteer_id TEXT NOT NULL,
      PRIMARY KEY (activity_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE oversight_record (
      record_id TEXT PRIMARY KEY, stream TEXT NOT NULL, volunteer_id TEXT NOT NULL,
      activity_id TEXT, organisation_id TEXT, station_id TEXT, date TEXT NOT NULL,
      starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, centi_hours INTEGER NOT NULL,
      version INTEGER NOT NULL, grade TEXT NOT NULL, mode TEXT NOT NULL, has_proof INTEGER NOT NULL,
      status TEXT NOT NULL, recorder TEXT NOT NULL, recorded_at TEXT NOT NULL,
      recorded_on TEXT NOT NULL, approver TEXT, effective_on TEXT, corrections INTEGER NOT NULL,
      was_effective INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE oversight_scan (
      device_id TEXT NOT NULL, at TEXT NOT NULL, record_id TEXT NOT NULL, direction TEXT NOT NULL,
      volunteer_id TEXT, organisation_id TEXT, PRIMARY KEY (record_id, direction)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE oversight_certificate (
      certificate_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, issued_on TEXT NOT NULL,
      centi_hours INTEGER NOT NULL, revoked_on TEXT
    ) STRICT;
    CREATE TABLE oversight_check (
      anomaly_id TEXT PRIMARY KEY, finding TEXT NOT NULL, checker TEXT NOT NULL,
      checked_at TEXT NOT NULL, records INTEGER NOT NULL, has_note INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE oversight_note (
      anomaly_id TEXT NOT NULL, check_id TEXT NOT NULL, rule TEXT NOT NULL, month TEXT NOT NULL,
      finding TEXT NOT NULL, checker TEXT NOT NULL, checked_at TEXT NOT NULL,
      has_note INTEGER NOT NULL, records INTEGER NOT NULL, record_ids TEXT NOT NULL,
      PRIMARY KEY (anomaly_id, checked_at, check_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE oversight_sample (
      inspection_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, from_date TEXT NOT NULL,
      to_date TEXT NOT NULL, population_size INTEGER NOT NULL, population_hash TEXT NOT NULL,
      size INTEGER NOT NULL, inspector TEXT NOT NULL, announced_at TEXT, seed TEXT,
      seed_given INTEGER NOT NULL, checkpoint TEXT, record_ids TEXT NOT NULL, drawn_at TEXT
    ) STRICT;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS oversight_record_by_organisation
      ON oversight_record (organisation_id, date);
    CREATE INDEX IF NOT EXISTS oversight_record_by_station ON oversight_record (station_id, date);
    CREATE INDEX IF NOT EXISTS oversight_record_by_volunteer
      ON oversight_record (volunteer_id, date, record_id);
    CREATE INDEX IF NOT EXISTS oversight_record_by_day
      ON oversight_record (recorded_on, recorded_at, record_id);
    CREATE INDEX IF NOT EXISTS oversight_note_by_month ON oversight_note (month, anomaly_id);
    CREATE INDEX IF NOT EXISTS oversight_scan_by_device ON oversight_scan (device_id, at);
    CREATE INDEX IF NOT EXISTS oversight_certificate_by_organisation
      ON oversight_certificate (organisation_id, issued_on);
  `,
  on: {
    ...projects<Foreign>({
      'access.AccountOpened': ({ data: { accountId, volunteerId } }) => [
        sql('INSERT INTO oversight_account VALUES (?, ?)', accountId, volunteerId),
      ],
      'stations.OrganisationRegistered': ({ data: o }) => [
        sql(
          'INSERT INTO oversight_organisation VALUES (?, ?, ?)',
          ...[o.organisationId, o.legalName, o.divisionCode],
        ),
      ],
      'stations.StationOpened': ({ data: s }) => [
        sql(
          'INSERT INTO oversight_station VALUES (?, ?, ?, ?)',
          ...[s.stationId, s.organisationId, s.name, s.divisionCode],
        ),
      ],
      'activities.ActivityScheduled': ({ data: { activityId, title, place } }) => [
        sql('INSERT INTO oversight_activity VALUES (?, ?, ?)', activityId, title, place),
      ],
      // Withdrawing later takes no trace away: the volunteer was known to the activity.
      'activities.VolunteerEnrolled': ({ data: { activityId, volunteerId } }) => [
        sql('INSERT OR IGNORE INTO oversight_enrolment VALUES (?, ?)', activityId, volunteerId),
      ],
      'certificates.CertificateIssued': ({ data: c }) => [
        sql(
          'INSERT INTO oversight_certificate VALUES (?, ?, ?, ?, NULL)',
          ...[c.certificateId, c.organisationId, c.issuedOn, c.totals.centiHours],
        ),
      ],
      'certificates.CertificateRevoked': ({ data: { certificateId, on } }) => [
        sql(
          'UPDATE oversight_certificate SET revoked_on = ? WHERE certificate_id = ?',
          ...[on, certificateId],
        ),
      ],
    }),
    ...projects<ServiceBookEvent>({
      'service-records.SignedIn': (event) => scanned(event, 'in'),
      'service-records.SignedOut': (event) => scanned(event, 'out'),
      'service-records.RecordSubmitted': submitted,
      'service-records.RecordReviewed': ({ data: { recordId, approver } }) => [
        sql('UPDATE oversight_record SET approver = ? WHERE record_id = ?', approver, recordId),
      ],
      'service-records.RecordConfirmed': ({ data: { recordId, grade } }) => [
        sql('UPDATE oversight_record SET grade = ? WHERE record_id = ?', grade, recordId),
      ],
      'service-records.RecordRejected': ({ data: { recordId, approver } }) => [
        sql('UPDATE oversight_record SET approver = ? WHERE record_id = ?', approver, recordId),
        status('rejected', recordId),
      ],
      'service-records.RecordPublicised': ({ data: { recordId, effectiveOn } }) => [
        status('publicised', recordId),
        sql(
          'UPDATE oversight_record SET effective_on = ? WHERE record_id = ?',
          ...[effectiveOn, recordId],
        ),
      ],
      'service-records.RecordTookEffect': ({ data: r }) => [
        sql(
          `UPDATE oversight_record
           SET status = 'effective', grade = ?, effective_on = ?, was_effective = 1
           WHERE record_id = ?`,
          ...[r.grade, r.on, r.recordId],
        ),
      ],
      'service-records.RecordVoided': ({ data: { recordId } }) => [status('voided', recordId)],
      'service-records.RecordCorrected': corrected,
      'service-records.ObjectionRaised': ({ data: { recordId, stopsEffect } }) =>
        stopsEffect ? [status('objected', recordId)] : [],
    }),
    ...projects<AnomalyEvent | InspectionEvent>({
      'oversight.DrawAnnounced': ({ data: d, meta }) => [
        sql(
          `INSERT INTO oversight_sample
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, NULL, '[]', NULL)`,
          ...[d.inspectionId, d.organisationId, d.from, d.to, d.populationSize, d.populationHash],
          ...[d.size, d.inspector, meta.recordedAt],
        ),
      ],
      'oversight.SampleDrawn': drawn,
      'oversight.AnomalyChecked': ({ data: c, meta }) => [
        sql(
          'INSERT OR REPLACE INTO oversight_check VALUES (?, ?, ?, ?, ?, ?)',
          ...[c.anomalyId, c.finding, c.checker, meta.recordedAt, c.records, Number(c.hasNote)],
        ),
        sql(
          'INSERT INTO oversight_note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          ...[c.anomalyId, meta.commandId, c.rule, c.month, c.finding, c.checker],
          ...[meta.recordedAt, Number(c.hasNote), c.records, JSON.stringify(c.recordIds)],
        ),
      ],
    }),
  },
};

function submitted({ data: r, stream, meta }: Recorded<RecordSubmitted>): Statement[] {
  return [
    sql(
      `INSERT OR REPLACE INTO oversight_record
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'submitted', ?, ?, ?, NULL, NULL, 0, 0)`,
      ...[r.recordId, stream, r.volunteerId, r.activityId, r.organisationId, r.stationId, r.date],
      ...[r.startsAt, r.endsAt, r.centiHours, r.version, gradeOf(r.evidence), r.mode],
      ...[Number(hasProof(r.evidence)), r.recorder, meta.recordedAt, localDateOf(meta.recordedAt)],
    ),
  ];
}

/** Who typed it in first stays the one who is asked; before effect it waits for its review again. */
function corrected({ data: r }: Recorded<RecordCorrected>): Statement[] {
  return [
    sql(
      `UPDATE oversight_record
       SET version = ?, date = ?, starts_at = ?, ends_at = ?, centi_hours = ?, grade = ?,
           has_proof = ?, status = ?, corrections = corrections + 1
       WHERE record_id = ?`,
      ...[r.version, r.date, r.startsAt, r.endsAt, r.centiHours, r.grade],
      ...[Number(hasProof(r.evidence)), r.wasEffective ? 'effective' : 'submitted', r.recordId],
    ),
  ];
}

/** Something beside the word of who typed it: a proof document, or a file it was imported from. */
function hasProof(evidence: Evidence): boolean {
  if (evidence.kind === 'signed' || evidence.kind === 'imported') return true;
  return evidence.proofHash !== null;
}

/** Only what a device saw: a code scanned by one's own phone is no device of ours. */
function scanned(event: Recorded<SignedIn | SignedOut>, direction: 'in' | 'out'): Statement[] {
  const { data, meta } = event;
  const { evidence, recordId, at } = data;
  const deviceId = evidence.kind === 'station-device' ? evidence.deviceId : meta.actor.deviceId;
  if (deviceId === undefined) return [];
  const who = 'volunteerId' in data ? data : { volunteerId: null, organisationId: null };
  return [
    sql(
      'INSERT OR REPLACE INTO oversight_scan VALUES (?, ?, ?, ?, ?, ?)',
      ...[deviceId, at, recordId, direction, who.volunteerId, who.organisationId],
    ),
  ];
}

function status(name: string, recordId: string): Statement {
  return sql('UPDATE oversight_record SET status = ? WHERE record_id = ?', name, recordId);
}

/** Draws of the time before announcements have no row yet. */
function drawn({ data: s, meta }: Recorded<SampleDrawn>): Statement[] {
  return [
    sql(
      `INSERT INTO oversight_sample VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)
       ON CONFLICT (inspection_id) DO UPDATE SET seed = excluded.seed,
         checkpoint = excluded.checkpoint, record_ids = excluded.record_ids,
         drawn_at = excluded.drawn_at`,
      ...[s.inspectionId, s.organisationId, s.from, s.to, s.populationSize, s.populationHash],
      ...[s.recordIds.length, s.inspector, s.seed, Number(s.seedGiven)],
      ...[s.checkpoint ? JSON.stringify(s.checkpoint) : null, JSON.stringify(s.recordIds)],
      meta.recordedAt,
    ),
  ];
}
