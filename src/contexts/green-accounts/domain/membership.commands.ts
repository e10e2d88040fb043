import type { CommandMeta } from '../../../kernel/message.js';
import type { Claim } from './membership.events.js';

export class ClaimMembership {
  readonly type = 'ClaimMembership';
  constructor(
    readonly data: Claim,
    readonly meta: CommandMeta,
  ) {}
}

export class ReleaseMembership {
  readonly type = 'ReleaseMembership';
  constructor(
    readonly data: Claim,
    readonly meta: CommandMeta,
  ) {}
}

export type MembershipCommand = ClaimMembership | ReleaseMembership;
