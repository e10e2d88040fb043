import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/oversight.rejections.js';
import type { Period } from './domain/period.js';

export interface InspectionView {
  readonly inspectionId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly populationSize: number;
  readonly populationHash: string;
  readonly seed: string;
  readonly seedGiven: boolean;
  readonly recordIds: readonly string[];
  readonly inspector: string;
  readonly drawnAt: string;
}

/** Records that one lot is drawn from at most. */
export const POPULATION_MAX = 200_000;

const INSPECTION = `
  SELECT inspection_id AS inspectionId, organisation_id AS organisationId, from_date AS "from",
         to_date AS "to", population_size AS populationSize, population_hash AS populationHash,
         seed, seed_given AS seedGiven, record_ids AS recordIds, inspector, drawn_at AS drawnAt
  FROM oversight_sample`;

@Injectable()
export class InspectionQueries {
  constructor(private readonly databases: Databases) {}

  /** Ids of what stands, in order. @throws Rejection `oversight/too-many-records` */
  population(organisationId: string, { from, to }: Period): readonly string[] {
    const rows = this.databases.read
      .prepare<[string, string, string, number], { recordId: string }>(
        `SELECT record_id AS recordId FROM oversight_record
         WHERE organisation_id = ? AND date BETWEEN ? AND ?
           AND status NOT IN ('rejected', 'voided')
         ORDER BY record_id LIMIT ?`,
      )
      .all(organisationId, from, to, POPULATION_MAX + 1);
    if (rows.length > POPULATION_MAX)
      reject('oversight/too-many-records', { limit: POPULATION_MAX });
    return rows.map(({ recordId }) => recordId);
  }

  /** @throws Rejection `oversight/inspection-unknown` */
  inspection(inspectionId: string): InspectionView {
    const row = this.databases.read
      .prepare<[string], StoredInspection>(`${INSPECTION} WHERE inspection_id = ?`)
      .get(inspectionId);
    return row ? viewOf(row) : reject('oversight/inspection-unknown');
  }

  /** Draws stand where everybody can count them: who draws again and again is seen. */
  of(organisationId: string, after = ''): readonly InspectionView[] {
    return this.databases.read
      .prepare<[string, string, number], StoredInspection>(
        `${INSPECTION} WHERE organisation_id = ? AND inspection_id > ?
         ORDER BY inspection_id LIMIT ?`,
      )
      .all(organisationId, after, PAGE_SIZE)
      .map(viewOf);
  }
}

type StoredInspection = Omit<InspectionView, 'recordIds' | 'seedGiven'> & {
  readonly recordIds: string;
  readonly seedGiven: number;
};

function viewOf(row: StoredInspection): InspectionView {
  return {
    ...row,
    seedGiven: row.seedGiven === 1,
    recordIds: JSON.parse(row.recordIds) as string[],
  };
}
