import type { DomainEvent } from '../../../kernel/message.js';
import type { PointsBook } from './points-account.events.js';

/** Goods that one station gives for points of one kind. `name` is a public text about a thing. */
export type ItemListed = DomainEvent<
  'points.ItemListed',
  {
    readonly itemId: string;
    readonly stationId: string;
    readonly book: PointsBook;
    readonly name: string;
    readonly pricePoints: number;
  }
>;

export type ItemPriced = DomainEvent<
  'points.ItemPriced',
  { readonly itemId: string; readonly pricePoints: number }
>;

/** Pieces that came in, `receipt` being the number on their paper. */
export type StockReceived = DomainEvent<
  'points.StockReceived',
  { readonly itemId: string; readonly count: number; readonly receipt: string }
>;

export const STOCK_REASONS = ['counted', 'damaged', 'out-of-date', 'entered-in-error'] as const;
export type StockReason = (typeof STOCK_REASONS)[number];

/** Somebody counted: the books follow the shelf. */
export type StockCounted = DomainEvent<
  'points.StockCounted',
  {
    readonly itemId: string;
    readonly before: number;
    readonly counted: number;
    readonly reason: StockReason;
  }
>;

export type StockReserved = DomainEvent<
  'points.StockReserved',
  { readonly itemId: string; readonly redemptionId: string; readonly count: number }
>;

export type StockHandedOut = DomainEvent<
  'points.StockHandedOut',
  { readonly itemId: string; readonly redemptionId: string; readonly count: number }
>;

/** `count` is 0 when nothing was reserved: nothing will be for this redemption any more. */
export type StockReturned = DomainEvent<
  'points.StockReturned',
  { readonly itemId: string; readonly redemptionId: string; readonly count: number }
>;

export type ItemWithdrawn = DomainEvent<'points.ItemWithdrawn', { readonly itemId: string }>;

export type StockItemEvent =
  | ItemListed
  | ItemPriced
  | StockReceived
  | StockCounted
  | StockReserved
  | StockHandedOut
  | StockReturned
  | ItemWithdrawn;
