import { type Projection, projects, sql } from '../../projections/projection.js';
import type { ImportJobEvent } from './domain/import-job.events.js';

/** Imports and the rows they refused: row numbers and codes, nothing of what stood in them. */
export const exchangeProjection: Projection = {
  name: 'exchange',
  version: 1,
  tables: ['exchange_import', 'exchange_refused_row'],
  schema: `
    CREATE TABLE exchange_import (
      import_id TEXT PRIMARY KEY, run INTEGER NOT NULL, kind TEXT NOT NULL, file_hash TEXT NOT NULL,
      rows INTEGER NOT NULL, started_at TEXT NOT NULL, station_id TEXT, organisation_id TEXT,
      division_code TEXT, account_id TEXT NOT NULL, completed_at TEXT, accepted INTEGER,
      rejected TEXT, accepted_centi_hours INTEGER
    ) STRICT;
    CREATE TABLE exchange_refused_row (
      import_id TEXT NOT NULL, row INTEGER NOT NULL, code TEXT NOT NULL,
      PRIMARY KEY (import_id, row)
    ) STRICT, WITHOUT ROWID;
  `,
  on: projects<ImportJobEvent>({
    'exchange.ImportStarted': ({ data: i, meta }) => [
      sql('DELETE FROM exchange_refused_row WHERE import_id = ?', i.importId),
      sql(
        `INSERT OR REPLACE INTO exchange_import VALUES
         (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)`,
        ...[i.importId, i.run, i.kind, i.fileHash, i.rows, meta.recordedAt],
        ...[i.place.stationId, i.place.organisationId, i.place.divisionCode, meta.actor.accountId],
      ),
    ],
    'exchange.RowsRefused': ({ data: { importId, rows } }) =>
      rows.map(({ row, code }) =>
        sql('INSERT OR REPLACE INTO exchange_refused_row VALUES (?, ?, ?)', importId, row, code),
      ),
    'exchange.ImportCompleted': ({ data: i, meta }) => [
      sql(
        `UPDATE exchange_import SET completed_at = ?, accepted = ?, rejected = ?,
         accepted_centi_hours = ? WHERE import_id = ?`,
        ...[meta.recordedAt, i.accepted, JSON.stringify(i.rejected), i.acceptedCentiHours],
        i.importId,
      ),
    ],
  }),
};
