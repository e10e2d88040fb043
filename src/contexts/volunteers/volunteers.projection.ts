import { type Projection, projects, sql } from '../../projections/projection.js';
import type { IdentityEvent } from './domain/identity.events.js';
import type { VolunteerEvent } from './domain/volunteer.events.js';

/** Volunteers without anything personal: who they are stands in the vault. */
export const volunteersProjection: Projection = {
  name: 'volunteers',
  version: 1,
  tables: ['volunteers_volunteer'],
  schema: `
    CREATE TABLE volunteers_volunteer (
      volunteer_id TEXT PRIMARY KEY, division_code TEXT NOT NULL, age_band TEXT NOT NULL,
      service_categories TEXT NOT NULL, station_id TEXT, organisation_id TEXT,
      registered_on TEXT NOT NULL, active INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX volunteers_volunteer_by_division
      ON volunteers_volunteer (division_code, volunteer_id);
  `,
  on: projects<IdentityEvent | VolunteerEvent>({
    'volunteers.VolunteerRegistered': ({ data: v, revision }) => [
      sql(
        'INSERT INTO volunteers_volunteer VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)',
        ...[v.volunteerId, v.divisionCode, v.ageBand, JSON.stringify(v.serviceCategories)],
        ...[v.stationId, v.organisationId, v.registeredOn, revision],
      ),
    ],
    'volunteers.IdentityReleased': ({ data: { volunteerId } }) => [
      sql('UPDATE volunteers_volunteer SET active = 0 WHERE volunteer_id = ?', volunteerId),
    ],
  }),
};
