import { type IdentityClaimed, RegisterVolunteer } from '../contexts/volunteers/index.js';
import type { Process } from './process.js';

/**
 * When an identity was claimed, its volunteer is registered: the registrar does so itself in the
 * same breath, and this finishes what a crash left between the two.
 */
export const whenIdentityClaimedRegisterVolunteer: Process = {
  name: 'when-identity-claimed-register-volunteer',
  on: ['volunteers.IdentityClaimed'],
  react: (event, meta) => [new RegisterVolunteer(event.data as IdentityClaimed['data'], meta(0))],
};
