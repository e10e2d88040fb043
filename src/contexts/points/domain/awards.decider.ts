import type { AwardPoints, VoidAward } from './points-account.commands.js';
import {
  type AwardCorrected,
  type AwardVoided,
  bookOf,
  type LotPart,
  type NewLot,
  type PointsAccountEvent,
  type PointsAccountId,
} from './points-account.events.js';
import type { Award, PointsAccount } from './points-account.state.js';
import { firstOutOf, pointsIn } from './lots.js';
import { reject } from './points.rejections.js';
import { postings } from './postings.js';

/** A cause earns once. A later version of it brings the difference, up or down. */
export function award(data: AwardPoints['data'], state: PointsAccount): PointsAccountEvent[] {
  if (!Number.isSafeInteger(data.points) || data.points < 0) reject('points/amount-not-positive');
  const before = state.awards.get(data.causeId);
  if (before && isOld(data, before)) return [];
  if (state.closed) reject('points/account-closed');
  return before ? [corrected(data, before, state)] : [awarded(data, state)];
}

/** A void is the last word; else the latest version is. */
function isOld({ version, points }: AwardPoints['data'], before: Award): boolean {
  if (before.voided || version < before.version) return true;
  if (version > before.version) return false;
  if (points !== before.points) reject('points/already-awarded-differently');
  return true;
}

function awarded(data: AwardPoints['data'], state: PointsAccount): PointsAccountEvent {
  const { accountId, causeId, version, issuer, points, on, basis, policies } = data;
  const arrival = arrivalOf(data, { points, lotId: causeId, debt: state.debt });
  return {
    type: 'points.PointsAwarded',
    data: {
      ...{ accountId, causeId, version, issuer, on, points },
      ...{ repaidDebt: arrival.repaidDebt, lot: arrival.lot, basis },
      postings: postings(
        [issuance(accountId, issuer), `available:${accountId}`, points],
        [`available:${accountId}`, `debt:${accountId}`, arrival.repaidDebt],
      ),
    },
    policies,
  };
}

function corrected(data: AwardPoints['data'], before: Award, state: PointsAccount): AwardCorrected {
  const { accountId, causeId, version, points, on, basis, policies } = data;
  const more = Math.max(0, points - before.points);
  const back = takeBack(state, { causeId, points: Math.max(0, before.points - points), before });
  const lotId = `${causeId}.${version}`;
  const arrival = arrivalOf(data, { points: more, lotId, debt: state.debt });
  const from = issuance(accountId, before.issuer);
  return {
    type: 'points.AwardCorrected',
    data: {
      ...{ accountId, causeId, version, issuer: before.issuer, on },
      ...{ before: before.points, points },
      ...{ repaidDebt: arrival.repaidDebt, lot: arrival.lot, ...back, basis },
      postings: postings(
        [from, `available:${accountId}`, more],
        [`available:${accountId}`, `debt:${accountId}`, arrival.repaidDebt],
        [`available:${accountId}`, from, pointsIn(back.taken)],
        [`debt:${accountId}`, from, back.becameDebt],
      ),
    },
    policies,
  };
}

/** Before it ever earned, a void is a tombstone: whoever comes late with the award finds it. */
export function voidAward(data: VoidAward['data'], state: PointsAccount): AwardVoided[] {
  const { accountId, causeId } = data;
  const before = state.awards.get(causeId);
  if (before?.voided) return [];
  const points = before?.points ?? 0;
  const back = takeBack(state, { causeId, points, before });
  const from = issuance(accountId, before?.issuer ?? '');
  return [
    {
      type: 'points.AwardVoided',
      data: {
        ...{ accountId, causeId, before: points, ...back },
        postings: postings(
          [`available:${accountId}`, from, pointsIn(back.taken)],
          [`debt:${accountId}`, from, back.becameDebt],
        ),
      },
    },
  ];
}

interface Back {
  readonly taken: readonly LotPart[];
  readonly becameDebt: number;
  readonly lapsed: number;
}

/** What lapsed is gone already; then the cause's own points, then the oldest; the rest is owed. */
function takeBack(
  state: PointsAccount,
  { causeId, points, before }: { causeId: string; points: number; before: Award | undefined },
): Back {
  const lapsed = Math.min(points, before?.lapsed ?? 0);
  const taken = firstOutOf(state.lots, causeId, points - lapsed);
  return { taken, becameDebt: points - lapsed - pointsIn(taken), lapsed };
}

interface Arrival {
  readonly repaidDebt: number;
  readonly lot: NewLot | null;
}

/** What comes in repays a debt before it can be spent. */
function arrivalOf(
  { expiresOn }: AwardPoints['data'],
  { points, lotId, debt }: { points: number; lotId: string; debt: number },
): Arrival {
  const repaidDebt = Math.min(debt, points);
  const left = points - repaidDebt;
  return { repaidDebt, lot: left > 0 ? { lotId, points: left, expiresOn } : null };
}

function issuance(accountId: PointsAccountId, issuer: string) {
  return `issuance:${bookOf(accountId)}.${issuer}` as const;
}
