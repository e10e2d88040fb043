import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  AgeFacts,
  GiveConsent,
  GiveGuardianConsent,
  RegisterVolunteer,
  ReturnToService,
  VolunteerCommand,
  WithdrawConsent,
  WithdrawGuardianConsent,
} from './volunteer.commands.js';
import type { VolunteerEvent } from './volunteer.events.js';
import { emptyVolunteer, evolveVolunteer, type Volunteer } from './volunteer.state.js';
import { reject } from './volunteers.rejections.js';

/** One volunteer: registration, the guardian's word, what they agreed to, leaving and returning. */
export const volunteer: Decider<VolunteerCommand, Volunteer, VolunteerEvent> = {
  category: 'volunteer',
  streamId: ({ data }) => data.volunteerId,
  initialState: emptyVolunteer,
  decide(command, state) {
    if (command.type === 'RegisterVolunteer') return register(command.data, state);
    if (state.identityHash === null) reject('volunteers/unknown');
    switch (command.type) {
      case 'GiveGuardianConsent':
        return giveGuardianConsent(command.data, state);
      case 'WithdrawGuardianConsent':
        return withdrawGuardianConsent(command.data, state);
      case 'GiveConsent':
        return giveConsent(command.data, state);
      case 'WithdrawConsent':
        return withdrawConsent(command.data, state);
      case 'LeaveService':
        if (state.left !== null) return [];
        return [{ type: 'volunteers.VolunteerLeft', data: command.data }];
      case 'ReturnToService':
        return returnToService(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveVolunteer,
};

/** The registrar and the process that stands behind it both ask: the second finds it done. */
function register(
  data: RegisterVolunteer['data'],
  { identityHash }: Volunteer,
): readonly VolunteerEvent[] {
  if (identityHash === data.identityHash) return [];
  if (identityHash !== null) reject('volunteers/already-registered');
  return [{ type: 'volunteers.VolunteerRegistered', data }];
}

function giveGuardianConsent(
  { age, agePolicy, ...data }: GiveGuardianConsent['data'],
  { guardian, left }: Volunteer,
): readonly VolunteerEvent[] {
  if (left !== null) reject('volunteers/has-left');
  if (!isMinor({ age, agePolicy })) reject('volunteers/not-a-minor');
  if (guardian?.consentId === data.consentId) return [];
  const policies = { 'volunteers/age-bands': agePolicy.version };
  return [{ type: 'volunteers.GuardianConsentGiven', data, policies }];
}

function withdrawGuardianConsent(
  data: WithdrawGuardianConsent['data'],
  { guardian }: Volunteer,
): readonly VolunteerEvent[] {
  if (guardian === null) return [];
  const { consentId } = guardian;
  return [{ type: 'volunteers.GuardianConsentWithdrawn', data: { ...data, consentId } }];
}

/** A minor is named in public by nobody; for a child the guardian speaks (PIPL art. 31). */
function giveConsent(
  { age, agePolicy, ...data }: GiveConsent['data'],
  { consents, left }: Volunteer,
): readonly VolunteerEvent[] {
  if (left !== null) reject('volunteers/has-left');
  const minor = isMinor({ age, agePolicy });
  if (minor && data.purpose === 'publicity-by-name') reject('volunteers/minor-not-public');
  const child = age !== null && age < agePolicy.sensitiveBelow;
  if (child && data.by !== 'guardian') reject('volunteers/guardian-must-consent');
  if (!minor && data.by !== 'self') reject('volunteers/not-a-minor');
  if (consents.get(data.purpose) === data.textVersion) return [];
  const policies = { 'volunteers/age-bands': agePolicy.version };
  return [{ type: 'volunteers.ConsentGiven', data, policies }];
}

function withdrawConsent(
  data: WithdrawConsent['data'],
  { consents }: Volunteer,
): readonly VolunteerEvent[] {
  if (!consents.has(data.purpose)) return [];
  return [{ type: 'volunteers.ConsentWithdrawn', data }];
}

function returnToService(
  data: ReturnToService['data'],
  { left }: Volunteer,
): readonly VolunteerEvent[] {
  if (left === null) return [];
  if (left === 'died') reject('volunteers/has-died');
  return [{ type: 'volunteers.VolunteerReturned', data }];
}

function isMinor({ age, agePolicy }: AgeFacts): boolean {
  return age !== null && age < agePolicy.adultFrom;
}
