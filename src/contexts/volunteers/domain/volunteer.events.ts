import type { DomainEvent } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';

export type VolunteerRegistered = DomainEvent<'volunteers.VolunteerRegistered', RegistrationFacts>;

export type VolunteerEvent = VolunteerRegistered;
