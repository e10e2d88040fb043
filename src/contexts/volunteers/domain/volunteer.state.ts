import type { ConsentPurpose, LeavingReason, VolunteerEvent } from './volunteer.events.js';

export interface GuardianConsent {
  readonly consentId: string;
  readonly accompanies: boolean;
}

export interface Volunteer {
  /** The identity this volunteer was registered with; null before that. */
  identityHash: string | null;
  left: LeavingReason | null;
  /** The guardian's consent that is in force. */
  guardian: GuardianConsent | null;
  /** Purpose → version of the wording agreed to. */
  readonly consents: Map<ConsentPurpose, string>;
}

export const emptyVolunteer = (): Volunteer => ({
  identityHash: null,
  left: null,
  guardian: null,
  consents: new Map(),
});

export function evolveVolunteer(state: Volunteer, event: VolunteerEvent): Volunteer {
  switch (event.type) {
    case 'volunteers.VolunteerRegistered':
      state.identityHash = event.data.identityHash;
      return state;
    case 'volunteers.GuardianConsentGiven':
      state.guardian = event.data;
      return state;
    case 'volunteers.GuardianConsentWithdrawn':
      state.guardian = null;
      return state;
    case 'volunteers.ConsentGiven':
      state.consents.set(event.data.purpose, event.data.textVersion);
      return state;
    case 'volunteers.ConsentWithdrawn':
      state.consents.delete(event.data.purpose);
      return state;
    case 'volunteers.VolunteerLeft':
      state.left = event.data.reason;
      return state;
    case 'volunteers.VolunteerReturned':
      state.left = null;
      return state;
    default:
      return state;
  }
}
