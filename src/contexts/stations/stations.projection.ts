import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationEvent } from './domain/organisation.events.js';
import type { StationEvent } from './domain/station.events.js';

export const stationsProjection: Projection = {
  name: 'stations',
  version: 1,
  tables: ['stations_organisation', 'stations_station'],
  schema: `
    CREATE TABLE stations_organisation (
      organisation_id TEXT PRIMARY KEY, legal_name TEXT NOT NULL, kind TEXT NOT NULL,
      credit_code TEXT, division_code TEXT NOT NULL, phone TEXT NOT NULL,
      signatories_version INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE stations_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, kind TEXT NOT NULL,
      name TEXT NOT NULL, division_code TEXT NOT NULL, address TEXT NOT NULL,
      open INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX stations_station_by_division ON stations_station (division_code, station_id);
  `,
  on: projects<OrganisationEvent | StationEvent>({
    'stations.OrganisationRegistered': ({ data: o, revision }) => [
      sql(
        'INSERT INTO stations_organisation VALUES (?, ?, ?, ?, ?, ?, 0, ?)',
        ...[o.organisationId, o.legalName, o.kind, o.creditCode, o.divisionCode, o.phone, revision],
      ),
    ],
    'stations.SignatoriesNamed': ({ data: { organisationId, version }, revision }) => [
      sql(
        `UPDATE stations_organisation SET signatories_version = ?, revision = ?
         WHERE organisation_id = ?`,
        ...[version, revision, organisationId],
      ),
    ],
    'stations.StationOpened': ({ data: s, revision }) => [
      sql(
        'INSERT INTO stations_station VALUES (?, ?, ?, ?, ?, ?, 1, ?)',
        ...[s.stationId, s.organisationId, s.kind, s.name, s.divisionCode, s.address, revision],
      ),
    ],
    'stations.StationClosed': ({ data: { stationId }, revision }) => [
      sql(
        'UPDATE stations_station SET open = 0, revision = ? WHERE station_id = ?',
        revision,
        stationId,
      ),
    ],
  }),
};
