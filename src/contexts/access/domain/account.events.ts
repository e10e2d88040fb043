import type { Instant } from '../../../kernel/calendar.js';
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

/**
 * A one-time link by which its holder chooses a password: an invitation for a new account, or the end
 * of a recovery that two persons vouched for.
 */
export type PasswordLinkOffered = DomainEvent<
  'access.PasswordLinkOffered',
  {
    readonly accountId: string;
    readonly linkId: string;
    /** SHA-256 (hex) of 256 unguessable bits. */
    readonly linkHash: string;
    readonly purpose: 'invitation' | 'recovery';
    readonly expiresAt: Instant;
  }
>;

export type PasswordLinkUsed = DomainEvent<
  'access.PasswordLinkUsed',
  { readonly accountId: string; readonly linkId: string }
>;

/** Somebody on the staff says that the owner stands before them and can't log in any more. */
export type RecoveryRequested = DomainEvent<
  'access.RecoveryRequested',
  {
    readonly accountId: string;
    readonly recoveryId: string;
    readonly requester: string;
    readonly expiresAt: Instant;
  }
>;

/** A second person says so too. The link that follows is for the owner alone. */
export type RecoveryApproved = DomainEvent<
  'access.RecoveryApproved',
  { readonly accountId: string; readonly recoveryId: string; readonly approver: string }
>;

/** Whoever runs the server vouches alone: the way back where there is one administrator only. */
export type ConsoleRecoveryOpened = DomainEvent<
  'access.ConsoleRecoveryOpened',
  { readonly accountId: string; readonly linkId: string }
>;

/** From now on a log-in also needs a code of six digits (RFC 6238); its secret is in the vault. */
export type SecondFactorSet = DomainEvent<
  'access.SecondFactorSet',
  { readonly accountId: string; readonly factorId: string }
>;

export type SecondFactorRemoved = DomainEvent<
  'access.SecondFactorRemoved',
  { readonly accountId: string; readonly factorId: string }
>;

/** An identity that a provider vouches for logs in to this account from now on. */
export type ExternalIdentityLinked = DomainEvent<
  'access.ExternalIdentityLinked',
  {
    readonly accountId: string;
    /** Keyed hash (hex) of issuer and subject. */
    readonly identityHash: string;
  }
>;

export type ExternalIdentityUnlinked = DomainEvent<
  'access.ExternalIdentityUnlinked',
  { readonly accountId: string; readonly identityHash: string }
>;

export type AccountEvent =
  | ExternalIdentityLinked
  | ExternalIdentityUnlinked
  | PasswordLinkOffered
  | PasswordLinkUsed
  | RecoveryRequested
  | RecoveryApproved
  | ConsoleRecoveryOpened
  | SecondFactorSet
  | SecondFactorRemoved
  | AccountOpened
  | RoleGranted
  | RoleRevoked
  | PasswordSet
  | AccountClosed
  | ApiTokenIssued
  | ApiTokenRevoked;
