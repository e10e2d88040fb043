import type { Recall } from '../../../kernel/recall.js';
import type { StockItemEvent } from './stock-item.events.js';

/** Pieces of one kind of goods at one station; reserved ones still stand on the shelf. */
export interface StockItem {
  status: 'none' | 'listed' | 'withdrawn';
  onHand: number;
  reserved: number;
  pricePoints: number;
  readonly open: Map<string, number>;
  readonly resolved: Recall<'handed-out' | 'returned'>;
}

export const emptyStockItem = (): StockItem => ({
  ...{ status: 'none', onHand: 0, reserved: 0, pricePoints: 0 },
  open: new Map(),
  resolved: new Map(),
});

export function evolveStockItem(state: StockItem, event: StockItemEvent): StockItem {
  switch (event.type) {
    case 'points.ItemListed':
      state.status = 'listed';
      state.pricePoints = event.data.pricePoints;
      return state;
    case 'points.ItemPriced':
      state.pricePoints = event.data.pricePoints;
      return state;
    case 'points.StockReceived':
      state.onHand += event.data.count;
      return state;
    case 'points.StockCounted':
      state.onHand = event.data.counted;
      return state;
    case 'points.StockReserved':
      state.open.set(event.data.redemptionId, event.data.count);
      state.reserved += event.data.count;
      return state;
    case 'points.StockHandedOut':
      state.onHand -= event.data.count;
      return resolve(state, event.data, 'handed-out');
    case 'points.StockReturned':
      return resolve(state, event.data, 'returned');
    case 'points.ItemWithdrawn':
      state.status = 'withdrawn';
      return state;
    default:
      return state;
  }
}

function resolve(
  state: StockItem,
  { redemptionId, count }: { readonly redemptionId: string; readonly count: number },
  as: 'handed-out' | 'returned',
): StockItem {
  state.open.delete(redemptionId);
  state.reserved -= count;
  state.resolved.set(redemptionId, as);
  return state;
}
