import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './green-accounts.rejections.js';
import type { MembershipCommand } from './membership.commands.js';
import type { Claim, MembershipEvent } from './membership.events.js';

/** The claim that stands. */
export interface Membership {
  readonly claim: Claim | null;
}

/** Which household a person belongs to: one stream per person, so that it is never two. */
export const membership: Decider<MembershipCommand, Membership, MembershipEvent> = {
  category: 'householdMembership',
  streamId: ({ data }) => data.personId,
  initialState: () => ({ claim: null }),
  decide({ type, data }, { claim }) {
    switch (type) {
      case 'ClaimMembership':
        if (claim?.householdId === data.householdId) return [];
        if (claim) reject('green-accounts/in-another-household');
        return [{ type: 'green-accounts.MembershipClaimed', data }];
      case 'ReleaseMembership':
        if (claim?.claimId !== data.claimId) return [];
        return [{ type: 'green-accounts.MembershipReleased', data }];
      default:
        return unreachable(type);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'green-accounts.MembershipClaimed':
        return { claim: event.data };
      case 'green-accounts.MembershipReleased':
        return { claim: null };
      default:
        return state;
    }
  },
};
