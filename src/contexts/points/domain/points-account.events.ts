import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * Two kinds of points that never mix: `green` of a household 绿色账户积分, `volunteer` of a person
 * 志愿积分. Neither ever becomes hours.
 */
export const POINTS_BOOKS = ['green', 'volunteer'] as const;
export type PointsBook = (typeof POINTS_BOOKS)[number];

/** `green.<household>` or `volunteer.<volunteer>`. */
export type PointsAccountId = `${PointsBook}.${string}`;

/** Double entry: every event names what it takes from one account and gives to another. */
export interface PointsPosting {
  readonly debit: PointsLedgerAccount;
  readonly credit: PointsLedgerAccount;
  /** > 0 */
  readonly points: number;
}

/**
 * `available:`, `held:` and `debt:` of a points account; per book `issuance:<book>.<station>`, and
 * where points end: `redeemed:`, `expired:`, `forfeited:`.
 */
export type PointsLedgerAccount =
  | `available:${PointsAccountId}`
  | `held:${PointsAccountId}`
  | `debt:${PointsAccountId}`
  | `issuance:${PointsBook}.${string}`
  | `redeemed:${PointsBook}`
  | `expired:${PointsBook}`
  | `forfeited:${PointsBook}`;

/** Points that came in together and lapse together. */
export interface NewLot {
  readonly lotId: string;
  readonly points: number;
  /** The first day on which they no longer count. */
  readonly expiresOn: LocalDate;
}

export interface LotPart {
  readonly lotId: string;
  readonly points: number;
}

/** How points follow from hours: hours × unit × coefficient, rounded down once. */
export interface HoursBasis {
  readonly centiHours: number;
  readonly serviceClass: string;
  readonly pointsPerHour: number;
  readonly coefficientHundredths: number;
}

/** A cause (a drop, a service record) earns once, for ever; also when that is nothing. */
export type PointsAwarded = DomainEvent<
  'points.PointsAwarded',
  {
    readonly accountId: PointsAccountId;
    readonly causeId: string;
    readonly version: number;
    readonly issuer: string;
    readonly on: LocalDate;
    readonly points: number;
    readonly repaidDebt: number;
    readonly lot: NewLot | null;
    readonly basis: HoursBasis | null;
    readonly postings: readonly PointsPosting[];
  }
>;

/** The cause was corrected: the difference comes in as a lot, or is taken back. */
export type AwardCorrected = DomainEvent<
  'points.AwardCorrected',
  {
    readonly accountId: PointsAccountId;
    readonly causeId: string;
    readonly version: number;
    readonly issuer: string;
    readonly on: LocalDate;
    readonly before: number;
    readonly points: number;
    readonly repaidDebt: number;
    readonly lot: NewLot | null;
    readonly taken: readonly LotPart[];
    readonly becameDebt: number;
    /** Had lapsed already: need not come back. */
    readonly lapsed: number;
    readonly basis: HoursBasis | null;
    readonly postings: readonly PointsPosting[];
  }
>;

/** The cause fell away. Before it ever earned: it never will. */
export type AwardVoided = DomainEvent<
  'points.AwardVoided',
  {
    readonly accountId: PointsAccountId;
    readonly causeId: string;
    readonly before: number;
    readonly taken: readonly LotPart[];
    readonly becameDebt: number;
    readonly lapsed: number;
    readonly postings: readonly PointsPosting[];
  }
>;

export type PointsHeld = DomainEvent<
  'points.PointsHeld',
  {
    readonly accountId: PointsAccountId;
    readonly redemptionId: string;
    readonly itemId: string;
    readonly count: number;
    readonly points: number;
    /** What lapses first goes first. */
    readonly lots: readonly LotPart[];
    readonly at: Instant;
    readonly postings: readonly PointsPosting[];
  }
>;

export type PointsSpent = DomainEvent<
  'points.PointsSpent',
  {
    readonly accountId: PointsAccountId;
    readonly redemptionId: string;
    readonly points: number;
    readonly postings: readonly PointsPosting[];
  }
>;

/** Nothing was picked up: what is still good comes back to its lots, after any debt. */
export type PointsReturned = DomainEvent<
  'points.PointsReturned',
  {
    readonly accountId: PointsAccountId;
    readonly redemptionId: string;
    readonly points: number;
    readonly lots: readonly LotPart[];
    readonly lapsed: number;
    readonly repaidDebt: number;
    /** The account is closed: nothing comes back. */
    readonly forfeited: number;
    readonly on: LocalDate;
    readonly postings: readonly PointsPosting[];
  }
>;

export type PointsExpired = DomainEvent<
  'points.PointsExpired',
  {
    readonly accountId: PointsAccountId;
    readonly lots: readonly LotPart[];
    readonly points: number;
    readonly on: LocalDate;
    readonly postings: readonly PointsPosting[];
  }
>;

export type PointsAccountClosed = DomainEvent<
  'points.PointsAccountClosed',
  {
    readonly accountId: PointsAccountId;
    readonly forfeited: number;
    readonly on: LocalDate;
    readonly postings: readonly PointsPosting[];
  }
>;

export type PointsAccountEvent =
  | PointsAwarded
  | AwardCorrected
  | AwardVoided
  | PointsHeld
  | PointsSpent
  | PointsReturned
  | PointsExpired
  | PointsAccountClosed;

/** `green.<id>` → `green` */
export function bookOf(accountId: PointsAccountId): PointsBook {
  return accountId.startsWith('green.') ? 'green' : 'volunteer';
}
