import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import {
  CountStock,
  HandOutStock,
  ListItem,
  PriceItem,
  ReceiveStock,
  ReserveStock,
  ReturnStock,
  type StockItemCommand,
  WithdrawItem,
} from './stock-item.commands.js';
import { stockItem } from './stock-item.decider.js';
import type { StockItemEvent } from './stock-item.events.js';

const itemId = 'i-1';
const facts = { itemId, stationId: 's-1', book: 'green', name: '洗衣液', pricePoints: 50 } as const;
const list = new ListItem(facts, aMeta());
const price = (pricePoints: number) => new PriceItem({ itemId, pricePoints }, aMeta());
const receive = (count: number) => new ReceiveStock({ itemId, count, receipt: 'RK-1' }, aMeta());
const count = (counted: number) => new CountStock({ itemId, counted, reason: 'counted' }, aMeta());
const reserve = (pieces: number, redemptionId = 'r-1', pricePoints = 50) =>
  new ReserveStock({ itemId, redemptionId, count: pieces, pricePoints }, aMeta());
const handOut = (redemptionId = 'r-1') => new HandOutStock({ itemId, redemptionId }, aMeta());
const giveBack = (redemptionId = 'r-1') => new ReturnStock({ itemId, redemptionId }, aMeta());
const withdraw = new WithdrawItem({ itemId }, aMeta());

const listed: StockItemEvent = { type: 'points.ItemListed', data: facts };
const received = (pieces: number): StockItemEvent => ({
  type: 'points.StockReceived',
  data: { itemId, count: pieces, receipt: 'RK-1' },
});
const of = (type: 'Reserved' | 'HandedOut' | 'Returned', pieces: number): StockItemEvent => ({
  type: `points.Stock${type}`,
  data: { itemId, redemptionId: 'r-1', count: pieces },
});
const withdrawn: StockItemEvent = { type: 'points.ItemWithdrawn', data: { itemId } };
const full = [listed, received(3)];

describe('goods of a station', () => {
  it('are listed once, with a price', () => {
    given(stockItem).when(list).then([listed]);
    given(stockItem, [listed]).when(list).thenRefuses('points/item-exists');
    given(stockItem)
      .when(new ListItem({ ...facts, pricePoints: 0 }, aMeta()))
      .thenRefuses('points/price-not-positive');
  });

  it('get another price, and the same one quietly', () => {
    given(stockItem, [listed])
      .when(price(60))
      .then([{ type: 'points.ItemPriced', data: { itemId, pricePoints: 60 } }]);
    given(stockItem, [listed]).when(price(50)).thenNothing();
    given(stockItem, [listed]).when(price(-1)).thenRefuses('points/price-not-positive');
    given(stockItem).when(price(60)).thenRefuses('points/item-unknown');
  });

  it('come in by count', () => {
    given(stockItem, [listed])
      .when(receive(3))
      .then([received(3)]);
    for (const pieces of [0, -1, 1.5]) {
      given(stockItem, [listed]).when(receive(pieces)).thenRefuses('points/count-not-positive');
    }
    given(stockItem).when(receive(3)).thenRefuses('points/item-unknown');
    given(stockItem, [listed, withdrawn]).when(receive(3)).thenRefuses('points/item-withdrawn');
  });

  it('are counted with a reason, never below what is reserved', () => {
    given(stockItem, full)
      .when(count(2))
      .then([
        { type: 'points.StockCounted', data: { itemId, before: 3, counted: 2, reason: 'counted' } },
      ]);
    given(stockItem, full).when(count(3)).thenNothing();
    given(stockItem, full).when(count(-1)).thenRefuses('points/count-not-positive');
    given(stockItem, [...full, of('Reserved', 2)])
      .when(count(1))
      .thenRefuses('points/stock-below-reserved', { reservedCount: 2 });
    given(stockItem).when(count(1)).thenRefuses('points/item-unknown');
  });

  it('are reserved at the price that was shown, once', () => {
    given(stockItem, full)
      .when(reserve(2))
      .then([of('Reserved', 2)]);
    given(stockItem, [...full, of('Reserved', 2)])
      .when(reserve(2))
      .thenNothing();
    given(stockItem, full)
      .when(reserve(1, 'r-1', 40))
      .thenRefuses('points/price-changed', { pricePoints: 50 });
    given(stockItem, full).when(reserve(0)).thenRefuses('points/count-not-positive');
    given(stockItem).when(reserve(1)).thenRefuses('points/item-unknown');
    given(stockItem, [...full, withdrawn])
      .when(reserve(1))
      .thenRefuses('points/item-withdrawn');
  });

  it('that are reserved are not there for the next', () => {
    given(stockItem, [...full, of('Reserved', 2)])
      .when(reserve(2, 'r-2'))
      .thenRefuses('points/stock-gone', { freeCount: 1 });
  });

  it('leave the shelf once', () => {
    const reserved = [...full, of('Reserved', 2)];
    given(stockItem, reserved)
      .when(handOut())
      .then([of('HandedOut', 2)]);
    given(stockItem, [...reserved, of('HandedOut', 2)])
      .when(handOut())
      .thenNothing();
    given(stockItem, [...reserved, of('HandedOut', 2)])
      .when(giveBack())
      .thenRefuses('points/redemption-over');
    given(stockItem, full).when(handOut()).thenRefuses('points/redemption-unknown');
  });

  it('go back once, and what was given back is never reserved again', () => {
    const reserved = [...full, of('Reserved', 2)];
    given(stockItem, reserved)
      .when(giveBack())
      .then([of('Returned', 2)]);
    given(stockItem, [...reserved, of('Returned', 2)])
      .when(giveBack())
      .thenNothing();
    given(stockItem, [...reserved, of('Returned', 2)])
      .when(handOut())
      .thenRefuses('points/redemption-over');
    given(stockItem, full)
      .when(giveBack())
      .then([of('Returned', 0)]);
    given(stockItem, [...full, of('Returned', 0)])
      .when(reserve(1))
      .thenRefuses('points/redemption-over');
  });

  it('are withdrawn, quietly again', () => {
    given(stockItem, [listed]).when(withdraw).then([withdrawn]);
    given(stockItem, [listed, withdrawn]).when(withdraw).thenNothing();
    given(stockItem).when(withdraw).thenRefuses('points/item-unknown');
  });
});

describe('a shelf after any sequence of commands', () => {
  const pieces = fc.integer({ min: -1, max: 6 });
  const who = fc.constantFrom('a', 'b', 'c', 'd');
  const command: fc.Arbitrary<StockItemCommand> = fc.oneof(
    pieces.map(receive),
    pieces.map(count),
    fc.tuple(pieces, who).map(([n, id]) => reserve(n, id)),
    who.map(handOut),
    who.map(giveBack),
  );

  it('holds what came in less what went out, and can give everything it promised', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 50 }), (asked) => {
        const events: StockItemEvent[] = [listed];
        let shelf = 0;
        const promised = new Map<string, number>();
        for (const next of asked) {
          let done: readonly StockItemEvent[] = [];
          try {
            done = stockItem.decide(next, fold(stockItem, events));
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
          }
          events.push(...done);
          for (const { type, data } of done) {
            if (type === 'points.StockReceived') shelf += data.count;
            if (type === 'points.StockCounted') {
              expect(data.before).toBe(shelf);
              shelf = data.counted;
            }
            if (type === 'points.StockReserved') promised.set(data.redemptionId, data.count);
            if (type === 'points.StockHandedOut') {
              expect(data.count).toBe(promised.get(data.redemptionId));
              shelf -= data.count;
              promised.delete(data.redemptionId);
            }
            if (type === 'points.StockReturned') promised.delete(data.redemptionId);
          }
          const sum = [...promised.values()].reduce((total, part) => total + part, 0);
          expect(sum).toBeLessThanOrEqual(shelf);
          const { onHand, reserved } = fold(stockItem, events);
          expect([onHand, reserved]).toEqual([shelf, sum]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
