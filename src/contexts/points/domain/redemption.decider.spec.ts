import { aMeta, given } from '../../../../test/support/given.js';
import type { PointsAccountId } from './points-account.events.js';
import {
  AbandonRedemption,
  EndRedemption,
  OpenRedemption,
  PickUpGoods,
} from './redemption.commands.js';
import { redemption } from './redemption.decider.js';
import type { RedemptionEvent } from './redemption.events.js';
import { REDEMPTION_POLICIES } from './redemption.policy.js';

const [policy] = REDEMPTION_POLICIES;
const [NOW, LATER, EXPIRY] = [
  '2026-03-07T01:00:00.000Z',
  '2026-03-08T01:00:00.000Z',
  '2026-03-14T16:00:00.000Z',
];
const accountId: PointsAccountId = 'green.h';
const whose = { redemptionId: 'r-1', accountId, itemId: 'i-1' };
const facts = { ...whose, stationId: 's-1', count: 2, points: 100, at: NOW, expiresAt: EXPIRY };
const open = new OpenRedemption({ ...facts, policy }, aMeta());
const pickUp = (codeIsRight = true, at = LATER) =>
  new PickUpGoods({ redemptionId: 'r-1', codeIsRight, at, policy }, aMeta());
const end = (at = LATER) => new EndRedemption({ ...whose, at }, aMeta());
const abandon = new AbandonRedemption({ ...whose, at: LATER }, aMeta());

const opened: RedemptionEvent = {
  ...{ type: 'points.RedemptionOpened', data: facts },
  policies: { redemption: policy.version },
};
const missed = (misses: number): RedemptionEvent => ({
  ...{ type: 'points.PickUpMissed', data: { redemptionId: 'r-1', misses, at: LATER } },
});
const pickedUp: RedemptionEvent = { type: 'points.GoodsPickedUp', data: { ...whose, at: LATER } };
const ended = (why: 'cancelled' | 'expired' | 'abandoned', at = LATER): RedemptionEvent => ({
  type: 'points.RedemptionEnded',
  data: { ...whose, why, at },
});

describe('a redemption', () => {
  it('opens once, and not after it was given up', () => {
    given(redemption).when(open).then([opened]);
    given(redemption, [opened]).when(open).thenNothing();
    given(redemption, [ended('abandoned')])
      .when(open)
      .thenRefuses('points/redemption-over');
    given(redemption, [opened, pickedUp]).when(open).thenRefuses('points/redemption-over');
  });

  it('gives its goods for the right code, once', () => {
    given(redemption, [opened]).when(pickUp()).then([pickedUp]);
    given(redemption, [opened, pickedUp]).when(pickUp()).thenRefuses('points/already-picked-up');
    given(redemption).when(pickUp()).thenRefuses('points/redemption-unknown');
    given(redemption, [opened, ended('cancelled')])
      .when(pickUp())
      .thenRefuses('points/redemption-over');
  });

  it('counts wrong codes, and after the fifth not even the right one opens it', () => {
    given(redemption, [opened])
      .when(pickUp(false))
      .then([missed(1)]);
    given(redemption, [opened, missed(1)])
      .when(pickUp(false))
      .then([missed(2)]);
    given(redemption, [opened, missed(4)])
      .when(pickUp())
      .then([pickedUp]);
    given(redemption, [opened, missed(5)])
      .when(pickUp())
      .thenRefuses('points/pick-up-locked');
    given(redemption, [opened, missed(5)])
      .when(end())
      .then([ended('cancelled')]);
  });

  it('expires at its time exactly, swept or not', () => {
    given(redemption, [opened])
      .when(pickUp(true, '2026-03-14T15:59:59.999Z'))
      .then([{ ...pickedUp, data: { ...whose, at: '2026-03-14T15:59:59.999Z' } }] as never);
    given(redemption, [opened])
      .when(pickUp(true, EXPIRY))
      .thenRefuses('points/pick-up-expired', { expiresAt: EXPIRY });
    given(redemption, [opened])
      .when(end(EXPIRY))
      .then([ended('expired', EXPIRY)]);
  });

  it('ends in one way: cancelling is quiet again, and impossible after picking up', () => {
    given(redemption, [opened])
      .when(end())
      .then([ended('cancelled')]);
    given(redemption, [opened, ended('cancelled')])
      .when(end())
      .thenNothing();
    given(redemption, [opened, pickedUp]).when(end()).thenRefuses('points/already-picked-up');
    given(redemption).when(end()).thenRefuses('points/redemption-unknown');
  });

  it('is abandoned only before it was opened', () => {
    given(redemption)
      .when(abandon)
      .then([ended('abandoned')]);
    given(redemption, [opened]).when(abandon).thenNothing();
    given(redemption, [opened, pickedUp]).when(abandon).thenNothing();
  });
});
