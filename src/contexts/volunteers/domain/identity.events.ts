import type { DomainEvent } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';

/** One person registers once: the stream of an identity holds at most one live claim. */
export type IdentityClaimed = DomainEvent<'volunteers.IdentityClaimed', RegistrationFacts>;

/** The person was erased: the same ID number may register again, as somebody new. */
export type IdentityReleased = DomainEvent<
  'volunteers.IdentityReleased',
  { readonly identityHash: string; readonly volunteerId: string }
>;

export type IdentityEvent = IdentityClaimed | IdentityReleased;
