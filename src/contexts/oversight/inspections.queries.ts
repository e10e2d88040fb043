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
  /** Records to be drawn. */
  readonly size: number;
  readonly inspector: string;
  /** Null for draws of the time before they were announced. */
  readonly announcedAt: string | null;
  /** Null until it is drawn. */
  readonly seed: string | null;
  readonly seedGiven: boolean;
  /** The first checkpoint of the log over the announcement, whose root begins the seed. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly recordIds: readonly string[];
  readonly drawnAt: string | null;
}

/** Records that one lot is drawn from at most. */
export const POPULATION_MAX = 200_000;

const INSPECTION = `
  SELECT inspection_id AS inspectionId, organisation_id AS organisationId, from_date AS "from",
         to_date AS "to", population_size AS populationSize, population_hash AS populationHash,
         size, inspector, announced_at AS announcedAt, seed, seed_given AS seedGiven, checkpoint,
         record_ids AS recordIds, drawn_at AS drawnAt
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

type StoredInspection = Omit<InspectionView, 'recordIds' | 'seedGiven' | 'checkpoint'> & {
  readonly recordIds: string;
  readonly checkpoint: string | null;
  readonly seedGiven: number;
};

function viewOf(row: StoredInspection): InspectionView {
  return {
    ...row,
    seedGiven: row.seedGiven === 1,
    checkpoint:
      row.checkpoint === null
        ? null
        : (JSON.parse(row.checkpoint) as NonNullable<InspectionView['checkpoint']>),
    recordIds: JSON.parse(row.recordIds) as string[],
  };
}
