import type { DoubleEntry } from './double-entry.js';
import type { Findings } from './findings.js';
import type { HoursBook } from './hours-book.js';
import type { StockBook } from './stock-book.js';

/** Figures by path, such as `credit.available`: what the API says too, where it says it. */
export type Totals = Readonly<Record<string, number>>;

interface Books {
  readonly hours: HoursBook;
  readonly entries: DoubleEntry;
  readonly stock: StockBook;
  readonly events: number;
}

const BOOKS = ['green', 'volunteer'] as const;

export function totalsOf({ hours, entries, stock, events }: Books): Totals {
  const credit = (family: string): number => entries.total('centiHours', family);
  const totals: Record<string, number> = { events };
  totals['hours.centiHours'] = hours.totals().centiHours;
  totals['hours.records'] = hours.totals().records;
  totals['credit.issued'] = -credit('issuance') + 0;
  totals['credit.debt'] = -credit('debt') + 0;
  totals['credit.redeemed'] = credit('retired');
  for (const family of ['available', 'held', 'overflow', 'gifted', 'granted', 'pool', 'transit']) {
    totals[`credit.${family}`] = credit(family);
  }
  for (const book of BOOKS) {
    const points = (family: string): number => entries.totalOfKind(family, book);
    totals[`points.${book}.issued`] = -points('issuance') + 0;
    totals[`points.${book}.debt`] = -points('debt') + 0;
    for (const family of ['available', 'held', 'redeemed', 'expired', 'forfeited']) {
      totals[`points.${book}.${family}`] = points(family);
    }
    addPercent(totals, `points.${book}`);
  }
  totals['stock.onHand'] = stock.totals().onHand;
  totals['stock.promised'] = stock.totals().promised;
  return totals;
}

/** Redeemed of each hundred that were issued and stand; nothing to say while there are none. */
function addPercent(totals: Record<string, number>, path: string): void {
  const [redeemed = 0, issued = 0] = [totals[`${path}.redeemed`], totals[`${path}.issued`]];
  if (issued !== 0) totals[`${path}.redemptionPercent`] = Math.floor((redeemed * 100) / issued);
}

/**
 * Figures somebody published, held against those of the events. Every one of them must be known
 * here: a figure that nobody recomputes is a finding of its own.
 */
export function compareTotals(published: unknown, totals: Totals, findings: Findings): void {
  for (const [path, value] of figuresOf(published, '')) {
    const own = totals[path];
    if (own === undefined) findings.say('totals/not-recomputed', path, value);
    else findings.expect('totals/differ', path, [value, own]);
  }
}

/** Nested objects as paths: `{points: {green: {held: 5}}}` is `points.green.held` 5. */
function figuresOf(value: unknown, path: string): (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  // What a report leaves open is no figure.
  if (value === null && path !== '') return [];
  if (typeof value !== 'object' || value === null) return [[path, Number.NaN]];
  return Object.entries(value).flatMap(([name, inner]) =>
    figuresOf(inner, path === '' ? name : `${path}.${name}`),
  );
}
