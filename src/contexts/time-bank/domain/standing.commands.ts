import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CreditPolicy } from './credit.policy.js';
import type { FreezeReason } from './standing.events.js';

/** While a question is open: it earns and gives back, and spends nothing new. */
export class FreezeAccount {
  readonly type = 'FreezeAccount';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly reason: FreezeReason;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class UnfreezeAccount {
  readonly type = 'UnfreezeAccount';
  constructor(
    readonly data: { readonly volunteerId: string; readonly at: Instant },
    readonly meta: CommandMeta,
  ) {}
}

export class ChooseHonourOnly {
  readonly type = 'ChooseHonourOnly';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly honourOnly: boolean;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The holder goes: to the pool, or away with a signed statement of what is left. */
export class CloseCreditAccount {
  readonly type = 'CloseCreditAccount';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly transferId: string;
      readonly reason: 'moved-away' | 'withdrawn';
      readonly rest: 'pool' | 'statement';
      readonly divisionCode: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReportDeath {
  readonly type = 'ReportDeath';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly evidenceHash: string;
      readonly divisionCode: string;
      readonly claimUntil: Instant;
      readonly at: Instant;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** A near relative claims what is left, within the claim period. */
export class ClaimEstate {
  readonly type = 'ClaimEstate';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly transferId: string;
      readonly to: string;
      readonly relation: string;
      readonly evidenceHash: string;
      readonly at: Instant;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Nobody claimed in time: the pool takes the rest. */
export class CloseEstate {
  readonly type = 'CloseEstate';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly transferId: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type StandingCommand =
  | FreezeAccount
  | UnfreezeAccount
  | ChooseHonourOnly
  | CloseCreditAccount
  | ReportDeath
  | ClaimEstate
  | CloseEstate;
