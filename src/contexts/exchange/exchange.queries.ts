import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/exchange.rejections.js';
import type { ImportKind, RefusedRow } from './domain/import-job.events.js';

export interface ImportView {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileHash: string;
  readonly rows: number;
  readonly startedAt: string;
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly divisionCode: string | null;
  /** Null while it is under way. */
  readonly completedAt: string | null;
  readonly accepted: number | null;
  readonly rejected: Readonly<Record<string, number>> | null;
  readonly acceptedCentiHours: number | null;
}

/** Refused rows on one page. */
export const REFUSED_ROWS_PER_PAGE = 500;

@Injectable()
export class ExchangeQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `exchange/import-unknown` */
  import(importId: string): ImportView {
    const found = this.databases.read
      .prepare<[string], StoredImport>(
        `SELECT import_id AS importId, kind, file_hash AS fileHash, rows, started_at AS startedAt,
                station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode, completed_at AS completedAt, accepted, rejected,
                accepted_centi_hours AS acceptedCentiHours
         FROM exchange_import WHERE import_id = ?`,
      )
      .get(importId);
    if (!found) return reject('exchange/import-unknown');
    return {
      ...found,
      rejected:
        found.rejected === null
          ? null
          : (JSON.parse(found.rejected) as Readonly<Record<string, number>>),
    };
  }

  refusedRows(importId: string, after: number): readonly RefusedRow[] {
    return this.databases.read
      .prepare<[string, number, number], RefusedRow>(
        `SELECT row, code FROM exchange_refused_row WHERE import_id = ? AND row > ?
         ORDER BY row LIMIT ?`,
      )
      .all(importId, after, REFUSED_ROWS_PER_PAGE);
  }
}

type StoredImport = Omit<ImportView, 'rejected'> & { readonly rejected: string | null };
