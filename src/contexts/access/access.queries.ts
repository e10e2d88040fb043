import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { Place, RoleGrant, Scope } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';

export interface AccountView {
  readonly accountId: string;
  readonly volunteerId: string | null;
  readonly open: boolean;
  readonly openedAt: string;
  readonly grants: readonly RoleGrant[];
  readonly revision: number;
}

/** What the log-in needs beside: never leaves the server. */
export interface AccountSecrets {
  readonly credentialId: string | null;
  readonly passwordSetAt: string | null;
  readonly factorId: string | null;
}

/** A recovery that waits for its second person. */
export interface RecoveryView {
  readonly recoveryId: string;
  readonly accountId: string;
  readonly requester: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

/** An identity that logs in to an account: the hash names it, its owner knows which it is. */
export interface LinkedIdentity {
  readonly identityId: string;
  readonly linkedAt: string;
}

export interface TokenView {
  readonly tokenId: string;
  readonly accountId: string;
  readonly permissions: readonly string[];
  readonly scope: Scope;
  readonly issuedAt: string;
}

interface AccountRow extends AccountSecrets {
  readonly accountId: string;
  readonly volunteerId: string | null;
  readonly open: number;
  readonly openedAt: string;
  readonly revision: number;
  /** JSON, so that the log-in of each request is one row. */
  readonly grants: string;
}

const ACCOUNT = `
  SELECT account_id AS accountId, volunteer_id AS volunteerId, open, opened_at AS openedAt,
         revision, credential_id AS credentialId, password_set_at AS passwordSetAt,
         factor_id AS factorId,
         (SELECT json_group_array(json_object('role', role, 'scope', scope) ORDER BY role, scope)
          FROM access_grant held WHERE held.account_id = access_account.account_id) AS grants
  FROM access_account`;
const TOKEN = `
  SELECT token_id AS tokenId, account_id AS accountId, permissions, scope, issued_at AS issuedAt
  FROM access_token`;

@Injectable()
export class AccessQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `access/account-unknown` */
  account(accountId: string): AccountView {
    const found = this.findAccount(accountId);
    if (!found) throw new Rejection('access/account-unknown');
    return viewOf(found);
  }

  findAccount(accountId: string): (AccountView & AccountSecrets) | undefined {
    const row = this.databases.read
      .prepare<[string], AccountRow>(`${ACCOUNT} WHERE account_id = ?`)
      .get(accountId);
    return row && accountOf(row);
  }

  accounts(after = ''): readonly AccountView[] {
    return this.databases.read
      .prepare<[string, number], AccountRow>(
        `${ACCOUNT} WHERE account_id > ? ORDER BY account_id LIMIT ?`,
      )
      .all(after, PAGE_SIZE)
      .map((row) => viewOf(accountOf(row)));
  }

  accountIdOfLogin(nameHash: string): string | undefined {
    return this.databases.read
      .prepare<[string], { accountId: string }>(
        'SELECT account_id AS accountId FROM access_login WHERE name_hash = ?',
      )
      .get(nameHash)?.accountId;
  }

  /** The account it logs in to; where only closed ones had it, the last of those. */
  accountIdOfIdentity(identityHash: string): string | undefined {
    return this.databases.read
      .prepare<[string], { accountId: string }>(
        `SELECT account_id AS accountId FROM access_identity JOIN access_account USING (account_id)
         WHERE identity_hash = ? ORDER BY open DESC, linked_at DESC LIMIT 1`,
      )
      .get(identityHash)?.accountId;
  }

  identities(accountId: string): readonly LinkedIdentity[] {
    return this.databases.read
      .prepare<[string, number], LinkedIdentity>(
        `SELECT identity_hash AS identityId, linked_at AS linkedAt FROM access_identity
         WHERE account_id = ? ORDER BY linked_at, identity_hash LIMIT ?`,
      )
      .all(accountId, PAGE_SIZE);
  }

  tokenByHash(tokenHash: string): TokenView | undefined {
    const row = this.databases.read
      .prepare<[string], TokenRow>(`${TOKEN} WHERE token_hash = ?`)
      .get(tokenHash);
    return row && { ...row, permissions: JSON.parse(row.permissions) as string[] };
  }

  tokens(accountId: string): readonly TokenView[] {
    return this.databases.read
      .prepare<[string, number], TokenRow>(
        `${TOKEN} WHERE account_id = ? ORDER BY issued_at, token_id LIMIT ?`,
      )
      .all(accountId, PAGE_SIZE)
      .map((row) => ({ ...row, permissions: JSON.parse(row.permissions) as string[] }));
  }

  recoveries(now: string, after = ''): readonly RecoveryView[] {
    return this.databases.read
      .prepare<[string, string, number], RecoveryView>(
        `SELECT recovery_id AS recoveryId, account_id AS accountId, requester,
                requested_at AS requestedAt, expires_at AS expiresAt
         FROM access_recovery WHERE expires_at > ? AND recovery_id > ?
         ORDER BY recovery_id LIMIT ?`,
      )
      .all(now, after, PAGE_SIZE);
  }

  /** Where an account belongs: where its roles count, and its volunteer's own station. */
  placesOf({ grants, volunteerId }: AccountView): readonly Place[] {
    const scopes = grants.map(({ scope }) => scope);
    if (volunteerId !== null) scopes.push(`volunteer:${volunteerId}`);
    return scopes.length === 0 ? [{}] : scopes.map((scope) => this.placeOf(scope));
  }

  /**
   * Where a scope lies; what a granter's own scope is held against.
   *
   * @throws Rejection `access/scope-unknown`
   */
  placeOf(scope: Scope): Place {
    if (scope === '*') return {};
    if (scope.startsWith('division:')) return { divisionCode: scope.slice('division:'.length) };
    const row = this.databases.read
      .prepare<
        [string],
        { stationId: string | null; organisationId: string | null; divisionCode: string }
      >(
        `SELECT station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode
         FROM access_place WHERE scope = ?`,
      )
      .get(scope);
    if (!row) throw new Rejection('access/scope-unknown');
    return {
      ...row,
      stationId: row.stationId ?? undefined,
      organisationId: row.organisationId ?? undefined,
    };
  }
}

type TokenRow = Omit<TokenView, 'permissions'> & { readonly permissions: string };

function accountOf(row: AccountRow): AccountView & AccountSecrets {
  const grants = JSON.parse(row.grants) as readonly RoleGrant[];
  return { ...row, open: row.open === 1, grants };
}

function viewOf({ credentialId, passwordSetAt, factorId, ...view }: AccountView & AccountSecrets) {
  return view satisfies AccountView;
}
