import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CreditPolicy } from './credit.policy.js';
import type { PoolReceived } from './pool.events.js';

/** What left an account for the pool arrives. */
export class PutIntoPool {
  readonly type = 'PutIntoPool';
  constructor(
    readonly data: {
      readonly divisionCode: string;
      readonly transferId: string;
      readonly cause: PoolReceived['data']['cause'];
      readonly centiHours: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class GrantFromPool {
  readonly type = 'GrantFromPool';
  constructor(
    readonly data: {
      readonly divisionCode: string;
      readonly grantId: string;
      readonly volunteerId: string;
      readonly centiHours: number;
      readonly ground: string;
      readonly evidenceHash: string;
      readonly approver: string;
      /** The approver as a volunteer, if they are one. */
      readonly approverVolunteerId: string | null;
      readonly month: string;
      readonly expiresAt: Instant;
      readonly at: Instant;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class NameGuarantor {
  readonly type = 'NameGuarantor';
  constructor(
    readonly data: {
      readonly divisionCode: string;
      readonly organisationId: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type PoolCommand = PutIntoPool | GrantFromPool | NameGuarantor;
