import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { ErasureGround, ObstacleKind, RefusalReason } from './domain/erasure.events.js';
import { reject } from './domain/privacy.rejections.js';

/** A person as far as erasing them needs it; `placeOf` tells where they are at home. */
export interface PersonView {
  readonly volunteerId: string;
  readonly identityHash: string;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string;
}

export const ERASURE_STAGES = [
  ...(['requested', 'restricted', 'approved', 'done', 'refused', 'withdrawn'] as const),
] as const;
export type ErasureStage = (typeof ERASURE_STAGES)[number];

export interface ErasureView {
  readonly volunteerId: string;
  readonly requestId: string;
  readonly ground: ErasureGround;
  readonly requester: string;
  readonly bySelf: boolean;
  readonly requestedOn: LocalDate;
  readonly stage: ErasureStage;
  readonly decider: string | null;
  readonly decidedOn: LocalDate | null;
  readonly reason: RefusalReason | null;
  readonly retainUntil: LocalDate | null;
  readonly revision: number;
}

type ErasureRow = Omit<ErasureView, 'bySelf'> & { readonly bySelf: number };

const ERASURE = `
  SELECT volunteer_id AS volunteerId, request_id AS requestId, ground, requester,
         by_self AS bySelf, requested_on AS requestedOn, stage, decider, decided_on AS decidedOn,
         reason, retain_until AS retainUntil, revision
  FROM privacy_erasure`;

@Injectable()
export class PrivacyQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `privacy/person-unknown` */
  person(volunteerId: string): PersonView {
    const row = this.databases.read
      .prepare<[string], PersonView>(
        `SELECT volunteer_id AS volunteerId, identity_hash AS identityHash,
                organisation_id AS organisationId, station_id AS stationId,
                division_code AS divisionCode
         FROM privacy_person WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    return row ?? reject('privacy/person-unknown');
  }

  accountsOf(volunteerId: string): readonly string[] {
    return this.databases.read
      .prepare<[string], { accountId: string }>(
        `SELECT account_id AS accountId FROM privacy_account WHERE volunteer_id = ?
         ORDER BY account_id`,
      )
      .all(volunteerId)
      .map(({ accountId }) => accountId);
  }

  /** What is under way about a person, each kind once. */
  obstacles(volunteerId: string): readonly ObstacleKind[] {
    return this.databases.read
      .prepare<[string, string], { kind: ObstacleKind }>(
        `SELECT DISTINCT kind FROM privacy_under_way
         WHERE holder = ?
            OR holder IN (SELECT account_id FROM privacy_account WHERE volunteer_id = ?)
         ORDER BY kind`,
      )
      .all(volunteerId, volunteerId)
      .map(({ kind }) => kind);
  }

  erasure(volunteerId: string): ErasureView | undefined {
    const row = this.databases.read
      .prepare<[string], ErasureRow>(`${ERASURE} WHERE volunteer_id = ?`)
      .get(volunteerId);
    return row && viewOf(row);
  }

  /** In one stage, in the order of the volunteers' ids. */
  erasures(stage: ErasureStage, after = ''): readonly ErasureView[] {
    return this.databases.read
      .prepare<[string, string, number], ErasureRow>(
        `${ERASURE} WHERE stage = ? AND volunteer_id > ? ORDER BY volunteer_id LIMIT ?`,
      )
      .all(stage, after, PAGE_SIZE)
      .map(viewOf);
  }
}

function viewOf(row: ErasureRow): ErasureView {
  return { ...row, bySelf: row.bySelf === 1 };
}
