import type { LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CountedHours } from './star.events.js';
import type { ApproverLevel, SchemeId, StarScheme } from './star-scheme.policy.js';

/** One volunteer on one ladder. */
export interface StarBookKey {
  readonly volunteerId: string;
  readonly scheme: SchemeId;
}

interface StarKey extends StarBookKey {
  readonly applicationId: string;
}

/** How well it was done, as others said; a mean of null = nobody has said anything yet. */
export interface Quality {
  /** Hundredths of a mark. */
  readonly meanMark: number | null;
  readonly upheldComplaints: number;
}

export class ApplyForStar {
  readonly type = 'ApplyForStar';
  constructor(
    readonly data: StarKey & {
      readonly star: number;
      readonly counted: CountedHours;
      readonly tenureMonths: number;
      /** Fact: the volunteer has left, or their data is erased. */
      readonly gone: boolean;
      readonly quality: Quality;
      readonly policy: StarScheme;
      readonly applicant: string;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class DecideStar {
  readonly type = 'DecideStar';
  constructor(
    readonly data: StarKey & {
      readonly decision: 'approve' | 'refuse';
      readonly approver: string;
      readonly approverVolunteerId: string | null;
      /** The highest level the approver acts for where the volunteer lives; null = none. */
      readonly level: ApproverLevel | null;
      /** Facts of the calendar: when publicity begins, and when it will have passed. */
      readonly publicity: Publicity;
    },
    readonly meta: CommandMeta,
  ) {}
}

export interface Publicity {
  readonly from: LocalDate;
  readonly effectiveOn: LocalDate;
  readonly provisional: boolean;
  readonly policyVersion: string;
}

export class ObjectToStar {
  readonly type = 'ObjectToStar';
  constructor(
    readonly data: StarKey & {
      readonly objectionId: string;
      readonly objector: string;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class DecideStarObjection {
  readonly type = 'DecideStarObjection';
  constructor(
    readonly data: StarKey & {
      readonly objectionId: string;
      readonly outcome: 'uphold' | 'dismiss';
      readonly decider: string;
      readonly deciderVolunteerId: string | null;
      readonly level: ApproverLevel | null;
      readonly on: LocalDate;
      /** Facts of the calendar: when publicity will have passed if it runs on from now. */
      readonly resumed: Pick<Publicity, 'effectiveOn' | 'provisional'>;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class GrantStar {
  readonly type = 'GrantStar';
  constructor(
    readonly data: StarKey & { readonly counted: CountedHours; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

/** The hours behind a granted star, counted again. */
export class RecheckStar {
  readonly type = 'RecheckStar';
  constructor(
    readonly data: StarKey & { readonly centiHours: number },
    readonly meta: CommandMeta,
  ) {}
}

export class DecideStarReview {
  readonly type = 'DecideStarReview';
  constructor(
    readonly data: StarKey & {
      readonly outcome: 'keep' | 'revoke';
      readonly decider: string;
      readonly deciderVolunteerId: string | null;
      readonly level: ApproverLevel | null;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type StarCommand =
  | ApplyForStar
  | DecideStar
  | ObjectToStar
  | DecideStarObjection
  | GrantStar
  | RecheckStar
  | DecideStarReview;
