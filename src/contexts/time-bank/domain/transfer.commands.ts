import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CreditPolicy } from './credit.policy.js';
import type { Part } from './parts.js';
import type { TransferCause } from './transfer.events.js';

/** To a relative, who can't give it on. */
export class GiveCredit {
  readonly type = 'GiveCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly giftId: string;
      readonly to: string;
      readonly relation: string;
      readonly evidenceHash: string;
      readonly centiHours: number;
      readonly at: Instant;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** To the pool of a division, for ever: spendable credit, or what went over a cap. */
export class DonateCredit {
  readonly type = 'DonateCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly donationId: string;
      readonly divisionCode: string;
      readonly source: 'credit' | 'overflow';
      readonly centiHours: number;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The other choice for what went over a cap. */
export class KeepOverflow {
  readonly type = 'KeepOverflow';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly centiHours: number;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** What left another book arrives: never refused, or it would stay in transit for ever. */
export class ReceiveCredit {
  readonly type = 'ReceiveCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly transferId: string;
      readonly cause: TransferCause;
      /** The account or pool it comes from. */
      readonly from: string;
      /** As they will stand in this account. */
      readonly parts: readonly Part[];
      readonly recordId: string | null;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Writes down that a grant has lapsed; the rule does not wait for it. */
export class LapseGrants {
  readonly type = 'LapseGrants';
  constructor(
    readonly data: { readonly volunteerId: string; readonly at: Instant },
    readonly meta: CommandMeta,
  ) {}
}

export type TransferCommand =
  GiveCredit | DonateCredit | KeepOverflow | ReceiveCredit | LapseGrants;
