import type { DomainEvent } from '../../../kernel/message.js';

/** `claimId` tells one time of belonging from the next: what comes late ends no later one. */
export interface Claim {
  readonly personId: string;
  readonly householdId: string;
  readonly claimId: string;
}

/** A person belongs to one household at most: otherwise a family would earn twice a day. */
export type MembershipClaimed = DomainEvent<'green-accounts.MembershipClaimed', Claim>;

export type MembershipReleased = DomainEvent<'green-accounts.MembershipReleased', Claim>;

export type MembershipEvent = MembershipClaimed | MembershipReleased;
