import { Injectable } from '@nestjs/common';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';

export interface BatchView {
  readonly batchId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'running' | 'stopped' | 'completed';
  readonly startedAt: string;
  readonly total: number;
  readonly issued: number;
  readonly refused: number;
}

export interface RefusedItem {
  readonly volunteerId: string;
  readonly code: string;
}

@Injectable()
export class BatchQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `certificates/batch-unknown` */
  batch(batchId: string): BatchView {
    const found = this.databases.read
      .prepare<[string], BatchView>(
        `SELECT b.batch_id AS batchId, b.organisation_id AS organisationId, b.from_date AS "from",
                b.to_date AS "to", b.status, b.started_at AS startedAt, b.total,
                (SELECT COUNT(*) FROM certificates_certificate c
                 WHERE c.batch_id = b.batch_id AND c.number IS NOT NULL) AS issued,
                (SELECT COUNT(*) FROM certificates_batch_refused r
                 WHERE r.batch_id = b.batch_id) AS refused
         FROM certificates_batch b WHERE b.batch_id = ?`,
      )
      .get(batchId);
    if (!found) throw new Rejection('certificates/batch-unknown');
    return found;
  }

  /** At most as many as a batch has, which is bounded. */
  refusedItems(batchId: string): readonly RefusedItem[] {
    return this.databases.read
      .prepare<[string], RefusedItem>(
        `SELECT volunteer_id AS volunteerId, code FROM certificates_batch_refused
         WHERE batch_id = ? ORDER BY volunteer_id`,
      )
      .all(batchId);
  }

  running(): readonly string[] {
    return this.databases.read
      .prepare<[], { batchId: string }>(
        `SELECT batch_id AS batchId FROM certificates_batch WHERE status = 'running'
         ORDER BY batch_id`,
      )
      .all()
      .map(({ batchId }) => batchId);
  }
}
