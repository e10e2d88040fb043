import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { OrganisationKind } from './domain/organisation.events.js';

export interface OrganisationView {
  readonly organisationId: string;
  readonly legalName: string;
  readonly kind: OrganisationKind;
  readonly creditCode: string | null;
  readonly divisionCode: string;
  readonly phone: string;
  readonly signatoriesVersion: number;
  readonly revision: number;
}

export interface StationView {
  readonly stationId: string;
  readonly organisationId: string;
  readonly kind: 'station' | 'point';
  readonly name: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly open: boolean;
  readonly revision: number;
}

const ORGANISATION = `
  SELECT organisation_id AS organisationId, legal_name AS legalName, kind,
         credit_code AS creditCode, division_code AS divisionCode, phone,
         signatories_version AS signatoriesVersion, revision
  FROM stations_organisation`;
const STATION = `
  SELECT station_id AS stationId, organisation_id AS organisationId, kind, name,
         division_code AS divisionCode, address, open, revision
  FROM stations_station`;

@Injectable()
export class StationsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `stations/organisation-unknown` */
  organisation(organisationId: string): OrganisationView {
    const found = this.databases.read
      .prepare<[string], OrganisationView>(`${ORGANISATION} WHERE organisation_id = ?`)
      .get(organisationId);
    if (!found) throw new Rejection('stations/organisation-unknown');
    return found;
  }

  organisations(after = ''): readonly OrganisationView[] {
    return this.databases.read
      .prepare<[string, number], OrganisationView>(
        `${ORGANISATION} WHERE organisation_id > ? ORDER BY organisation_id LIMIT ?`,
      )
      .all(after, PAGE_SIZE);
  }

  /** @throws Rejection `stations/station-unknown` */
  station(stationId: string): StationView {
    const found = this.databases.read
      .prepare<[string], StationRow>(`${STATION} WHERE station_id = ?`)
      .get(stationId);
    if (!found) throw new Rejection('stations/station-unknown');
    return { ...found, open: found.open === 1 };
  }

  stations(divisionPrefix = '', after = ''): readonly StationView[] {
    return this.databases.read
      .prepare<[string, string, number], StationRow>(
        `${STATION} WHERE division_code LIKE ? || '%' AND station_id > ?
         ORDER BY station_id LIMIT ?`,
      )
      .all(divisionPrefix, after, PAGE_SIZE)
      .map((row) => ({ ...row, open: row.open === 1 }));
  }
}

type StationRow = Omit<StationView, 'open'> & { readonly open: number };
