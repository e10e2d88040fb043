import type { StockItemEvent, StockReturned } from '../contexts/points/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Shelf {
  onHand: number;
  readonly promised: Map<string, number>;
}

/** Goods: never below zero, never more promised than there, and each promise kept or taken back once. */
export class StockCheck implements Check {
  /** Item → pieces on hand. */
  readonly onHand = new Map<string, number>();
  readonly #findings: Finding[] = [];
  readonly #shelves = new Map<string, Shelf>();

  visit(event: Recorded): void {
    if (!event.stream.startsWith('stockItem-')) return;
    const { type, data } = { type: event.type, data: event.data } as StockItemEvent;
    const { itemId } = data;
    const shelf = this.#shelves.get(itemId) ?? { onHand: 0, promised: new Map() };
    this.#shelves.set(itemId, shelf);
    switch (type) {
      case 'points.StockReceived':
        shelf.onHand += data.count;
        break;
      case 'points.StockCounted':
        if (data.before !== shelf.onHand) this.#say('count-differs', itemId, `${shelf.onHand}`);
        shelf.onHand = data.counted;
        break;
      case 'points.StockReserved':
        shelf.promised.set(data.redemptionId, data.count);
        break;
      case 'points.StockHandedOut':
        shelf.onHand -= data.count;
        this.#resolve(shelf, data);
        break;
      case 'points.StockReturned':
        this.#resolve(shelf, data);
        break;
      default:
        break;
    }
    this.#holds(itemId, shelf);
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #resolve({ promised }: Shelf, { itemId, redemptionId, count }: StockReturned['data']): void {
    if ((promised.get(redemptionId) ?? 0) !== count) {
      this.#say('promise-differs', itemId, redemptionId);
    }
    promised.delete(redemptionId);
  }

  #holds(itemId: string, { onHand, promised }: Shelf): void {
    this.onHand.set(itemId, onHand);
    let sum = 0;
    for (const count of promised.values()) sum += count;
    if (onHand < 0) this.#say('negative', itemId, `${onHand}`);
    else if (sum > onHand) this.#say('promised-too-much', itemId, `${sum} of ${onHand}`);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `stock/${code}`, where, detail });
  }
}
