import { JoinHousehold, ReleaseMembership } from '../contexts/green-accounts/index.js';
import {
  AwardPoints,
  AwardRecordPoints,
  ClosePointsAccount,
  HandOutStock,
  ReturnPoints,
  ReturnStock,
  SpendPoints,
  VoidAward,
} from '../contexts/points/index.js';
import type { Recorded } from '../kernel/message.js';
import { metaOf } from '../projections/process-runner.js';
import { metaOf as eventMeta } from '../../test/support/store-events.js';
import type { Process } from './process.js';
import { whenARedemptionEndsSettlePointsAndStock } from './when-a-redemption-ends-settle-points-and-stock.process.js';
import { whenEffectiveHoursChangeMovePoints } from './when-effective-hours-change-move-points.process.js';
import { whenGreenDropsChangeMovePoints } from './when-green-drops-change-move-points.process.js';
import { whenHouseholdMembershipChangesFollowIt } from './when-household-membership-changes-follow-it.process.js';

function react(process: Process, type: string, data: object) {
  const event: Recorded = {
    ...{ id: 'e-1', stream: 's-1', revision: 4, position: '9', type, data },
    meta: { ...eventMeta(), policies: { 'green-account': 'v1' } },
  };
  expect(process.on).toContain(type);
  return process.react(event, (step) => metaOf(process.name, event, step));
}

describe(whenGreenDropsChangeMovePoints.name, () => {
  const process = whenGreenDropsChangeMovePoints;
  const drop = {
    ...{ dropId: 'd', householdId: 'h', stationId: 's', points: 10, on: '2026-03-07' },
    pointsExpireOn: '2028-03-07',
  };

  it('awards what a drop earned, valid as long as it says, under its policy', () => {
    const [command, ...rest] = react(process, 'green-accounts.DropInspected', drop);
    expect(rest).toEqual([]);
    expect(command).toBeInstanceOf(AwardPoints);
    expect(command?.data).toEqual({
      ...{ accountId: 'green.h', causeId: 'd', version: 1, issuer: 's', points: 10 },
      ...{ on: '2026-03-07', expiresOn: '2028-03-07', basis: null },
      policies: { 'green-account': 'v1' },
    });
  });

  it('awards nothing for a drop that earned nothing, and everything a correction says', () => {
    expect(react(process, 'green-accounts.DropInspected', { ...drop, points: 0 })).toEqual([]);
    const [command] = react(process, 'green-accounts.DropCorrected', {
      ...{ ...drop, points: 0, version: 2 },
    });
    expect(command?.data).toMatchObject({ causeId: 'd', version: 2, points: 0 });
  });

  it('takes back what was annulled, and closes with the household', () => {
    const [back] = react(process, 'green-accounts.DropAnnulled', drop);
    expect(back).toBeInstanceOf(VoidAward);
    expect(back?.data).toEqual({ accountId: 'green.h', causeId: 'd' });
    const [close] = react(process, 'green-accounts.HouseholdClosed', drop);
    expect(close).toBeInstanceOf(ClosePointsAccount);
    expect(close?.data).toEqual({ accountId: 'green.h', on: '2026-03-07' });
  });
});

describe(whenEffectiveHoursChangeMovePoints.name, () => {
  const process = whenEffectiveHoursChangeMovePoints;
  const record = {
    ...{ recordId: 'r', version: 1, volunteerId: 'v', organisationId: 'o', stationId: null },
    ...{ date: '2026-03-07', centiHours: 333 },
  };

  it('asks for the points of what took effect', () => {
    const [command] = react(process, 'service-records.RecordTookEffect', {
      ...{ ...record, on: '2026-03-13' },
    });
    expect(command).toBeInstanceOf(AwardRecordPoints);
    expect(command?.data).toEqual({
      ...{ volunteerId: 'v', recordId: 'r', version: 1, issuer: 'o', centiHours: 333 },
      ...{ date: '2026-03-07', on: '2026-03-13' },
    });
  });

  it.each([
    ['service-records.RecordCorrected', AwardRecordPoints],
    ['service-records.RecordVoided', VoidAward],
  ])('follows %s, but not before the record took effect', (type, wanted) => {
    const [command] = react(process, type, { ...record, wasEffective: true });
    expect(command).toBeInstanceOf(wanted);
    expect(react(process, type, { ...record, wasEffective: false })).toEqual([]);
  });
});

describe(whenARedemptionEndsSettlePointsAndStock.name, () => {
  const ended = {
    ...{ redemptionId: 'x', accountId: 'green.h', itemId: 'i', at: '2026-03-07T17:00:00.000Z' },
  };

  it.each([
    ['points.GoodsPickedUp', [SpendPoints, HandOutStock]],
    ['points.RedemptionEnded', [ReturnPoints, ReturnStock]],
  ])('on %s tells account and shelf', (type, wanted) => {
    const commands = react(whenARedemptionEndsSettlePointsAndStock, type, ended);
    expect(commands.map((command) => command.constructor)).toEqual(wanted);
    expect(commands.map(({ data }) => data)).toEqual([
      expect.objectContaining({ accountId: 'green.h', redemptionId: 'x' }),
      { itemId: 'i', redemptionId: 'x' },
    ]);
  });

  it('counts the day of Shanghai', () => {
    const [command] = react(
      whenARedemptionEndsSettlePointsAndStock,
      'points.RedemptionEnded',
      ended,
    );
    expect(command?.data).toMatchObject({ on: '2026-03-08' });
  });
});

describe(whenHouseholdMembershipChangesFollowIt.name, () => {
  const process = whenHouseholdMembershipChangesFollowIt;
  const claim = { personId: 'p', householdId: 'h', claimId: 'c' };

  it('a claim joins, who left is released, and a closed household releases everybody', () => {
    const [joined] = react(process, 'green-accounts.MembershipClaimed', claim);
    expect(joined).toBeInstanceOf(JoinHousehold);
    expect(joined?.data).toEqual(claim);
    const [left] = react(process, 'green-accounts.HouseholdMemberLeft', claim);
    expect(left).toBeInstanceOf(ReleaseMembership);
    const members = ['p', 'q'].map((personId) => ({ personId, claimId: `c-${personId}` }));
    const all = react(process, 'green-accounts.HouseholdClosed', { householdId: 'h', members });
    expect(all.map(({ data }) => data)).toEqual(
      members.map((member) => ({ householdId: 'h', ...member })),
    );
    expect(new Set(all.map(({ meta }) => meta.commandId)).size).toBe(2);
  });
});
