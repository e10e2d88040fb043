import type { CommandMeta } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';

export class RegisterVolunteer {
  readonly type = 'RegisterVolunteer';
  constructor(
    readonly data: RegistrationFacts,
    readonly meta: CommandMeta,
  ) {}
}

export type VolunteerCommand = RegisterVolunteer;
