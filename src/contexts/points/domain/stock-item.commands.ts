import type { CommandMeta } from '../../../kernel/message.js';
import type { PointsBook } from './points-account.events.js';
import type { StockReason } from './stock-item.events.js';

export class ListItem {
  readonly type = 'ListItem';
  constructor(
    readonly data: {
      readonly itemId: string;
      readonly stationId: string;
      readonly book: PointsBook;
      readonly name: string;
      readonly pricePoints: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class PriceItem {
  readonly type = 'PriceItem';
  constructor(
    readonly data: { readonly itemId: string; readonly pricePoints: number },
    readonly meta: CommandMeta,
  ) {}
}

export class ReceiveStock {
  readonly type = 'ReceiveStock';
  constructor(
    readonly data: { readonly itemId: string; readonly count: number; readonly receipt: string },
    readonly meta: CommandMeta,
  ) {}
}

export class CountStock {
  readonly type = 'CountStock';
  constructor(
    readonly data: {
      readonly itemId: string;
      readonly counted: number;
      readonly reason: StockReason;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ReserveStock {
  readonly type = 'ReserveStock';
  constructor(
    readonly data: {
      readonly itemId: string;
      readonly redemptionId: string;
      readonly count: number;
      /** What the points were reserved for; another price by now is refused. */
      readonly pricePoints: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class HandOutStock {
  readonly type = 'HandOutStock';
  constructor(
    readonly data: { readonly itemId: string; readonly redemptionId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class ReturnStock {
  readonly type = 'ReturnStock';
  constructor(
    readonly data: { readonly itemId: string; readonly redemptionId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawItem {
  readonly type = 'WithdrawItem';
  constructor(
    readonly data: { readonly itemId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type StockItemCommand =
  | ListItem
  | PriceItem
  | ReceiveStock
  | CountStock
  | ReserveStock
  | HandOutStock
  | ReturnStock
  | WithdrawItem;
