import type { CommandMeta } from '../../../kernel/message.js';
import type { IdentityLinkCommand } from './external-identity.commands.js';
import type { RecoveryCommand } from './recovery.commands.js';

export interface Grant {
  readonly role: string;
  readonly scope: string;
}

export class OpenAccount {
  readonly type = 'OpenAccount';
  constructor(
    readonly data: {
      readonly accountId: string;
      readonly volunteerId: string | null;
      readonly grants: readonly Grant[];
      /** The password document laid into the vault beforehand; null for an account without one. */
      readonly credentialId: string | null;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class GrantRole {
  readonly type = 'GrantRole';
  constructor(
    readonly data: Grant & { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeRole {
  readonly type = 'RevokeRole';
  constructor(
    readonly data: Grant & { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class SetPassword {
  readonly type = 'SetPassword';
  constructor(
    readonly data: { readonly accountId: string; readonly credentialId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class CloseAccount {
  readonly type = 'CloseAccount';
  constructor(
    readonly data: { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class IssueApiToken {
  readonly type = 'IssueApiToken';
  constructor(
    readonly data: {
      readonly accountId: string;
      readonly tokenId: string;
      readonly tokenHash: string;
      readonly permissions: readonly string[];
      readonly scope: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeApiToken {
  readonly type = 'RevokeApiToken';
  constructor(
    readonly data: { readonly accountId: string; readonly tokenId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type AccountCommand =
  | OpenAccount
  | GrantRole
  | RevokeRole
  | SetPassword
  | CloseAccount
  | IssueApiToken
  | RevokeApiToken
  | IdentityLinkCommand
  | RecoveryCommand;
