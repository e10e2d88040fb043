import type { LocalDate } from '../../../kernel/calendar.js';
import type { LotPart } from './points-account.events.js';

/** Points left of one lot. Lots stand in the order in which they go: what lapses first, first. */
export interface Lot {
  readonly lotId: string;
  readonly causeId: string;
  readonly expiresOn: LocalDate;
  /** Which came in first, among those that lapse on one day. */
  readonly order: number;
  readonly points: number;
}

export function pointsIn(lots: readonly LotPart[]): number {
  let sum = 0;
  for (const { points } of lots) sum += points;
  return sum;
}

export function isLapsed({ expiresOn }: Pick<Lot, 'expiresOn'>, on: LocalDate): boolean {
  return expiresOn <= on;
}

/** Parts of the first lots that come to the amount, or to all there is. */
export function firstOut(lots: readonly Lot[], amount: number): LotPart[] {
  const parts: LotPart[] = [];
  let missing = amount;
  for (const { lotId, points } of lots) {
    if (missing === 0) break;
    const part = Math.min(points, missing);
    parts.push({ lotId, points: part });
    missing -= part;
  }
  return parts;
}

/** The same, but what came from the cause itself goes before everything else. */
export function firstOutOf(lots: readonly Lot[], causeId: string, amount: number): LotPart[] {
  const own = lots.filter((lot) => lot.causeId === causeId);
  const others = lots.filter((lot) => lot.causeId !== causeId);
  return firstOut([...own, ...others], amount);
}

/** Changes the list in place: a part leaves its lot, and an empty lot leaves the list. */
export function takeOut(lots: Lot[], parts: readonly LotPart[]): void {
  for (const { lotId, points } of parts) {
    const index = lots.findIndex((lot) => lot.lotId === lotId);
    const lot = lots[index];
    if (!lot) continue;
    if (lot.points === points) lots.splice(index, 1);
    else lots[index] = { ...lot, points: lot.points - points };
  }
}

/** Changes the list in place: a lot goes where its day is, or is joined to what is left of it. */
export function putIn(lots: Lot[], lot: Lot): void {
  const same = lots.findIndex(({ lotId }) => lotId === lot.lotId);
  const found = lots[same];
  if (found) {
    lots[same] = { ...found, points: found.points + lot.points };
    return;
  }
  let index = lots.length;
  for (let before = lots[index - 1]; before && goesBefore(lot, before); before = lots[index - 1]) {
    index -= 1;
  }
  lots.splice(index, 0, lot);
}

function goesBefore(a: Lot, b: Lot): boolean {
  if (a.expiresOn !== b.expiresOn) return a.expiresOn < b.expiresOn;
  return a.order < b.order;
}
