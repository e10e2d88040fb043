import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { PointsAccountId } from './points-account.events.js';

/** Points and goods are reserved; who brings the pick-up code in time gets the goods. */
export type RedemptionOpened = DomainEvent<
  'points.RedemptionOpened',
  {
    readonly redemptionId: string;
    readonly accountId: PointsAccountId;
    readonly itemId: string;
    readonly stationId: string;
    readonly count: number;
    readonly points: number;
    readonly at: Instant;
    readonly expiresAt: Instant;
  }
>;

/** Somebody brought a wrong code: after a few of these no code opens this redemption any more. */
export type PickUpMissed = DomainEvent<
  'points.PickUpMissed',
  { readonly redemptionId: string; readonly misses: number; readonly at: Instant }
>;

export type GoodsPickedUp = DomainEvent<
  'points.GoodsPickedUp',
  {
    readonly redemptionId: string;
    readonly accountId: PointsAccountId;
    readonly itemId: string;
    readonly at: Instant;
  }
>;

/** `abandoned`: it broke off between its reservations and was never opened. */
export type RedemptionEnded = DomainEvent<
  'points.RedemptionEnded',
  {
    readonly redemptionId: string;
    readonly accountId: PointsAccountId;
    readonly itemId: string;
    readonly why: 'cancelled' | 'expired' | 'abandoned';
    readonly at: Instant;
  }
>;

export type RedemptionEvent = RedemptionOpened | PickUpMissed | GoodsPickedUp | RedemptionEnded;
