import type { CommandMeta } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';

export class ClaimIdentity {
  readonly type = 'ClaimIdentity';
  constructor(
    readonly data: RegistrationFacts & {
      /** Fact: the version of the age policy the registration was examined under. */
      readonly agePolicyVersion: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReleaseIdentity {
  readonly type = 'ReleaseIdentity';
  constructor(
    readonly data: { readonly identityHash: string; readonly volunteerId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type IdentityCommand = ClaimIdentity | ReleaseIdentity;
