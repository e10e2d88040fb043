import { idOf } from '../../kernel/decider.js';
import { type Projection, projects, sql } from '../../projections/projection.js';
import type { OrganisationRegistered, StationOpened } from '../stations/index.js';
import type { VolunteerRegistered } from '../volunteers/index.js';
import type { AccountEvent } from './domain/account.events.js';
import type { AdministratorsEvent } from './domain/administrators.events.js';
import type { LoginNameEvent } from './domain/login-name.events.js';

type Projected =
  | AccountEvent
  | AdministratorsEvent
  | LoginNameEvent
  | OrganisationRegistered
  | StationOpened
  | VolunteerRegistered;

/** Who may what, and where a scope lies: a station's division decides who may grant roles in it. */
export const accessProjection: Projection = {
  name: 'access',
  version: 3,
  tables: [
    'access_account',
    'access_grant',
    'access_login',
    'access_token',
    'access_place',
    'access_recovery',
    'access_identity',
  ],
  schema: `
    CREATE TABLE access_account (
      account_id TEXT PRIMARY KEY, volunteer_id TEXT, open INTEGER NOT NULL, credential_id TEXT,
      password_set_at TEXT, factor_id TEXT, opened_at TEXT NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE access_grant (
      account_id TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
      PRIMARY KEY (account_id, role, scope)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE access_login (
      name_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE access_token (
      token_hash TEXT PRIMARY KEY, token_id TEXT NOT NULL, account_id TEXT NOT NULL,
      permissions TEXT NOT NULL, scope TEXT NOT NULL, issued_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX access_token_by_account ON access_token (account_id, issued_at);
    CREATE TABLE access_place (
      scope TEXT PRIMARY KEY, station_id TEXT, organisation_id TEXT,
      division_code TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE access_recovery (
      recovery_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, requester TEXT NOT NULL,
      requested_at TEXT NOT NULL, expires_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE access_identity (
      identity_hash TEXT NOT NULL, account_id TEXT NOT NULL, linked_at TEXT NOT NULL,
      PRIMARY KEY (identity_hash, account_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX access_identity_by_account ON access_identity (account_id, linked_at);
  `,
  on: projects<Projected>({
    'access.AccountOpened': ({ data: { accountId, volunteerId }, meta, revision }) => [
      sql(
        'INSERT INTO access_account VALUES (?, ?, 1, NULL, NULL, NULL, ?, ?)',
        ...[accountId, volunteerId, meta.recordedAt, revision],
      ),
    ],
    'access.RoleGranted': ({ data: { accountId, role, scope }, revision }) => [
      sql('INSERT OR IGNORE INTO access_grant VALUES (?, ?, ?)', accountId, role, scope),
      touched(accountId, revision),
    ],
    'access.RoleRevoked': ({ data: { accountId, role, scope }, revision }) => [
      sql(
        'DELETE FROM access_grant WHERE account_id = ? AND role = ? AND scope = ?',
        ...[accountId, role, scope],
      ),
      touched(accountId, revision),
    ],
    'access.PasswordSet': ({ data: { accountId, credentialId }, meta, revision }) => [
      sql(
        'UPDATE access_account SET credential_id = ?, password_set_at = ? WHERE account_id = ?',
        ...[credentialId, meta.recordedAt, accountId],
      ),
      touched(accountId, revision),
    ],
    'access.SecondFactorSet': ({ data: { accountId, factorId }, revision }) => [
      sql('UPDATE access_account SET factor_id = ? WHERE account_id = ?', factorId, accountId),
      touched(accountId, revision),
    ],
    'access.SecondFactorRemoved': ({ data: { accountId }, revision }) => [
      sql('UPDATE access_account SET factor_id = NULL WHERE account_id = ?', accountId),
      touched(accountId, revision),
    ],
    'access.ExternalIdentityLinked': ({ data: { accountId, identityHash }, meta, revision }) => [
      sql(
        'INSERT OR IGNORE INTO access_identity VALUES (?, ?, ?)',
        ...[identityHash, accountId, meta.recordedAt],
      ),
      touched(accountId, revision),
    ],
    'access.ExternalIdentityUnlinked': ({ data: { accountId, identityHash }, revision }) => [
      sql(
        'DELETE FROM access_identity WHERE identity_hash = ? AND account_id = ?',
        ...[identityHash, accountId],
      ),
      touched(accountId, revision),
    ],
    'access.PasswordLinkOffered': ({ data: { accountId }, revision }) => [
      touched(accountId, revision),
    ],
    'access.PasswordLinkUsed': ({ data: { accountId }, revision }) => [
      touched(accountId, revision),
    ],
    'access.RecoveryRequested': ({ data: r, meta, revision }) => [
      sql('DELETE FROM access_recovery WHERE account_id = ?', r.accountId),
      sql(
        'INSERT INTO access_recovery VALUES (?, ?, ?, ?, ?)',
        ...[r.recoveryId, r.accountId, r.requester, meta.recordedAt, r.expiresAt],
      ),
      touched(r.accountId, revision),
    ],
    'access.RecoveryApproved': ({ data: { accountId, recoveryId }, revision }) => [
      sql('DELETE FROM access_recovery WHERE recovery_id = ?', recoveryId),
      touched(accountId, revision),
    ],
    'access.ConsoleRecoveryOpened': ({ data: { accountId }, revision }) => [
      touched(accountId, revision),
    ],
    'access.AccountClosed': ({ data: { accountId }, revision }) => [
      sql('UPDATE access_account SET open = 0 WHERE account_id = ?', accountId),
      sql('DELETE FROM access_grant WHERE account_id = ?', accountId),
      sql('DELETE FROM access_token WHERE account_id = ?', accountId),
      touched(accountId, revision),
    ],
    'access.ApiTokenIssued': ({ data: t, meta, revision }) => [
      sql(
        'INSERT INTO access_token VALUES (?, ?, ?, ?, ?, ?)',
        ...[t.tokenHash, t.tokenId, t.accountId, JSON.stringify(t.permissions)],
        ...[t.scope, meta.recordedAt],
      ),
      touched(t.accountId, revision),
    ],
    'access.ApiTokenRevoked': ({ data: { accountId, tokenId }, revision }) => [
      sql('DELETE FROM access_token WHERE account_id = ? AND token_id = ?', accountId, tokenId),
      touched(accountId, revision),
    ],
    'access.LoginNameClaimed': ({ data: { accountId }, stream }) => [
      sql('INSERT INTO access_login VALUES (?, ?)', idOf(stream), accountId),
    ],
    'access.AdministratorAppointed': ({ data: { accountId } }) => [
      sql("INSERT OR IGNORE INTO access_grant VALUES (?, 'administrator', '*')", accountId),
    ],
    'access.AdministratorDismissed': ({ data: { accountId } }) => [
      sql(
        "DELETE FROM access_grant WHERE account_id = ? AND role = 'administrator' AND scope = '*'",
        accountId,
      ),
    ],
    'volunteers.VolunteerRegistered': ({ data: v }) => [
      sql(
        'INSERT INTO access_place VALUES (?, ?, ?, ?)',
        ...[`volunteer:${v.volunteerId}`, v.stationId, v.organisationId, v.divisionCode],
      ),
    ],
    'stations.OrganisationRegistered': ({ data: { organisationId, divisionCode } }) => [
      sql(
        'INSERT INTO access_place VALUES (?, NULL, ?, ?)',
        ...[`organisation:${organisationId}`, organisationId, divisionCode],
      ),
    ],
    'stations.StationOpened': ({ data: { stationId, organisationId, divisionCode } }) => [
      sql(
        'INSERT INTO access_place VALUES (?, ?, ?, ?)',
        ...[`station:${stationId}`, stationId, organisationId, divisionCode],
      ),
    ],
  }),
};

function touched(accountId: string, revision: number) {
  return sql('UPDATE access_account SET revision = ? WHERE account_id = ?', revision, accountId);
}
