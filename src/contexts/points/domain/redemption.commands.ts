import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { RedemptionOpened } from './redemption.events.js';
import type { PointsAccountId } from './points-account.events.js';
import type { RedemptionPolicy } from './redemption.policy.js';

export class OpenRedemption {
  readonly type = 'OpenRedemption';
  constructor(
    readonly data: RedemptionOpened['data'] & { readonly policy: RedemptionPolicy },
    readonly meta: CommandMeta,
  ) {}
}

export class PickUpGoods {
  readonly type = 'PickUpGoods';
  constructor(
    readonly data: {
      readonly redemptionId: string;
      readonly codeIsRight: boolean;
      readonly at: Instant;
      readonly policy: RedemptionPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Cancelled by somebody, or its time is over: points and goods go back. */
export class EndRedemption {
  readonly type = 'EndRedemption';
  constructor(
    readonly data: {
      readonly redemptionId: string;
      readonly accountId: PointsAccountId;
      readonly itemId: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** It broke off before it was opened; one that is open is left alone. */
export class AbandonRedemption {
  readonly type = 'AbandonRedemption';
  constructor(
    readonly data: EndRedemption['data'],
    readonly meta: CommandMeta,
  ) {}
}

export type RedemptionCommand = OpenRedemption | PickUpGoods | EndRedemption | AbandonRedemption;
