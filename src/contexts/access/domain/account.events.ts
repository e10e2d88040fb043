import type { DomainEvent } from '../../../kernel/message.js';

/** A pseudonym that may act. Its login name, password hash and token labels stand in the vault. */
export type AccountOpened = DomainEvent<
  'access.AccountOpened',
  {
    readonly accountId: string;
    /** The volunteer whose account it is; staff have none. */
    readonly volunteerId: string | null;
  }
>;

/** A role that counts in a scope: `*`, `division:…`, `organisation:…` or `station:…`. */
export type RoleGranted = DomainEvent<
  'access.RoleGranted',
  { readonly accountId: string; readonly role: string; readonly scope: string }
>;

export type RoleRevoked = DomainEvent<
  'access.RoleRevoked',
  { readonly accountId: string; readonly role: string; readonly scope: string }
>;

/** Which of the vault's password documents counts from now on; sessions from before end. */
export type PasswordSet = DomainEvent<
  'access.PasswordSet',
  { readonly accountId: string; readonly credentialId: string }
>;

export type AccountClosed = DomainEvent<'access.AccountClosed', { readonly accountId: string }>;

export type ApiTokenIssued = DomainEvent<
  'access.ApiTokenIssued',
  {
    readonly accountId: string;
    readonly tokenId: string;
    /** SHA-256 (hex) of 256 unguessable bits: nobody gets from it to the token. */
    readonly tokenHash: string;
    /** What it may do at most; its owner's roles limit it as well. */
    readonly permissions: readonly string[];
    readonly scope: string;
  }
>;

export type ApiTokenRevoked = DomainEvent<
  'access.ApiTokenRevoked',
  { readonly accountId: string; readonly tokenId: string }
>;

export type AccountEvent =
  | AccountOpened
  | RoleGranted
  | RoleRevoked
  | PasswordSet
  | AccountClosed
  | ApiTokenIssued
  | ApiTokenRevoked;
