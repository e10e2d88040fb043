import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { HoursBasis, PointsAccountId } from './points-account.events.js';

/** At this version the cause is worth so many points: the first time they come in, then the rest. */
export class AwardPoints {
  readonly type = 'AwardPoints';
  constructor(
    readonly data: {
      readonly accountId: PointsAccountId;
      readonly causeId: string;
      /** 1 and up; an older version than the last one changes nothing. */
      readonly version: number;
      readonly issuer: string;
      readonly points: number;
      readonly on: LocalDate;
      readonly expiresOn: LocalDate;
      readonly basis: HoursBasis | null;
      /** Name and version of the policy that made points of it. */
      readonly policies: Readonly<Record<string, string>>;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Hours took effect, or were corrected: how many points that is follows from their class. */
export class AwardRecordPoints {
  readonly type = 'AwardRecordPoints';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly recordId: string;
      readonly version: number;
      readonly issuer: string;
      readonly centiHours: number;
      /** The day of the service: its policy counts. */
      readonly date: LocalDate;
      /** The day on which the points come in. */
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class VoidAward {
  readonly type = 'VoidAward';
  constructor(
    readonly data: { readonly accountId: PointsAccountId; readonly causeId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class HoldPoints {
  readonly type = 'HoldPoints';
  constructor(
    readonly data: {
      readonly accountId: PointsAccountId;
      readonly redemptionId: string;
      readonly itemId: string;
      readonly count: number;
      readonly points: number;
      readonly at: Instant;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class SpendPoints {
  readonly type = 'SpendPoints';
  constructor(
    readonly data: { readonly accountId: PointsAccountId; readonly redemptionId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class ReturnPoints {
  readonly type = 'ReturnPoints';
  constructor(
    readonly data: {
      readonly accountId: PointsAccountId;
      readonly redemptionId: string;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The day has come: writes down what has lapsed. The rule itself does not wait for it. */
export class ExpirePoints {
  readonly type = 'ExpirePoints';
  constructor(
    readonly data: { readonly accountId: PointsAccountId; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export class ClosePointsAccount {
  readonly type = 'ClosePointsAccount';
  constructor(
    readonly data: { readonly accountId: PointsAccountId; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export type PointsAccountCommand =
  | AwardPoints
  | VoidAward
  | HoldPoints
  | SpendPoints
  | ReturnPoints
  | ExpirePoints
  | ClosePointsAccount;
