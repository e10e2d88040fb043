import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type { ClaimIdentity, IdentityCommand } from './identity.commands.js';
import type { IdentityEvent } from './identity.events.js';
import { reject } from './volunteers.rejections.js';

export interface Identity {
  /** Who holds the identity now. */
  readonly claimedBy: string | null;
}

/** A stream of its own per identity, so that "one person registers once" can never be raced. */
export const identity: Decider<IdentityCommand, Identity, IdentityEvent> = {
  category: 'identity',
  streamId: ({ data }) => data.identityHash,
  initialState: () => ({ claimedBy: null }),
  decide(command, { claimedBy }) {
    const { volunteerId, identityHash } = command.data;
    switch (command.type) {
      case 'ClaimIdentity':
        if (claimedBy === volunteerId) return [];
        if (claimedBy !== null) reject('volunteers/already-registered');
        return [claimed(command.data)];
      case 'ReleaseIdentity':
        if (claimedBy !== volunteerId) return [];
        return [{ type: 'volunteers.IdentityReleased', data: { identityHash, volunteerId } }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'volunteers.IdentityClaimed':
        return { claimedBy: event.data.volunteerId };
      case 'volunteers.IdentityReleased':
        return { claimedBy: null };
      default:
        return state;
    }
  },
};

function claimed({ agePolicyVersion, ...data }: ClaimIdentity['data']): IdentityEvent {
  return {
    type: 'volunteers.IdentityClaimed',
    data,
    policies: { 'volunteers/age-bands': agePolicyVersion },
  };
}
