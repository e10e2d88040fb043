import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './points.rejections.js';
import type {
  CountStock,
  HandOutStock,
  ListItem,
  PriceItem,
  ReceiveStock,
  ReserveStock,
  ReturnStock,
  StockItemCommand,
  WithdrawItem,
} from './stock-item.commands.js';
import type { StockItemEvent } from './stock-item.events.js';
import { emptyStockItem, evolveStockItem, type StockItem } from './stock-item.state.js';

/** One kind of goods at one station: reserved ≤ on hand, and nothing is given twice. */
export const stockItem: Decider<StockItemCommand, StockItem, StockItemEvent> = {
  category: 'stockItem',
  streamId: ({ data }) => data.itemId,
  initialState: emptyStockItem,
  decide(command, state) {
    switch (command.type) {
      case 'ListItem':
        return list(command.data, state);
      case 'PriceItem':
        return price(command.data, state);
      case 'ReceiveStock':
        return receive(command.data, state);
      case 'CountStock':
        return count(command.data, state);
      case 'ReserveStock':
        return reserve(command.data, state);
      case 'HandOutStock':
        return handOut(command.data, state);
      case 'ReturnStock':
        return giveBack(command.data, state);
      case 'WithdrawItem':
        return withdraw(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveStockItem,
  snapshot: { version: 1, byKey: ['resolved'] },
};

function list(data: ListItem['data'], state: StockItem): StockItemEvent[] {
  if (state.status !== 'none') reject('points/item-exists');
  requirePositive(data.pricePoints, 'points/price-not-positive');
  return [{ type: 'points.ItemListed', data }];
}

function price(data: PriceItem['data'], state: StockItem): StockItemEvent[] {
  requireListed(state);
  requirePositive(data.pricePoints, 'points/price-not-positive');
  if (data.pricePoints === state.pricePoints) return [];
  return [{ type: 'points.ItemPriced', data }];
}

function receive(data: ReceiveStock['data'], state: StockItem): StockItemEvent[] {
  requireListed(state);
  requirePositive(data.count, 'points/count-not-positive');
  return [{ type: 'points.StockReceived', data }];
}

function count(data: CountStock['data'], state: StockItem): StockItemEvent[] {
  const { itemId, counted, reason } = data;
  if (state.status === 'none') reject('points/item-unknown');
  if (!Number.isSafeInteger(counted) || counted < 0) reject('points/count-not-positive');
  if (counted < state.reserved) {
    reject('points/stock-below-reserved', { reservedCount: state.reserved });
  }
  if (counted === state.onHand) return [];
  const before = state.onHand;
  return [{ type: 'points.StockCounted', data: { itemId, before, counted, reason } }];
}

function reserve(data: ReserveStock['data'], state: StockItem): StockItemEvent[] {
  const { itemId, redemptionId, count: wanted, pricePoints } = data;
  requireListed(state);
  requirePositive(wanted, 'points/count-not-positive');
  if (state.resolved.has(redemptionId)) reject('points/redemption-over');
  if (state.open.has(redemptionId)) return [];
  if (pricePoints !== state.pricePoints) {
    reject('points/price-changed', { pricePoints: state.pricePoints });
  }
  const free = state.onHand - state.reserved;
  if (wanted > free) reject('points/stock-gone', { freeCount: free });
  return [{ type: 'points.StockReserved', data: { itemId, redemptionId, count: wanted } }];
}

function handOut({ itemId, redemptionId }: HandOutStock['data'], state: StockItem) {
  const resolved = state.resolved.get(redemptionId);
  if (resolved === 'handed-out') return [];
  const reserved = state.open.get(redemptionId);
  if (reserved === undefined) {
    return reject(resolved ? 'points/redemption-over' : 'points/redemption-unknown');
  }
  const data = { itemId, redemptionId, count: reserved };
  return [{ type: 'points.StockHandedOut', data } as const];
}

/** Also before it was reserved: a reservation that comes late then finds the redemption over. */
function giveBack({ itemId, redemptionId }: ReturnStock['data'], state: StockItem) {
  const resolved = state.resolved.get(redemptionId);
  if (resolved === 'returned') return [];
  if (resolved) reject('points/redemption-over');
  const data = { itemId, redemptionId, count: state.open.get(redemptionId) ?? 0 };
  return [{ type: 'points.StockReturned', data } as const];
}

function withdraw(data: WithdrawItem['data'], state: StockItem): StockItemEvent[] {
  if (state.status === 'none') reject('points/item-unknown');
  if (state.status === 'withdrawn') return [];
  return [{ type: 'points.ItemWithdrawn', data }];
}

function requireListed({ status }: StockItem): void {
  if (status === 'none') reject('points/item-unknown');
  if (status === 'withdrawn') reject('points/item-withdrawn');
}

function requirePositive(
  amount: number,
  code: 'points/price-not-positive' | 'points/count-not-positive',
): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) reject(code);
}
