import {
  type HouseholdClosed,
  type HouseholdMemberLeft,
  JoinHousehold,
  type MembershipClaimed,
  ReleaseMembership,
} from '../contexts/green-accounts/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Process } from './process.js';

/**
 * When a person claimed a household, they join it; when they left it, or it closed, the claim is
 * given back. The desk does the first in the same breath; this finishes what a crash left.
 */
export const whenHouseholdMembershipChangesFollowIt: Process = {
  name: 'when-household-membership-changes-follow-it',
  on: [
    'green-accounts.MembershipClaimed',
    'green-accounts.HouseholdMemberLeft',
    'green-accounts.HouseholdClosed',
  ],
  react(event, meta) {
    if (event.type === 'green-accounts.MembershipClaimed') {
      return [new JoinHousehold((event as Recorded<MembershipClaimed>).data, meta(0))];
    }
    if (event.type === 'green-accounts.HouseholdMemberLeft') {
      return [new ReleaseMembership((event as Recorded<HouseholdMemberLeft>).data, meta(0))];
    }
    const { householdId, members } = (event as Recorded<HouseholdClosed>).data;
    return members.map(
      (member, step) => new ReleaseMembership({ householdId, ...member }, meta(step)),
    );
  },
};
