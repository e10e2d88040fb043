import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationRegistered, StationOpened } from '../stations/index.js';
import { batchTables } from './batches.projection.js';
import { entitlementTables } from './entitlement.projection.js';
import { extrasTables, listsNoExtras } from './extras.projection.js';
import type {
  CertificateEvent,
  NumberAssigned,
  OrganisationKeysEvent,
} from './domain/certificate.events.js';
import type { LetterheadSet } from './domain/issuer-rights.events.js';

/** Issuers with their keys and letterheads, the certificates, and what these may list. */
export const certificatesProjection: Projection = {
  name: 'certificates',
  version: 8,
  tables: [
    'certificates_issuer',
    'certificates_station',
    'certificates_certificate',
    'certificates_listed',
    'certificates_key',
    'certificates_register',
    'certificates_letterhead',
    ...entitlementTables.tables,
    ...batchTables.tables,
    ...extrasTables.tables,
  ],
  schema: `
    CREATE TABLE certificates_issuer (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, credit_code TEXT,
      division_code TEXT NOT NULL, phone TEXT NOT NULL
    ) STRICT;
    CREATE TABLE certificates_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, name TEXT NOT NULL,
      division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE certificates_certificate (
      certificate_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
      from_date TEXT NOT NULL, to_date TEXT NOT NULL, status TEXT NOT NULL, number TEXT,
      issued_on TEXT, centi_hours INTEGER, services INTEGER, by_grade TEXT, content_hash TEXT,
      code_hash TEXT, number_hash TEXT, token_key_id TEXT, publicity_until TEXT, status_on TEXT, status_reason TEXT,
      choices TEXT NOT NULL, asked_by TEXT NOT NULL, minor INTEGER NOT NULL, replaces TEXT,
      batch_id TEXT, superseded_by TEXT, printings INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE certificates_listed (
      record_id TEXT NOT NULL, certificate_id TEXT NOT NULL, version INTEGER NOT NULL,
      PRIMARY KEY (record_id, certificate_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX certificates_listed_by_certificate ON certificates_listed (certificate_id);
    CREATE UNIQUE INDEX certificates_certificate_by_code ON certificates_certificate (code_hash);
    CREATE UNIQUE INDEX certificates_certificate_by_number ON certificates_certificate (number);
    CREATE TABLE certificates_key (
      key_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, organisation_name TEXT NOT NULL,
      algorithm TEXT NOT NULL, public_key TEXT NOT NULL, certificate TEXT,
      not_before TEXT NOT NULL, not_after TEXT NOT NULL, revoked_at TEXT, revocation_reason TEXT
    ) STRICT;
    CREATE TABLE certificates_register (
      number TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, year INTEGER NOT NULL,
      certificate_id TEXT NOT NULL
    ) STRICT;
    CREATE INDEX certificates_register_by_organisation
      ON certificates_register (organisation_id, number);
    CREATE TABLE certificates_letterhead (
      organisation_id TEXT PRIMARY KEY, english_name TEXT, mongolian_title TEXT
    ) STRICT;
    CREATE INDEX certificates_certificate_by_publicity
      ON certificates_certificate (organisation_id, publicity_until, number);
    CREATE INDEX certificates_certificate_by_batch ON certificates_certificate (batch_id);
    ${entitlementTables.schema}
    ${batchTables.schema}
    ${extrasTables.schema}
    CREATE INDEX certificates_key_by_organisation ON certificates_key (organisation_id, not_before);
  `,
  queryIndexes: `
    ${entitlementTables.queryIndexes}
    CREATE INDEX IF NOT EXISTS certificates_certificate_by_volunteer
      ON certificates_certificate (volunteer_id, certificate_id);
    CREATE INDEX IF NOT EXISTS certificates_certificate_by_status
      ON certificates_certificate (status, certificate_id);
  `,
  on: {
    ...entitlementTables.on,
    ...batchTables.on,
    ...extrasTables.on,
    ...projects<OrganisationRegistered | StationOpened>({
      'stations.OrganisationRegistered': ({ data: o }) => [
        sql(
          'INSERT INTO certificates_issuer VALUES (?, ?, ?, ?, ?)',
          ...[o.organisationId, o.legalName, o.creditCode, o.divisionCode, o.phone],
        ),
      ],
      'stations.StationOpened': ({ data: s }) => [
        sql(
          'INSERT INTO certificates_station VALUES (?, ?, ?, ?)',
          ...[s.stationId, s.organisationId, s.name, s.divisionCode],
        ),
      ],
    }),
    ...projects<CertificateEvent | NumberAssigned | OrganisationKeysEvent>({
      'certificates.CertificateRequested': ({ data: c, revision }) => [
        sql(
          `INSERT INTO certificates_certificate
             (certificate_id, volunteer_id, organisation_id, from_date, to_date, status, choices,
              asked_by, minor, replaces, batch_id, printings, revision)
           VALUES (?, ?, ?, ?, ?, 'requested', ?, ?, ?, ?, ?, 0, ?)`,
          ...[c.certificateId, c.volunteerId, c.organisationId, c.from, c.to],
          ...[JSON.stringify(c.choices), c.askedBy, c.minor ? 1 : 0, c.replaces, c.batchId],
          revision,
        ),
      ],
      'certificates.CertificateAccepted': ({ data: c, revision }) => [
        status('accepted', c.certificateId, { revision, on: c.on, reason: null }),
      ],
      'certificates.ApprovalAwaited': ({ data: c, revision }) => [
        status('awaiting-approval', c.certificateId, { revision, on: c.on, reason: null }),
      ],
      'certificates.CertificateApproved': ({ data: c, revision }) => [
        status('accepted', c.certificateId, { revision, on: c.on, reason: null }),
      ],
      'certificates.CertificateRefused': ({ data: c, revision }) => [
        status('refused', c.certificateId, { revision, on: null, reason: c.reason }),
      ],
      'certificates.CertificateRevoked': ({ data: c, revision }) => [
        status('revoked', c.certificateId, { revision, on: c.on, reason: c.reason }),
        ...listsNothing(c.certificateId),
      ],
      'certificates.CertificateStale': ({ data: c, revision }) => [
        status('stale', c.certificateId, { revision, on: c.on, reason: c.cause }),
      ],
      'certificates.CertificateSuperseded': ({ data: c, revision }) => [
        status('superseded', c.certificateId, { revision, on: c.on, reason: null }),
        sql(
          'UPDATE certificates_certificate SET superseded_by = ? WHERE certificate_id = ?',
          ...[c.byNumber, c.certificateId],
        ),
        ...listsNothing(c.certificateId),
      ],
      'certificates.CertificateReprinted': ({ data: c, revision }) => [
        sql(
          `UPDATE certificates_certificate SET printings = ?, revision = ?
           WHERE certificate_id = ?`,
          ...[c.printing, revision, c.certificateId],
        ),
      ],
      'certificates.CertificatePublicised': ({ data: c, revision }) => [
        sql(
          'UPDATE certificates_certificate SET revision = ? WHERE certificate_id = ?',
          ...[revision, c.certificateId],
        ),
      ],
      'certificates.CertificateIssued': ({ data: c, revision }) => [
        sql(
          `UPDATE certificates_certificate
           SET status = 'issued', number = ?, issued_on = ?, centi_hours = ?, services = ?,
               by_grade = ?, content_hash = ?, code_hash = ?, number_hash = ?,
               token_key_id = ?,
               publicity_until = ?, status_on = NULL, status_reason = NULL, printings = 1,
               revision = ?
           WHERE certificate_id = ?`,
          ...[c.number, c.issuedOn, c.totals.centiHours, c.totals.services],
          ...[JSON.stringify(c.totals.byGrade), c.contentHash, c.codeHash, c.numberHash],
          ...[c.tokenKeyId, c.publicityUntil, revision, c.certificateId],
        ),
        sql(
          `INSERT INTO certificates_listed (record_id, certificate_id, version)
           SELECT value ->> 'recordId', ?, value ->> 'version' FROM json_each(?)`,
          ...[c.certificateId, JSON.stringify(c.records)],
        ),
      ],
      'certificates.NumberAssigned': ({ data: n }) => [
        sql(
          'INSERT INTO certificates_register VALUES (?, ?, ?, ?)',
          ...[n.number, n.organisationId, n.year, n.certificateId],
        ),
      ],
      'certificates.KeyRevoked': ({ data: k }) => [
        sql(
          'UPDATE certificates_key SET revoked_at = ?, revocation_reason = ? WHERE key_id = ?',
          ...[k.invalidFrom, k.reason, k.keyId],
        ),
      ],
      'certificates.KeysCreated': ({ data: { keys, ...of } }) =>
        keys.map((key) =>
          sql(
            'INSERT INTO certificates_key VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
            ...[key.keyId, of.organisationId, of.organisationName, key.algorithm, key.publicKey],
            ...[key.certificate, of.notBefore, of.notAfter],
          ),
        ),
    }),
    ...projects<LetterheadSet>({
      'certificates.LetterheadSet': ({ data: l }) => [
        sql(
          'INSERT OR REPLACE INTO certificates_letterhead VALUES (?, ?, ?)',
          ...[l.organisationId, l.englishName, l.mongolianTitle],
        ),
      ],
    }),
  },
};

function status(
  to: string,
  certificateId: string,
  { revision, on, reason }: { revision: number; on: string | null; reason: string | null },
) {
  return sql(
    `UPDATE certificates_certificate
     SET status = ?, status_on = ?, status_reason = ?, revision = ? WHERE certificate_id = ?`,
    ...[to, on, reason, revision, certificateId],
  );
}

/** What does not count any more need not be held against its records. */
function listsNothing(certificateId: string) {
  return [
    sql('DELETE FROM certificates_listed WHERE certificate_id = ?', certificateId),
    listsNoExtras(certificateId),
  ];
}
