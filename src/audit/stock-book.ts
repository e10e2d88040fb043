import { amountOf, type ExportedEvent, type Fields, textOf } from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';

interface Shelf {
  onHand: number;
  readonly promised: Map<string, number>;
}

type End = 'kept' | 'taken-back';

/** How one redemption ended: by its own word, in the account and on the shelf. */
interface Ends {
  word?: End;
  points?: End;
  goods?: End;
}

/** Goods: never fewer than promised, and each redemption ends the same way in all three places. */
export class StockBook implements AuditBook {
  readonly #shelves = new Map<string, Shelf>();
  /** Redemptions that have not ended everywhere yet. */
  readonly #ends = new Map<string, Ends>();

  constructor(private readonly findings: Findings) {}

  visit({ type, data, stream }: ExportedEvent): void {
    const end = ENDS[type];
    if (end) this.#ended(textOf(data, 'redemptionId'), end);
    if (stream.startsWith('stockItem-')) this.#move(type, data, textOf(data, 'itemId'));
  }

  finish(): void {
    for (const [redemptionId, { word, points, goods }] of this.#ends) {
      const text = `${word ?? '?'}: points ${points ?? '?'}, goods ${goods ?? '?'}`;
      this.findings.say('stock/redemption-ends-differ', redemptionId, text);
    }
  }

  totals(): { onHand: number; promised: number } {
    let [onHand, promised] = [0, 0];
    for (const shelf of this.#shelves.values()) {
      onHand += shelf.onHand;
      promised += promisedOf(shelf);
    }
    return { onHand, promised };
  }

  #move(type: string, data: Fields, itemId: string): void {
    const shelf = this.#shelves.get(itemId) ?? { onHand: 0, promised: new Map() };
    this.#shelves.set(itemId, shelf);
    const redemptionId = textOf(data, 'redemptionId');
    switch (type) {
      case 'points.StockReceived':
        shelf.onHand += amountOf(data, 'count');
        break;
      case 'points.StockCounted':
        this.findings.expect('stock/count-differs', itemId, [
          amountOf(data, 'before'),
          shelf.onHand,
        ]);
        shelf.onHand = amountOf(data, 'counted');
        break;
      case 'points.StockReserved':
        if (shelf.promised.has(redemptionId)) this.findings.say('stock/promised-twice', itemId);
        shelf.promised.set(redemptionId, amountOf(data, 'count'));
        break;
      case 'points.StockHandedOut':
        shelf.onHand -= this.#keep(shelf, data);
        break;
      case 'points.StockReturned':
        this.#keep(shelf, data);
        break;
    }
    if (!(shelf.onHand >= 0)) this.findings.say('stock/negative', itemId, shelf.onHand);
    const promised = promisedOf(shelf);
    if (promised > shelf.onHand) {
      this.findings.say('stock/promised-too-much', itemId, `${promised} of ${shelf.onHand}`);
    }
  }

  /** A promise is resolved as it was made. */
  #keep({ promised }: Shelf, data: Fields): number {
    const redemptionId = textOf(data, 'redemptionId');
    const count = amountOf(data, 'count');
    this.findings.expect('stock/promise-differs', redemptionId, [
      count,
      promised.get(redemptionId) ?? 0,
    ]);
    promised.delete(redemptionId);
    return count;
  }

  /** What ended everywhere alike is forgotten. */
  #ended(redemptionId: string, [where, how]: readonly [keyof Ends, End]): void {
    const ends = this.#ends.get(redemptionId) ?? {};
    if (ends[where]) this.findings.say('stock/redemption-ended-twice', redemptionId, where);
    ends[where] = how;
    const { word, points, goods } = ends;
    if (word && word === points && word === goods) this.#ends.delete(redemptionId);
    else this.#ends.set(redemptionId, ends);
  }
}

const ENDS: Readonly<Record<string, readonly [keyof Ends, End]>> = {
  'points.GoodsPickedUp': ['word', 'kept'],
  'points.RedemptionEnded': ['word', 'taken-back'],
  'points.PointsSpent': ['points', 'kept'],
  'points.PointsReturned': ['points', 'taken-back'],
  'points.StockHandedOut': ['goods', 'kept'],
  'points.StockReturned': ['goods', 'taken-back'],
};

function promisedOf({ promised }: Shelf): number {
  let sum = 0;
  for (const count of promised.values()) sum += count;
  return sum;
}
