import type { Recall } from '../../../kernel/recall.js';
import { type Lot, putIn, takeOut } from './lots.js';
import type {
  LotPart,
  NewLot,
  PointsAccountEvent,
  PointsHeld,
  PointsReturned,
} from './points-account.events.js';

export interface Award {
  /** The version and the points that stand. */
  readonly version: number;
  readonly points: number;
  readonly issuer: string;
  readonly voided: boolean;
  /** Of these points, lapsed before they were spent. */
  readonly lapsed: number;
}

/** What is reserved for one redemption, with the lots it came from. */
export interface PointsHold {
  readonly points: number;
  readonly parts: readonly Lot[];
}

/** What the rules need of an account. Points, never negative. */
export interface PointsAccount {
  /** What can be spent, in the order in which it goes. Empty while there is a debt. */
  readonly lots: Lot[];
  debt: number;
  closed: boolean;
  lotsEver: number;
  readonly awards: Recall<Award>;
  readonly holds: Map<string, PointsHold>;
  readonly resolved: Recall<'spent' | 'returned'>;
}

export const emptyPointsAccount = (): PointsAccount => ({
  lots: [],
  debt: 0,
  closed: false,
  lotsEver: 0,
  awards: new Map(),
  holds: new Map(),
  resolved: new Map(),
});

export function evolvePointsAccount(
  state: PointsAccount,
  event: PointsAccountEvent,
): PointsAccount {
  switch (event.type) {
    case 'points.PointsAwarded':
    case 'points.AwardCorrected':
    case 'points.AwardVoided':
      return awarded(state, event);
    case 'points.PointsHeld':
      return held(state, event.data);
    case 'points.PointsSpent':
      return resolve(state, event.data.redemptionId, 'spent');
    case 'points.PointsReturned':
      return returned(state, event.data);
    case 'points.PointsExpired':
      for (const part of event.data.lots.flatMap((lot) => lotOf(state, lot))) {
        lapse(state, part, event.data.on);
      }
      takeOut(state.lots, event.data.lots);
      return state;
    case 'points.PointsAccountClosed':
      state.lots.length = 0;
      state.closed = true;
      return state;
    default:
      return state;
  }
}

function held(
  state: PointsAccount,
  { redemptionId, points, lots }: PointsHeld['data'],
): PointsAccount {
  const parts = lots.flatMap((part) => lotOf(state, part));
  takeOut(state.lots, lots);
  state.holds.set(redemptionId, { points, parts });
  return state;
}

function returned(
  state: PointsAccount,
  { redemptionId, lots, repaidDebt, on }: PointsReturned['data'],
): PointsAccount {
  const parts = state.holds.get(redemptionId)?.parts ?? [];
  for (const { lotId, points } of lots) {
    const lot = parts.find((part) => part.lotId === lotId);
    if (lot) putIn(state.lots, { ...lot, points });
  }
  state.debt -= repaidDebt;
  for (const part of parts) lapse(state, part, on);
  return resolve(state, redemptionId, 'returned');
}

type AwardEvent = Extract<
  PointsAccountEvent,
  { type: 'points.PointsAwarded' | 'points.AwardCorrected' | 'points.AwardVoided' }
>;

function awarded(state: PointsAccount, event: AwardEvent): PointsAccount {
  const { causeId } = event.data;
  const before = state.awards.get(causeId);
  if (event.type === 'points.PointsAwarded') {
    const { version, points, issuer, lot, repaidDebt } = event.data;
    state.awards.set(causeId, { version, points, issuer, voided: false, lapsed: 0 });
    comeIn(state, { causeId, lot, repaidDebt });
    return state;
  }
  takeOut(state.lots, event.data.taken);
  state.debt += event.data.becameDebt;
  const lapsed = (before?.lapsed ?? 0) - event.data.lapsed;
  if (event.type === 'points.AwardVoided') {
    const { issuer = '', version = 0 } = before ?? {};
    state.awards.set(causeId, { version, points: 0, issuer, voided: true, lapsed });
    return state;
  }
  const { version, points, issuer, lot, repaidDebt } = event.data;
  state.awards.set(causeId, { version, points, issuer, voided: false, lapsed });
  comeIn(state, { causeId, lot, repaidDebt });
  return state;
}

interface Incoming {
  readonly causeId: string;
  readonly lot: NewLot | null;
  readonly repaidDebt: number;
}

function comeIn(state: PointsAccount, { causeId, lot, repaidDebt }: Incoming): void {
  state.debt -= repaidDebt;
  if (!lot) return;
  state.lotsEver += 1;
  putIn(state.lots, { ...lot, causeId, order: state.lotsEver });
}

function lotOf(state: PointsAccount, { lotId, points }: LotPart): Lot[] {
  const lot = state.lots.find((candidate) => candidate.lotId === lotId);
  return lot ? [{ ...lot, points }] : [];
}

function lapse(state: PointsAccount, part: Lot, on: string): void {
  const award = state.awards.get(part.causeId);
  if (!award || part.expiresOn > on) return;
  state.awards.set(part.causeId, { ...award, lapsed: award.lapsed + part.points });
}

function resolve(state: PointsAccount, redemptionId: string, as: 'spent' | 'returned') {
  state.holds.delete(redemptionId);
  state.resolved.set(redemptionId, as);
  return state;
}
