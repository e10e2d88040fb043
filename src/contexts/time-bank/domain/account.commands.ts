import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CreditPolicy } from './credit.policy.js';

/** A record took effect: its hours are earned as credit, once. */
export class IssueCredit {
  readonly type = 'IssueCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly recordId: string;
      readonly earnedOn: LocalDate;
      readonly centiHours: number;
      /** Station or organisation whose record it is. */
      readonly issuer: string;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReverseIssue {
  readonly type = 'ReverseIssue';
  constructor(
    readonly data: { readonly volunteerId: string; readonly recordId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class HoldCredit {
  readonly type = 'HoldCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly holdId: string;
      readonly centiHours: number;
      readonly at: Instant;
      readonly expiresAt: Instant;
      readonly policy: CreditPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class SettleHold {
  readonly type = 'SettleHold';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly holdId: string;
      readonly centiHours: number;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReleaseHold {
  readonly type = 'ReleaseHold';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly holdId: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type AccountCommand = IssueCredit | ReverseIssue | HoldCredit | SettleHold | ReleaseHold;
