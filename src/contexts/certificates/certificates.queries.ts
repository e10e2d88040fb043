import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { AskedBy, HolderChoices, StaleCause } from './domain/certificate.events.js';
import type { CertificateTotals } from './domain/certificate-content.js';
import type { PublishedKey } from './signing/published-key.js';

export const CERTIFICATE_STATUSES = [
  'requested',
  'refused',
  'awaiting-approval',
  'accepted',
  'issued',
  'stale',
  'superseded',
  'revoked',
] as const;
export type CertificateStatusName = (typeof CERTIFICATE_STATUSES)[number];

/** What everybody may know of a certificate: no name, no number of a person. */
export interface CertificateView {
  readonly certificateId: string;
  readonly volunteerId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly status: CertificateStatusName;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly totals: CertificateTotals | null;
  readonly contentHash: string | null;
  readonly publicityUntil: string | null;
  readonly statusOn: string | null;
  readonly statusReason: string | null;
  readonly choices: HolderChoices;
  readonly askedBy: AskedBy;
  readonly replaces: string | null;
  readonly batchId: string | null;
  /** The number of the certificate that stands in its place. */
  readonly supersededBy: string | null;
  readonly printings: number;
  readonly revision: number;
}

/** A record that a live certificate lists, and that is no longer what it was. */
export interface ChangedRecord {
  readonly certificateId: string;
  readonly recordId: string;
  readonly cause: StaleCause;
}

export interface IssuerView {
  readonly organisationId: string;
  readonly legalName: string;
  readonly creditCode: string | null;
  readonly divisionCode: string;
  readonly phone: string;
}

const CERTIFICATE = `
  SELECT certificate_id AS certificateId, volunteer_id AS volunteerId,
         organisation_id AS organisationId, from_date AS "from", to_date AS "to", status, number,
         issued_on AS issuedOn, centi_hours AS centiHours, services, by_grade AS byGrade,
         content_hash AS contentHash, publicity_until AS publicityUntil, status_on AS statusOn,
         status_reason AS statusReason, choices, asked_by AS askedBy, replaces,
         batch_id AS batchId, superseded_by AS supersededBy, printings, revision
  FROM certificates_certificate`;

const KEY = `
  SELECT key_id AS keyId, organisation_id AS organisationId,
         organisation_name AS organisationName, algorithm, public_key AS publicKey,
         certificate, not_before AS notBefore, not_after AS notAfter,
         revoked_at AS revokedAt, revocation_reason AS revocationReason
  FROM certificates_key`;

@Injectable()
export class CertificatesQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `certificates/unknown` */
  certificate(certificateId: string): CertificateView {
    return this.#one('certificate_id', certificateId) ?? unknown();
  }

  byCodeHash(codeHash: string): CertificateView | undefined {
    return this.#one('code_hash', codeHash);
  }

  byNumberHash(numberHash: string): CertificateView | undefined {
    return this.#one('number_hash', numberHash);
  }

  byNumber(number: string): CertificateView | undefined {
    return this.#one('number', number);
  }

  of(volunteerId: string, after = ''): readonly CertificateView[] {
    return this.databases.read
      .prepare<[string, string, number], CertificateRow>(
        `${CERTIFICATE} WHERE volunteer_id = ? AND certificate_id > ?
         ORDER BY certificate_id LIMIT ?`,
      )
      .all(volunteerId, after, PAGE_SIZE)
      .map(viewOf);
  }

  withStatus(status: CertificateStatusName, after = ''): readonly CertificateView[] {
    return this.databases.read
      .prepare<[string, string, number], CertificateRow>(
        `${CERTIFICATE} WHERE status = ? AND certificate_id > ? ORDER BY certificate_id LIMIT ?`,
      )
      .all(status, after, PAGE_SIZE)
      .map(viewOf);
  }

  /** What differs between live certificates and the records they list, by certificate or record. */
  changedRecords(
    about: { readonly recordId: string } | { readonly certificateId: string },
  ): readonly ChangedRecord[] {
    const [column, id] =
      'recordId' in about ? ['record_id', about.recordId] : ['certificate_id', about.certificateId];
    return this.databases.read
      .prepare<[string], ChangedRecord>(
        `SELECT l.certificate_id AS certificateId, l.record_id AS recordId,
                CASE WHEN r.record_id IS NULL THEN 'voided' ELSE 'corrected' END AS cause
         FROM certificates_listed l LEFT JOIN certificates_record r ON r.record_id = l.record_id
         WHERE l.${column} = ?
           AND (r.record_id IS NULL OR r.effective = 0 OR r.version <> l.version)
         ORDER BY l.certificate_id, l.record_id`,
      )
      .all(id);
  }

  /** @throws Rejection `certificates/issuer-unknown` */
  issuer(organisationId: string): IssuerView {
    const found = this.databases.read
      .prepare<[string], IssuerView>(
        `SELECT organisation_id AS organisationId, legal_name AS legalName,
                credit_code AS creditCode, division_code AS divisionCode, phone
         FROM certificates_issuer WHERE organisation_id = ?`,
      )
      .get(organisationId);
    if (!found) throw new Rejection('certificates/issuer-unknown');
    return found;
  }

  station(stationId: string): { readonly name: string; readonly divisionCode: string } | undefined {
    return this.databases.read
      .prepare<[string], { name: string; divisionCode: string }>(
        `SELECT name, division_code AS divisionCode FROM certificates_station
         WHERE station_id = ?`,
      )
      .get(stationId);
  }

  keys(organisationId?: string): readonly PublishedKey[] {
    return this.databases.read
      .prepare<[string | null, string | null], KeyRow>(
        `${KEY} WHERE ? IS NULL OR organisation_id = ? ORDER BY not_before DESC, key_id`,
      )
      .all(organisationId ?? null, organisationId ?? null)
      .map(publishedKey);
  }

  /** The key that signed the token in the QR code. */
  tokenKeyOf(certificateId: string): PublishedKey | undefined {
    const row = this.databases.read
      .prepare<[string], KeyRow>(
        `${KEY} WHERE key_id =
           (SELECT token_key_id FROM certificates_certificate WHERE certificate_id = ?)`,
      )
      .get(certificateId);
    return row && publishedKey(row);
  }

  #one(column: string, value: string): CertificateView | undefined {
    const row = this.databases.read
      .prepare<[string], CertificateRow>(`${CERTIFICATE} WHERE ${column} = ?`)
      .get(value);
    return row && viewOf(row);
  }
}

type CertificateRow = Omit<CertificateView, 'totals' | 'choices'> & {
  readonly choices: string;
  readonly centiHours: number | null;
  readonly services: number | null;
  readonly byGrade: string | null;
};
type KeyRow = Omit<PublishedKey, 'certificate' | 'revokedAt' | 'revocationReason'> & {
  readonly certificate: string | null;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
};

function publishedKey({ certificate, revokedAt, revocationReason, ...key }: KeyRow): PublishedKey {
  return {
    ...key,
    ...(certificate === null ? {} : { certificate }),
    ...(revokedAt === null ? {} : { revokedAt }),
    ...(revocationReason === null ? {} : { revocationReason }),
  };
}

function viewOf({ centiHours, services, byGrade, ...row }: CertificateRow): CertificateView {
  const view = { ...row, choices: JSON.parse(row.choices) as HolderChoices };
  if (centiHours === null || services === null || byGrade === null)
    return { ...view, totals: null };
  const grades = JSON.parse(byGrade) as CertificateTotals['byGrade'];
  return { ...view, totals: { centiHours, services, byGrade: grades } };
}

function unknown(): never {
  throw new Rejection('certificates/unknown');
}
