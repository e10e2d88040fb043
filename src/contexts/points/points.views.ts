import type { Place } from '../../http/principal.js';
import type { Why } from './domain/explanations.js';
import type { PointsAccountId, PointsBook } from './domain/points-account.events.js';

/** Whose account it is, and where. */
export interface HolderView {
  readonly accountId: PointsAccountId;
  readonly book: PointsBook;
  /** On the card of a household; null of a volunteer. */
  readonly code: string | null;
  readonly place: Place;
  readonly personIds: readonly string[];
}

export interface PointsAccountView {
  readonly accountId: string;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  /** What lapses next, first the first. */
  readonly lots: readonly { readonly points: number; readonly expiresOn: string }[];
}

/** A line of the statement: date, cause, change, balance, why. */
export interface PointsEntryView {
  readonly revision: number;
  readonly at: string;
  readonly kind: string;
  /** The drop, record or redemption behind it; empty when a date was the cause. */
  readonly cause: string;
  readonly change: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly why: Why;
}

/** What the books said at the end of a day. */
export interface PointsOnDate {
  readonly accountId: string;
  readonly asOf: string;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
}

export interface ItemView {
  readonly itemId: string;
  readonly stationId: string;
  readonly book: PointsBook;
  readonly name: string;
  readonly pricePoints: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly withdrawn: boolean;
}

export interface StockMoveView {
  readonly revision: number;
  readonly at: string;
  readonly kind: string;
  /** Receipt number, reason of a count, or redemption. */
  readonly cause: string;
  readonly change: number;
  readonly onHand: number;
}

export interface RedemptionView {
  readonly redemptionId: string;
  readonly accountId: PointsAccountId;
  readonly itemId: string;
  readonly stationId: string;
  readonly count: number;
  readonly points: number;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly status: 'open' | 'picked-up' | 'cancelled' | 'expired';
  readonly misses: number;
}

/** Where all points of one kind ever issued are, now or at the end of a day. */
export interface PointsSupplyView {
  readonly issued: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly redeemed: number;
  readonly expired: number;
  readonly forfeited: number;
  /** Redeemed of each hundred that were issued and stand; null while there are none. */
  readonly redemptionPercent: number | null;
}
