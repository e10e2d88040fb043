import { type Projection, projects, sql } from '../../projections/projection.js';
import type { AccountOpened } from '../access/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import type { ErasureEvent } from './domain/erasure.events.js';

/** Whose data there are, where those people are at home, and who asked to be forgotten. */
export const privacyProjection: Projection = {
  name: 'privacy',
  version: 1,
  tables: ['privacy_person', 'privacy_account', 'privacy_erasure'],
  schema: `
    CREATE TABLE privacy_person (
      volunteer_id TEXT PRIMARY KEY, identity_hash TEXT NOT NULL, organisation_id TEXT,
      station_id TEXT, division_code TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE privacy_account (
      account_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX privacy_account_by_volunteer ON privacy_account (volunteer_id);
    CREATE TABLE privacy_erasure (
      volunteer_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, ground TEXT NOT NULL,
      requester TEXT NOT NULL, by_self INTEGER NOT NULL, requested_on TEXT NOT NULL,
      stage TEXT NOT NULL, decider TEXT, decided_on TEXT, reason TEXT, retain_until TEXT,
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX privacy_erasure_by_stage ON privacy_erasure (stage, volunteer_id);
  `,
  on: projects<ErasureEvent | AccountOpened | VolunteerRegistered>({
    'volunteers.VolunteerRegistered': ({ data: v }) => [
      sql(
        'INSERT INTO privacy_person VALUES (?, ?, ?, ?, ?)',
        ...[v.volunteerId, v.identityHash, v.organisationId, v.stationId, v.divisionCode],
      ),
    ],
    'access.AccountOpened': ({ data: { accountId, volunteerId } }) =>
      volunteerId === null
        ? []
        : [sql('INSERT INTO privacy_account VALUES (?, ?)', accountId, volunteerId)],
    'privacy.ErasureRequested': ({ data: r, revision }) => [
      sql(
        `INSERT OR REPLACE INTO privacy_erasure
         VALUES (?, ?, ?, ?, ?, ?, 'requested', NULL, NULL, NULL, NULL, ?)`,
        ...[r.volunteerId, r.requestId, r.ground, r.requester, r.bySelf ? 1 : 0, r.on, revision],
      ),
    ],
    'privacy.ErasureWithdrawn': ({ data, revision }) => [stage('withdrawn', data, revision)],
    'privacy.ProcessingRestricted': ({ data, revision }) => [
      decided('restricted', data, { revision, reason: null, retainUntil: data.retainUntil }),
    ],
    'privacy.ErasureRefused': ({ data, revision }) => [
      decided('refused', data, { revision, reason: data.reason, retainUntil: null }),
    ],
    'privacy.ErasureApproved': ({ data, revision }) => [
      decided('approved', data, { revision, reason: null, retainUntil: null }),
    ],
    'privacy.PersonalDataErased': ({ data, revision }) => [stage('done', data, revision)],
  }),
};

function stage(to: string, { volunteerId }: { readonly volunteerId: string }, revision: number) {
  return sql(
    'UPDATE privacy_erasure SET stage = ?, revision = ? WHERE volunteer_id = ?',
    ...[to, revision, volunteerId],
  );
}

function decided(
  to: string,
  data: { readonly volunteerId: string; readonly decider: string; readonly on: string },
  more: {
    readonly revision: number;
    readonly reason: string | null;
    readonly retainUntil: string | null;
  },
) {
  return sql(
    `UPDATE privacy_erasure
     SET stage = ?, decider = ?, decided_on = ?, reason = ?, retain_until = ?, revision = ?
     WHERE volunteer_id = ?`,
    ...[to, data.decider, data.on, more.reason, more.retainUntil, more.revision, data.volunteerId],
  );
}
