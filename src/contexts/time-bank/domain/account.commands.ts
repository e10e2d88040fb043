import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CreditPolicy } from './credit.policy.js';
import type { StandingCommand } from './standing.commands.js';
import type { TransferCommand } from './transfer.commands.js';

/** What a record is worth, as the book of hours says. */
export interface RecordWorth {
  readonly volunteerId: string;
  readonly recordId: string;
  readonly version: number;
  readonly earnedOn: LocalDate;
  readonly centiHours: number;
  /** Station or organisation whose record it is. */
  readonly issuer: string;
  readonly policy: CreditPolicy;
}

/** A record took effect: its hours are earned as credit, once. */
export class IssueCredit {
  readonly type = 'IssueCredit';
  constructor(
    readonly data: RecordWorth,
    readonly meta: CommandMeta,
  ) {}
}

/** A record that had taken effect was corrected: one step from the old worth to the new one. */
export class CorrectIssue {
  readonly type = 'CorrectIssue';
  constructor(
    readonly data: RecordWorth,
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

/** Another station's credit, and how much of it the agreement still has room for. */
export interface Accepted {
  readonly issuer: string;
  readonly roomCentiHours: number;
}

export class HoldCredit {
  readonly type = 'HoldCredit';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly holdId: string;
      readonly centiHours: number;
      /** Where the service is given; null for the bank as a whole. */
      readonly stationId: string | null;
      /** Whose credit that station honours by agreement. */
      readonly accepted: readonly Accepted[];
      /** Full years of the holder; null when nobody knows. */
      readonly age: number | null;
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
      /** Who gave the service and is paid; null retires the credit. */
      readonly providerId: string | null;
      /** The provider's record of this very service. */
      readonly recordId: string | null;
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

export type AccountCommand =
  | IssueCredit
  | CorrectIssue
  | ReverseIssue
  | HoldCredit
  | SettleHold
  | ReleaseHold
  | TransferCommand
  | StandingCommand;
