import { type Projection, projects, sql } from '../../projections/projection.js';
import type { IdentityEvent } from './domain/identity.events.js';
import type { VolunteerEvent } from './domain/volunteer.events.js';

/** Volunteers without anything personal: who they are stands in the vault. */
export const volunteersProjection: Projection = {
  name: 'volunteers',
  version: 2,
  tables: ['volunteers_volunteer', 'volunteers_guardian_consent', 'volunteers_consent'],
  schema: `
    CREATE TABLE volunteers_volunteer (
      volunteer_id TEXT PRIMARY KEY, division_code TEXT NOT NULL, age_band TEXT NOT NULL,
      service_categories TEXT NOT NULL, station_id TEXT, organisation_id TEXT,
      registered_on TEXT NOT NULL, active INTEGER NOT NULL, left_on TEXT, revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE volunteers_guardian_consent (
      volunteer_id TEXT NOT NULL, consent_id TEXT NOT NULL, relation TEXT NOT NULL,
      accompanies INTEGER NOT NULL, given_on TEXT NOT NULL, withdrawn_on TEXT,
      PRIMARY KEY (volunteer_id, consent_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE volunteers_consent (
      volunteer_id TEXT NOT NULL, purpose TEXT NOT NULL, text_version TEXT NOT NULL,
      given_by TEXT NOT NULL, given_on TEXT NOT NULL, withdrawn_on TEXT,
      PRIMARY KEY (volunteer_id, purpose)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX volunteers_volunteer_by_division
      ON volunteers_volunteer (division_code, volunteer_id);
  `,
  on: projects<IdentityEvent | VolunteerEvent>({
    'volunteers.VolunteerRegistered': ({ data: v, revision }) => [
      sql(
        'INSERT INTO volunteers_volunteer VALUES (?, ?, ?, ?, ?, ?, ?, 1, NULL, ?)',
        ...[v.volunteerId, v.divisionCode, v.ageBand, JSON.stringify(v.serviceCategories)],
        ...[v.stationId, v.organisationId, v.registeredOn, revision],
      ),
    ],
    'volunteers.GuardianConsentGiven': ({ data: c }) => [
      sql(
        'INSERT INTO volunteers_guardian_consent VALUES (?, ?, ?, ?, ?, NULL)',
        ...[c.volunteerId, c.consentId, c.relation, c.accompanies ? 1 : 0, c.on],
      ),
    ],
    'volunteers.GuardianConsentWithdrawn': ({ data: { volunteerId, consentId, on } }) => [
      sql(
        `UPDATE volunteers_guardian_consent SET withdrawn_on = ?
         WHERE volunteer_id = ? AND consent_id = ?`,
        ...[on, volunteerId, consentId],
      ),
    ],
    'volunteers.ConsentGiven': ({ data: c }) => [
      sql(
        'INSERT OR REPLACE INTO volunteers_consent VALUES (?, ?, ?, ?, ?, NULL)',
        ...[c.volunteerId, c.purpose, c.textVersion, c.by, c.on],
      ),
    ],
    'volunteers.ConsentWithdrawn': ({ data: { volunteerId, purpose, on } }) => [
      sql(
        'UPDATE volunteers_consent SET withdrawn_on = ? WHERE volunteer_id = ? AND purpose = ?',
        ...[on, volunteerId, purpose],
      ),
    ],
    'volunteers.VolunteerLeft': ({ data: { volunteerId, on } }) => [
      sql('UPDATE volunteers_volunteer SET left_on = ? WHERE volunteer_id = ?', on, volunteerId),
    ],
    'volunteers.VolunteerReturned': ({ data: { volunteerId } }) => [
      sql('UPDATE volunteers_volunteer SET left_on = NULL WHERE volunteer_id = ?', volunteerId),
    ],
    'volunteers.IdentityReleased': ({ data: { volunteerId } }) => [
      sql('UPDATE volunteers_volunteer SET active = 0 WHERE volunteer_id = ?', volunteerId),
    ],
  }),
};
