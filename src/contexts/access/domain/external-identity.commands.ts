import type { CommandMeta } from '../../../kernel/message.js';

/** `identityHash` is the keyed hash of issuer and subject (OpenID Connect Core 1.0 §5.7). */
interface IdentityOfAccount {
  readonly identityHash: string;
  readonly accountId: string;
}

export class ClaimExternalIdentity {
  readonly type = 'ClaimExternalIdentity';
  constructor(
    readonly data: IdentityOfAccount,
    readonly meta: CommandMeta,
  ) {}
}

export class ReleaseExternalIdentity {
  readonly type = 'ReleaseExternalIdentity';
  constructor(
    readonly data: IdentityOfAccount,
    readonly meta: CommandMeta,
  ) {}
}

export type ExternalIdentityCommand = ClaimExternalIdentity | ReleaseExternalIdentity;

/** The account's own side: from now on the identity logs in. */
export class LinkExternalIdentity {
  readonly type = 'LinkExternalIdentity';
  constructor(
    readonly data: IdentityOfAccount,
    readonly meta: CommandMeta,
  ) {}
}

export class UnlinkExternalIdentity {
  readonly type = 'UnlinkExternalIdentity';
  constructor(
    readonly data: IdentityOfAccount,
    readonly meta: CommandMeta,
  ) {}
}

export type IdentityLinkCommand = LinkExternalIdentity | UnlinkExternalIdentity;
