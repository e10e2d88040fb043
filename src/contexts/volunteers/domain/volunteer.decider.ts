import type { Decider } from '../../../kernel/decider.js';
import type { VolunteerCommand } from './volunteer.commands.js';
import type { VolunteerEvent } from './volunteer.events.js';
import { reject } from './volunteers.rejections.js';

export interface Volunteer {
  /** The identity this volunteer was registered with; null before that. */
  readonly identityHash: string | null;
}

export const volunteer: Decider<VolunteerCommand, Volunteer, VolunteerEvent> = {
  category: 'volunteer',
  streamId: ({ data }) => data.volunteerId,
  initialState: () => ({ identityHash: null }),
  decide({ data }, { identityHash }) {
    // The registrar and the process that stands behind it both ask: the second finds it done.
    if (identityHash === data.identityHash) return [];
    if (identityHash !== null) reject('volunteers/already-registered');
    return [{ type: 'volunteers.VolunteerRegistered', data }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'volunteers.VolunteerRegistered':
        return { identityHash: event.data.identityHash };
      default:
        return state;
    }
  },
};
