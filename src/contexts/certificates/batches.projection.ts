import { projects, sql } from '../../projections/projection.js';
import type { BatchEvent } from './domain/batch.events.js';

/** How batches go; their certificates name the batch themselves. Part of the certificates read model. */
export const batchTables = {
  tables: ['certificates_batch', 'certificates_batch_refused'],
  schema: `
    CREATE TABLE certificates_batch (
      batch_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, from_date TEXT NOT NULL,
      to_date TEXT NOT NULL, total INTEGER NOT NULL, status TEXT NOT NULL,
      started_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX certificates_batch_by_status ON certificates_batch (status, batch_id);
    CREATE TABLE certificates_batch_refused (
      batch_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, code TEXT NOT NULL,
      PRIMARY KEY (batch_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
  `,
  on: projects<BatchEvent>({
    'certificates.BatchStarted': ({ data: b, meta }) => [
      sql(
        `INSERT INTO certificates_batch VALUES (?, ?, ?, ?, ?, 'running', ?)`,
        ...[b.batchId, b.organisationId, b.from, b.to, b.volunteerIds.length, meta.recordedAt],
      ),
    ],
    'certificates.BatchItemRefused': ({ data: b }) => [
      sql(
        'INSERT INTO certificates_batch_refused VALUES (?, ?, ?)',
        ...[b.batchId, b.volunteerId, b.code],
      ),
    ],
    'certificates.BatchStopped': ({ data }) => [status(data.batchId, 'stopped')],
    'certificates.BatchResumed': ({ data }) => [status(data.batchId, 'running')],
    'certificates.BatchCompleted': ({ data }) => [status(data.batchId, 'completed')],
  }),
};

function status(batchId: string, to: string) {
  return sql('UPDATE certificates_batch SET status = ? WHERE batch_id = ?', to, batchId);
}
