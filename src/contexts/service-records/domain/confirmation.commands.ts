import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { BookKey } from './book-key.js';
import type { Doubt } from './evidence.policy.js';
import type { Person } from './proposals.commands.js';

/** Staff hands the beneficiary a code, good once. */
export class OfferConfirmation {
  readonly type = 'OfferConfirmation';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly codeId: string;
      /** SHA-256 (hex) of the code, which is 128 bits of a keyed hash. */
      readonly codeHash: string;
      readonly expiresAt: Instant;
      readonly issuer: Person;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The beneficiary says that the service took place. */
export class ConfirmRecord {
  readonly type = 'ConfirmRecord';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly codeHash: string;
      readonly at: Instant;
      /** Who is logged in where the code is used; a beneficiary need not be. */
      readonly confirmer: Person | null;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** A second device of the station sees the volunteer, during the service or just after it. */
export class WitnessPresence {
  readonly type = 'WitnessPresence';
  constructor(
    readonly data: BookKey & {
      readonly activityId: string;
      readonly at: Instant;
      readonly device: { readonly deviceId: string; readonly sequence: number };
      readonly doubts: readonly Doubt[];
      /** A device may still see somebody so long after they signed out. */
      readonly minutesAfter: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type ConfirmationCommand = OfferConfirmation | ConfirmRecord | WitnessPresence;
