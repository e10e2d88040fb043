import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Databases } from '../../projections/databases.js';
import type { CertificateStatusName } from './certificates.queries.js';

/** One line of the register: a number and what became of it. */
export interface RegisterRow {
  readonly number: string;
  readonly certificateId: string;
  readonly volunteerId: string;
  readonly status: CertificateStatusName;
  readonly issuedOn: string | null;
  readonly from: string;
  readonly to: string;
  readonly centiHours: number | null;
  readonly services: number | null;
  readonly supersededBy: string | null;
  readonly statusOn: string | null;
  readonly statusReason: string | null;
  readonly printings: number;
}

export interface RegisterFilter {
  readonly year?: number;
  readonly number?: string;
  readonly volunteerId?: string;
  readonly status?: CertificateStatusName;
  readonly after?: string;
}

/** An issue that stands in public, as far as the ledger knows it. */
export interface NoticeRow {
  readonly number: string;
  readonly certificateId: string;
  readonly volunteerId: string;
  readonly issuedOn: string;
  readonly publicityUntil: string;
  readonly from: string;
  readonly to: string;
  readonly centiHours: number;
  readonly services: number;
}

/** The register of an organisation, and what of it stands in public. */
@Injectable()
export class RegisterQueries {
  constructor(private readonly databases: Databases) {}

  rows(organisationId: string, filter: RegisterFilter): readonly RegisterRow[] {
    const { year = null, number = null, volunteerId = null, status = null, after = '' } = filter;
    const limit = PAGE_SIZE;
    return this.databases.read
      .prepare<[Record<string, string | number | null>], RegisterRow>(
        `SELECT n.number, n.certificate_id AS certificateId, c.volunteer_id AS volunteerId,
                c.status, c.issued_on AS issuedOn, c.from_date AS "from", c.to_date AS "to",
                c.centi_hours AS centiHours, c.services, c.superseded_by AS supersededBy,
                c.status_on AS statusOn, c.status_reason AS statusReason, c.printings
         FROM certificates_register n
         JOIN certificates_certificate c ON c.certificate_id = n.certificate_id
         WHERE n.organisation_id = @organisationId AND n.number > @after
           AND (@year IS NULL OR n.year = @year) AND (@number IS NULL OR n.number = @number)
           AND (@volunteerId IS NULL OR c.volunteer_id = @volunteerId)
           AND (@status IS NULL OR c.status = @status)
         ORDER BY n.number LIMIT @limit`,
      )
      .all({ organisationId, after, year, number, volunteerId, status, limit });
  }

  /** What was issued with consent and is in public on a day; a revoked one no longer is. */
  notices(organisationId: string, day: string, after: string): readonly NoticeRow[] {
    return this.databases.read
      .prepare<[string, string, string, number], NoticeRow>(
        `SELECT number, certificate_id AS certificateId, volunteer_id AS volunteerId,
                issued_on AS issuedOn, publicity_until AS publicityUntil, from_date AS "from",
                to_date AS "to", centi_hours AS centiHours, services
         FROM certificates_certificate
         WHERE organisation_id = ? AND publicity_until >= ? AND number > ? AND status = 'issued'
         ORDER BY number LIMIT ?`,
      )
      .all(organisationId, day, after, PAGE_SIZE);
  }
}
