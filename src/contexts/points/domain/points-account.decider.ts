import type { LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { award, voidAward } from './awards.decider.js';
import { firstOut, isLapsed, type Lot, pointsIn } from './lots.js';
import type {
  ClosePointsAccount,
  HoldPoints,
  PointsAccountCommand,
  ReturnPoints,
  SpendPoints,
} from './points-account.commands.js';
import {
  bookOf,
  type LotPart,
  type PointsAccountEvent,
  type PointsAccountId,
  type PointsExpired,
} from './points-account.events.js';
import {
  emptyPointsAccount,
  evolvePointsAccount,
  type PointsAccount,
  type PointsHold,
} from './points-account.state.js';
import { reject } from './points.rejections.js';
import { postings } from './postings.js';

/** The points of one household or volunteer: what lapses first goes first; never below zero. */
export const pointsAccount: Decider<PointsAccountCommand, PointsAccount, PointsAccountEvent> = {
  category: 'pointsAccount',
  streamId: ({ data }) => data.accountId,
  initialState: emptyPointsAccount,
  decide(command, state) {
    switch (command.type) {
      case 'AwardPoints':
        return award(command.data, state);
      case 'VoidAward':
        return voidAward(command.data, state);
      case 'HoldPoints':
        return hold(command.data, state);
      case 'SpendPoints':
        return spend(command.data, state);
      case 'ReturnPoints':
        return comeBack(command.data, state);
      case 'ExpirePoints':
        return expire(command.data.accountId, command.data.on, state);
      case 'ClosePointsAccount':
        return close(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolvePointsAccount,
  snapshot: { version: 1, byKey: ['awards', 'resolved'] },
};

/** What has lapsed by now goes first, swept or not. */
function hold(data: HoldPoints['data'], state: PointsAccount): PointsAccountEvent[] {
  const { accountId, redemptionId, itemId, count, points, at, on } = data;
  if (!Number.isSafeInteger(points) || points <= 0) reject('points/amount-not-positive');
  if (state.closed) reject('points/account-closed');
  if (state.holds.has(redemptionId) || state.resolved.has(redemptionId)) {
    reject('points/redemption-exists');
  }
  const good = state.lots.filter((lot) => !isLapsed(lot, on));
  const available = pointsIn(good);
  if (points > available) {
    reject('points/insufficient-points', { availablePoints: available, askedPoints: points });
  }
  return [
    ...expire(accountId, on, state),
    {
      type: 'points.PointsHeld',
      data: {
        ...{ accountId, redemptionId, itemId, count, points, at },
        lots: firstOut(good, points),
        postings: postings([`available:${accountId}`, `held:${accountId}`, points]),
      },
    },
  ];
}

function spend(
  { accountId, redemptionId }: SpendPoints['data'],
  state: PointsAccount,
): PointsAccountEvent[] {
  if (state.resolved.get(redemptionId) === 'spent') return [];
  const { points } = openHold(state, redemptionId);
  return [
    {
      type: 'points.PointsSpent',
      data: {
        ...{ accountId, redemptionId, points },
        postings: postings([`held:${accountId}`, `redeemed:${bookOf(accountId)}`, points]),
      },
    },
  ];
}

/** Parts that lapsed meanwhile lapse now; the rest repays a debt before it can be spent again. */
function comeBack(data: ReturnPoints['data'], state: PointsAccount): PointsAccountEvent[] {
  const { accountId, redemptionId, on } = data;
  if (state.resolved.get(redemptionId) === 'returned') return [];
  const { points, parts } = openHold(state, redemptionId);
  const book = bookOf(accountId);
  const good = parts.filter((part) => !isLapsed(part, on));
  const lapsed = points - pointsIn(good);
  const repaidDebt = Math.min(state.debt, points - lapsed);
  const forfeited = state.closed ? points - lapsed - repaidDebt : 0;
  const back = state.closed ? [] : leftAfter(good, repaidDebt);
  return [
    {
      type: 'points.PointsReturned',
      data: {
        ...{ accountId, redemptionId, points, lots: back, lapsed, repaidDebt, forfeited, on },
        postings: postings(
          [`held:${accountId}`, `available:${accountId}`, pointsIn(back)],
          [`held:${accountId}`, `debt:${accountId}`, repaidDebt],
          [`held:${accountId}`, `expired:${book}`, lapsed],
          [`held:${accountId}`, `forfeited:${book}`, forfeited],
        ),
      },
    },
  ];
}

/** What remains of the parts when the first points of them are gone. */
function leftAfter(parts: readonly Lot[], gone: number): LotPart[] {
  const taken = new Map(firstOut(parts, gone).map(({ lotId, points }) => [lotId, points]));
  return parts
    .map(({ lotId, points }) => ({ lotId, points: points - (taken.get(lotId) ?? 0) }))
    .filter(({ points }) => points > 0);
}

function expire(accountId: PointsAccountId, on: LocalDate, state: PointsAccount): PointsExpired[] {
  const lots = state.lots
    .filter((lot) => isLapsed(lot, on))
    .map(({ lotId, points }) => ({ lotId, points }));
  if (lots.length === 0) return [];
  const points = pointsIn(lots);
  const rows = postings([`available:${accountId}`, `expired:${bookOf(accountId)}`, points]);
  return [{ type: 'points.PointsExpired', data: { accountId, lots, points, on, postings: rows } }];
}

/** What is reserved may still be picked up; everything else is forfeited. */
function close(
  { accountId, on }: ClosePointsAccount['data'],
  state: PointsAccount,
): PointsAccountEvent[] {
  if (state.closed) return [];
  const forfeited = pointsIn(state.lots);
  const rows = postings([`available:${accountId}`, `forfeited:${bookOf(accountId)}`, forfeited]);
  return [
    { type: 'points.PointsAccountClosed', data: { accountId, forfeited, on, postings: rows } },
  ];
}

function openHold(state: PointsAccount, redemptionId: string): PointsHold {
  const open = state.holds.get(redemptionId);
  return (
    open ??
    reject(
      state.resolved.has(redemptionId) ? 'points/redemption-over' : 'points/redemption-unknown',
    )
  );
}
