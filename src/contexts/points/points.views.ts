import type { Place } from '../../http/principal.js';
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
  readonly why: { readonly zh: string; readonly en: string };
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

/** Where all points of one kind ever issued are now. */
export interface PointsSupplyView {
  readonly issued: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly redeemed: number;
  readonly expired: number;
  readonly forfeited: number;
}

/** Why a line stands in the statement, in words for its reader. */
export const ENTRY_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  PointsAwarded: { zh: '获得积分', en: 'Points earned' },
  AwardCorrected: { zh: '原记录更正，积分随之调整', en: 'Corrected: the points follow' },
  AwardVoided: { zh: '原记录作废，积分收回', en: 'Annulled: the points are taken back' },
  PointsHeld: { zh: '兑换预留，等待取货', en: 'Reserved for goods to be picked up' },
  PointsSpent: { zh: '已取货，兑换完成', en: 'Picked up: the points are spent' },
  PointsReturned: { zh: '未取货，预留积分退回', en: 'Not picked up: the points come back' },
  PointsExpired: { zh: '到期未用，积分失效', en: 'Lapsed unused' },
  PointsAccountClosed: { zh: '账户注销', en: 'Account closed' },
};
