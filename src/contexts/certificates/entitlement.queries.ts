import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import type { Grade } from './domain/certificate-content.js';
import type { RowMode } from './entitlement.projection.js';
import type { SuccessionCause } from './domain/issuer-rights.events.js';

export interface SourceView {
  readonly organisationId: string;
  readonly legalName: string;
  readonly kind: SuccessionCause | 'delegated';
  readonly since: string;
}

export interface EffectiveRecord {
  readonly recordId: string;
  readonly organisationId: string;
  readonly version: number;
  readonly activityId: string | null;
  readonly stationId: string | null;
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
  readonly grade: Grade;
  readonly mode: RowMode;
  readonly title: string | null;
  readonly place: string | null;
  readonly content: string | null;
  readonly category: string | null;
}

export interface RecordsWanted {
  readonly volunteerId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Succession goes on from one to the next; what was only entrusted is entrusted no further.
 * `holder_id` is whose successor or delegate the organisation is here.
 */
export const ENTITLED = `
  succeeded (organisation_id, holder_id) AS (
    SELECT ?, NULL
    UNION
    SELECT r.organisation_id, r.holder_id FROM certificates_issuer_right r
    JOIN succeeded s ON r.holder_id = s.organisation_id WHERE r.kind <> 'delegated'
  ),
  entitled (organisation_id, holder_id) AS (
    SELECT organisation_id, holder_id FROM succeeded
    UNION
    SELECT r.organisation_id, r.holder_id FROM certificates_issuer_right r
    JOIN succeeded s ON r.holder_id = s.organisation_id WHERE r.kind = 'delegated'
  )`;

/** What an issuer may certify: what it recorded, what it took over, what was entrusted to it. */
@Injectable()
export class EntitlementQueries {
  constructor(private readonly databases: Databases) {}

  /**
   * Effective records this issuer may certify, oldest first: what it recorded itself, what those
   * recorded whom it succeeded, and what others entrusted to it (O67 art. 14, G149).
   */
  effectiveRecords(wanted: RecordsWanted, limit: number): readonly EffectiveRecord[] {
    return this.databases.read
      .prepare<[string, string, string, string, number], EffectiveRecord>(
        `WITH RECURSIVE ${ENTITLED}
         SELECT r.record_id AS recordId, r.version, r.activity_id AS activityId,
                r.organisation_id AS organisationId,
                r.station_id AS stationId, r.date, r.starts_at AS startsAt, r.ends_at AS endsAt,
                r.centi_hours AS centiHours, r.grade, r.mode, a.title, a.place, a.content,
                a.category
         FROM certificates_record r
         LEFT JOIN certificates_activity a ON a.activity_id = r.activity_id
         WHERE r.volunteer_id = ?
           AND r.organisation_id IN (SELECT organisation_id FROM entitled) AND r.effective = 1
           AND r.date BETWEEN ? AND ?
         ORDER BY r.starts_at, r.record_id LIMIT ?`,
      )
      .all(wanted.organisationId, wanted.volunteerId, wanted.from, wanted.to, limit);
  }

  /** Whose records, beside its own, the issuer may certify, and why. */
  sources(organisationId: string): readonly SourceView[] {
    return this.databases.read
      .prepare<[string], SourceView>(
        `WITH RECURSIVE ${ENTITLED}
         SELECT e.organisation_id AS organisationId, i.legal_name AS legalName, r.kind, r.since
         FROM entitled e
         JOIN certificates_issuer i ON i.organisation_id = e.organisation_id
         JOIN certificates_issuer_right r ON r.organisation_id = e.organisation_id
           AND r.holder_id = e.holder_id
         ORDER BY r.since, e.organisation_id`,
      )
      .all(organisationId);
  }
}
