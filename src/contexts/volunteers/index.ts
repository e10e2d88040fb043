/** Front door: what other contexts, processes and read models may know of volunteers. */
export type { IdentityClaimed, IdentityReleased } from './domain/identity.events.js';
export { ReleaseIdentity } from './domain/identity.commands.js';
export type { Sex } from './domain/id-number.js';
export type { RegistrationFacts } from './domain/registration-facts.js';
export type { Consent, Person, Profile, Registration } from './domain/registration.js';
export { RegisterVolunteer } from './domain/volunteer.commands.js';
export {
  type ProfileReader,
  type Registered,
  type Registrar,
  VolunteerDirectory,
} from './domain/volunteer-directory.js';
export type {
  ConsentGiven,
  ConsentPurpose,
  ConsentWithdrawn,
  GuardianConsentGiven,
  GuardianConsentWithdrawn,
  VolunteerEvent,
  VolunteerLeft,
  VolunteerRegistered,
  VolunteerReturned,
} from './domain/volunteer.events.js';
export type { AgeBand } from './domain/age-bands.policy.js';
export { volunteersProjection } from './volunteers.projection.js';
export { volunteersRejections } from './domain/volunteers.rejections.js';
