import { aMeta, given } from '../../../../test/support/given.js';
import { ClaimMembership, ReleaseMembership } from './membership.commands.js';
import { membership } from './membership.decider.js';
import type { MembershipEvent } from './membership.events.js';

const data = { personId: 'p', householdId: 'h-1', claimId: 'c-1' };
const other = { ...data, householdId: 'h-2', claimId: 'c-2' };
const claim = (of = data) => new ClaimMembership(of, aMeta());
const release = (of = data) => new ReleaseMembership(of, aMeta());
const claimed: MembershipEvent = { type: 'green-accounts.MembershipClaimed', data };
const released: MembershipEvent = { type: 'green-accounts.MembershipReleased', data };

describe('a person', () => {
  it('belongs to one household at most', () => {
    given(membership).when(claim()).then([claimed]);
    given(membership, [claimed]).when(claim()).thenNothing();
    given(membership, [claimed])
      .when(claim(other))
      .thenRefuses('green-accounts/in-another-household');
  });

  it('is free again, and a release that comes late frees nobody of a later claim', () => {
    given(membership, [claimed]).when(release()).then([released]);
    given(membership, [claimed, released]).when(release()).thenNothing();
    given(membership, [claimed]).when(release(other)).thenNothing();
    const again = { ...data, claimId: 'c-3' };
    given(membership, [
      ...[claimed, released],
      { type: 'green-accounts.MembershipClaimed', data: again },
    ])
      .when(release())
      .thenNothing();
  });
});
