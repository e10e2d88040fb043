import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import type { AgeBand } from './domain/age-bands.policy.js';
import type { ConsentPurpose, GuardianRelation } from './domain/volunteer.events.js';
import { reject } from './domain/volunteers.rejections.js';

/** A volunteer as the read model knows them: no name, no number. */
export interface VolunteerRow {
  readonly volunteerId: string;
  readonly divisionCode: string;
  readonly ageBand: AgeBand;
  readonly serviceCategories: readonly string[];
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly registeredOn: string;
  /** The day they left; null while they take part. */
  readonly leftOn: string | null;
  readonly revision: number;
}

/** What a volunteer and their guardian agreed to, withdrawn words included. */
export interface ConsentsView {
  readonly volunteerId: string;
  readonly guardian: readonly GuardianConsentView[];
  readonly purposes: readonly ConsentView[];
}

export interface GuardianConsentView {
  readonly consentId: string;
  readonly relation: GuardianRelation;
  readonly accompanies: boolean;
  readonly givenOn: string;
  readonly withdrawnOn: string | null;
}

export interface ConsentView {
  readonly purpose: ConsentPurpose;
  readonly textVersion: string;
  readonly by: 'self' | 'guardian';
  readonly givenOn: string;
  readonly withdrawnOn: string | null;
}

export interface VolunteerPage {
  readonly divisionPrefix: string;
  readonly stationId: string | undefined;
  readonly organisationId: string | undefined;
  /** The last id of the page before; empty for the first page. */
  readonly after: string;
  readonly limit: number;
}

const VOLUNTEER = `
  SELECT volunteer_id AS volunteerId, division_code AS divisionCode, age_band AS ageBand,
         service_categories AS serviceCategories, station_id AS stationId,
         organisation_id AS organisationId, registered_on AS registeredOn,
         left_on AS leftOn, revision
  FROM volunteers_volunteer`;

@Injectable()
export class VolunteersQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `volunteers/unknown` */
  volunteer(volunteerId: string): VolunteerRow {
    const row = this.databases.read
      .prepare<[string], StoredRow>(`${VOLUNTEER} WHERE volunteer_id = ?`)
      .get(volunteerId);
    return row ? fromStored(row) : reject('volunteers/unknown');
  }

  /** @throws Rejection `volunteers/unknown` */
  consents(volunteerId: string): ConsentsView {
    this.volunteer(volunteerId);
    const guardian = this.databases.read
      .prepare<[string], StoredGuardianConsent>(
        `SELECT consent_id AS consentId, relation, accompanies, given_on AS givenOn,
                withdrawn_on AS withdrawnOn
         FROM volunteers_guardian_consent WHERE volunteer_id = ? ORDER BY given_on, consent_id`,
      )
      .all(volunteerId)
      .map((row) => ({ ...row, accompanies: row.accompanies === 1 }));
    const purposes = this.databases.read
      .prepare<[string], ConsentView>(
        `SELECT purpose, text_version AS textVersion, given_by AS "by", given_on AS givenOn,
                withdrawn_on AS withdrawnOn
         FROM volunteers_consent WHERE volunteer_id = ? ORDER BY purpose`,
      )
      .all(volunteerId);
    return { volunteerId, guardian, purposes };
  }

  /** Active volunteers in the order of their ids, narrowed down by place. */
  volunteers(page: VolunteerPage): readonly VolunteerRow[] {
    const { divisionPrefix, stationId, organisationId, after, limit } = page;
    const where = ['active = 1', 'volunteer_id > ?', 'division_code >= ?', 'division_code < ?'];
    // A colon follows the nine: the range holds every code that begins with the prefix.
    const params: (string | number)[] = [after, divisionPrefix, `${divisionPrefix}:`];
    if (stationId !== undefined) where.push('station_id = ?');
    if (organisationId !== undefined) where.push('organisation_id = ?');
    params.push(...[stationId, organisationId].filter((id) => id !== undefined), limit);
    return this.databases.read
      .prepare<unknown[], StoredRow>(
        `${VOLUNTEER} WHERE ${where.join(' AND ')} ORDER BY volunteer_id LIMIT ?`,
      )
      .all(...params)
      .map(fromStored);
  }
}

type StoredRow = Omit<VolunteerRow, 'serviceCategories'> & { readonly serviceCategories: string };

type StoredGuardianConsent = Omit<GuardianConsentView, 'accompanies'> & {
  readonly accompanies: number;
};

function fromStored(row: StoredRow): VolunteerRow {
  return { ...row, serviceCategories: JSON.parse(row.serviceCategories) as readonly string[] };
}
