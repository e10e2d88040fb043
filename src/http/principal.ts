import type { Actor } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { PERMISSIONS, type Permission, type Role } from './permissions.js';

/**
 * Where a role counts: `*`, `division:<prefix of the 12-digit code>`, `organisation:<id>` or
 * `station:<id>`.
 */
export type Scope = string;

export interface RoleGrant {
  readonly role: Role;
  readonly scope: Scope;
}

/** Where something is: what a grant's scope is held against. */
export interface Place {
  readonly stationId?: string | undefined;
  readonly organisationId?: string | undefined;
  readonly divisionCode?: string | undefined;
}

/** An API token: it can do what its owner can, at most these things, at most there. */
export interface TokenLimits {
  readonly tokenId: string;
  readonly permissions: readonly string[];
  readonly scope: Scope;
}

/** Who is asking. */
export class Principal {
  constructor(
    readonly accountId: string,
    readonly grants: readonly RoleGrant[],
    /** The volunteer this account belongs to, if any. */
    readonly volunteerId?: string,
    readonly deviceId?: string,
    /** Set when an API token asks in the account's name. */
    readonly token?: TokenLimits,
  ) {}

  /** Some grant carries the permission, wherever it counts; or it is open to oneself. */
  mayAnywhere(permission: Permission): boolean {
    if (!this.#tokenAllows(permission)) return false;
    if ('everyone' in PERMISSIONS[permission]) return true;
    const { roles, self } = PERMISSIONS[permission];
    const held = this.grants.some(({ role }) => (roles as readonly Role[]).includes(role));
    return held || (self && this.volunteerId !== undefined);
  }

  may(permission: Permission, place: Place): boolean {
    return this.#grantFor(permission, place) !== undefined;
  }

  /** @throws Rejection `access/not-permitted` */
  require(permission: Permission, place: Place): void {
    if (!this.may(permission, place)) throw new Rejection('access/not-permitted', { permission });
  }

  /** Permitted at the place, or because it is about oneself and the permission allows that. */
  requireOrSelf(permission: Permission, place: Place, volunteerId: string): void {
    if (this.isSelf(permission, volunteerId)) return;
    this.require(permission, place);
  }

  isSelf(permission: Permission, volunteerId: string): boolean {
    const { self } = PERMISSIONS[permission];
    return self && this.#tokenAllows(permission) && this.volunteerId === volunteerId;
  }

  /** The actor of a command: the role and scope by which it was allowed. */
  actor(permission: Permission): Actor {
    const { roles } = PERMISSIONS[permission];
    const grant = this.grants.find(({ role }) => (roles as readonly Role[]).includes(role));
    return {
      accountId: this.accountId,
      role: grant?.role ?? (this.volunteerId ? 'volunteer' : 'none'),
      ...(grant ? { scope: grant.scope } : {}),
      ...(this.deviceId ? { deviceId: this.deviceId } : {}),
    };
  }

  #tokenAllows(permission: Permission): boolean {
    return this.token === undefined || this.token.permissions.includes(permission);
  }

  #grantFor(permission: Permission, place: Place): RoleGrant | undefined {
    if (!this.#tokenAllows(permission)) return undefined;
    if (this.token && !covers(this.token.scope, place)) return undefined;
    const { roles } = PERMISSIONS[permission];
    return this.grants.find(
      ({ role, scope }) => (roles as readonly Role[]).includes(role) && covers(scope, place),
    );
  }
}

export function covers(scope: Scope, place: Place): boolean {
  if (scope === '*') return true;
  const colon = scope.indexOf(':');
  const [kind, value] = [scope.slice(0, colon), scope.slice(colon + 1)];
  if (value === '') return false;
  if (kind === 'division') return place.divisionCode?.startsWith(value) ?? false;
  if (kind === 'organisation') return place.organisationId === value;
  if (kind === 'station') return place.stationId === value;
  return false;
}
