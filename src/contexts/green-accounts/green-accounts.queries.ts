import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { Place } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { AnnulReason, WasteKind } from './domain/household.events.js';

export interface HouseholdView {
  readonly householdId: string;
  readonly code: string;
  readonly stationId: string;
  readonly organisationId: string;
  readonly divisionCode: string;
  readonly closed: boolean;
  readonly revision: number;
  readonly personIds: readonly string[];
}

export interface DropView {
  readonly dropId: string;
  readonly householdId: string;
  readonly kind: WasteKind;
  readonly grams: number | null;
  readonly pieces: number | null;
  readonly passed: boolean;
  readonly at: string;
  readonly on: string;
  readonly points: number;
  readonly version: number;
  readonly annulled: AnnulReason | null;
}

type HouseholdRow = Omit<HouseholdView, 'closed' | 'personIds'> & { readonly closed: number };
type DropRow = Omit<DropView, 'passed'> & { readonly passed: number };

const HOUSEHOLD = `
  SELECT household_id AS householdId, code, station_id AS stationId,
         organisation_id AS organisationId, division_code AS divisionCode, closed, revision
  FROM green_accounts_household`;
const DROP = `
  SELECT drop_id AS dropId, household_id AS householdId, kind, grams, pieces, passed, at,
         on_day AS "on", points, version, annulled
  FROM green_accounts_drop`;

@Injectable()
export class GreenAccountsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `green-accounts/household-unknown` */
  household(householdId: string): HouseholdView {
    return this.#found(
      this.databases.read
        .prepare<[string], HouseholdRow>(`${HOUSEHOLD} WHERE household_id = ?`)
        .get(householdId),
    );
  }

  /** By the code on the card. @throws Rejection `green-accounts/household-unknown` */
  householdOfCode(code: string): HouseholdView {
    return this.#found(
      this.databases.read.prepare<[string], HouseholdRow>(`${HOUSEHOLD} WHERE code = ?`).get(code),
    );
  }

  households(stationId: string, after = ''): readonly HouseholdView[] {
    return this.databases.read
      .prepare<[string, string, number], HouseholdRow>(
        `${HOUSEHOLD} WHERE station_id = ? AND household_id > ? ORDER BY household_id LIMIT ?`,
      )
      .all(stationId, after, PAGE_SIZE)
      .map((row) => this.#found(row));
  }

  /** @throws Rejection `green-accounts/drop-unknown` */
  drop(dropId: string): DropView {
    const row = this.databases.read
      .prepare<[string], DropRow>(`${DROP} WHERE drop_id = ?`)
      .get(dropId);
    if (!row) throw new Rejection('green-accounts/drop-unknown');
    return { ...row, passed: row.passed === 1 };
  }

  /** Newest first; `after` is `<instant>/<drop>` of the last one seen. */
  drops(householdId: string, after = '9/'): readonly DropView[] {
    const slash = after.indexOf('/');
    const [at, dropId] = [after.slice(0, slash), after.slice(slash + 1)];
    return this.databases.read
      .prepare<[string, string, string, number], DropRow>(
        `${DROP} WHERE household_id = ? AND (at, drop_id) < (?, ?)
         ORDER BY at DESC, drop_id DESC LIMIT ?`,
      )
      .all(householdId, at, dropId, PAGE_SIZE)
      .map((row) => ({ ...row, passed: row.passed === 1 }));
  }

  /** Undefined when no such station was ever opened. */
  placeOfStation(stationId: string): Required<Place> | undefined {
    return this.databases.read
      .prepare<[string], Required<Place>>(
        `SELECT station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode
         FROM green_accounts_station WHERE station_id = ?`,
      )
      .get(stationId);
  }

  #found(row: HouseholdRow | undefined): HouseholdView {
    if (!row) throw new Rejection('green-accounts/household-unknown');
    const personIds = this.databases.read
      .prepare<[string], { personId: string }>(
        'SELECT person_id AS personId FROM green_accounts_member WHERE household_id = ?',
      )
      .all(row.householdId)
      .map(({ personId }) => personId);
    return { ...row, closed: row.closed === 1, personIds };
  }
}
