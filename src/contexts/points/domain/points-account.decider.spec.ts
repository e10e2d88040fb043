import { aMeta, given } from '../../../../test/support/given.js';
import {
  AwardPoints,
  ClosePointsAccount,
  ExpirePoints,
  HoldPoints,
  ReturnPoints,
  SpendPoints,
  VoidAward,
} from './points-account.commands.js';
import { pointsAccount } from './points-account.decider.js';
import type { PointsAccountEvent, PointsAccountId } from './points-account.events.js';

const accountId: PointsAccountId = 'green.h';
const at = '2026-03-07T01:00:00.000Z';
const award = (points: number, over: Partial<AwardPoints['data']> = {}) =>
  new AwardPoints(
    {
      ...{ accountId, causeId: 'd-1', version: 1, issuer: 's-1', points, on: '2026-03-07' },
      ...{ expiresOn: '2028-03-07', basis: null, policies: { 'green-account': 'v1' } },
      ...over,
    },
    aMeta(),
  );
const voidAward = (causeId = 'd-1') => new VoidAward({ accountId, causeId }, aMeta());
const hold = (points: number, over: Partial<HoldPoints['data']> = {}) =>
  new HoldPoints(
    {
      ...{ accountId, redemptionId: 'r-1', itemId: 'i-1', count: 1, points },
      ...{ at, on: '2026-03-07', ...over },
    },
    aMeta(),
  );
const spend = new SpendPoints({ accountId, redemptionId: 'r-1' }, aMeta());
const comeBack = (on = '2026-03-08') =>
  new ReturnPoints({ accountId, redemptionId: 'r-1', on }, aMeta());
const expire = (on: string) => new ExpirePoints({ accountId, on }, aMeta());
const close = new ClosePointsAccount({ accountId, on: '2026-03-09' }, aMeta());

/** What a list of commands comes to, one after the other. */
function after(
  ...commands: readonly Parameters<(typeof pointsAccount)['decide']>[0][]
): PointsAccountEvent[] {
  const events: PointsAccountEvent[] = [];
  for (const command of commands) {
    events.push(...given(pointsAccount, [...events]).when(command).events);
  }
  return events;
}
const [oldest, older] = [
  award(10, { causeId: 'd-0', expiresOn: '2026-04-01' }),
  award(20, { causeId: 'd-1', expiresOn: '2026-05-01' }),
];

describe('points that come in', () => {
  it('are a lot of the account, issued by the station', () => {
    given(pointsAccount)
      .when(award(10))
      .then([
        {
          type: 'points.PointsAwarded',
          data: {
            ...{ accountId, causeId: 'd-1', version: 1, issuer: 's-1', on: '2026-03-07' },
            ...{ points: 10, repaidDebt: 0, basis: null },
            lot: { lotId: 'd-1', points: 10, expiresOn: '2028-03-07' },
            postings: [{ debit: 'issuance:green.s-1', credit: 'available:green.h', points: 10 }],
          },
          policies: { 'green-account': 'v1' },
        },
      ]);
  });

  it('come once per cause, and a later version brings the difference', () => {
    given(pointsAccount, after(award(10)))
      .when(award(10))
      .thenNothing();
    given(pointsAccount, after(award(10)))
      .when(award(11))
      .thenRefuses('points/already-awarded-differently');
    const [corrected] = given(pointsAccount, after(award(10))).when(
      award(15, { version: 2 }),
    ).events;
    expect(corrected).toMatchObject({
      type: 'points.AwardCorrected',
      data: { before: 10, points: 15, taken: [], becameDebt: 0 },
    });
    expect(corrected?.data.postings).toEqual([
      { debit: 'issuance:green.s-1', credit: 'available:green.h', points: 5 },
    ]);
    given(pointsAccount, after(award(10), award(15, { version: 2 })))
      .when(award(10))
      .thenNothing();
  });

  it('may be none: the cause is written down all the same', () => {
    const [event] = given(pointsAccount).when(award(0)).events;
    expect(event?.data).toMatchObject({ points: 0, lot: null, postings: [] });
  });

  it.each([-1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('are refused as %d', (points) => {
    given(pointsAccount).when(award(points)).thenRefuses('points/amount-not-positive');
  });

  it('a void before them leaves a tombstone', () => {
    const [tombstone] = given(pointsAccount).when(voidAward()).events;
    expect(tombstone?.data).toMatchObject({ before: 0, taken: [], becameDebt: 0, postings: [] });
    given(pointsAccount, after(voidAward())).when(award(10)).thenNothing();
  });
});

describe('reserving', () => {
  it('takes from the lot that lapses first, whichever came in first', () => {
    const [event] = given(pointsAccount, after(older, oldest)).when(hold(15)).events;
    expect(event?.data).toMatchObject({
      lots: [
        { lotId: 'd-0', points: 10 },
        { lotId: 'd-1', points: 5 },
      ],
      postings: [{ debit: 'available:green.h', credit: 'held:green.h', points: 15 }],
    });
  });

  it('finds lapsed points gone, swept or not', () => {
    const late = hold(25, { on: '2026-04-01' });
    given(pointsAccount, after(oldest, older))
      .when(late)
      .thenRefuses('points/insufficient-points', { availablePoints: 20, askedPoints: 25 });
    const events = given(pointsAccount, after(oldest, older)).when(
      hold(20, { on: '2026-04-01' }),
    ).events;
    expect(events.map(({ type }) => type)).toEqual(['points.PointsExpired', 'points.PointsHeld']);
  });

  it.each([0, -5, 0.5])('refuses %d points', (points) => {
    given(pointsAccount, after(award(10)))
      .when(hold(points))
      .thenRefuses('points/amount-not-positive');
  });

  it('refuses more than there is, a second time, and a closed account', () => {
    given(pointsAccount, after(award(10)))
      .when(hold(11))
      .thenRefuses('points/insufficient-points', { availablePoints: 10, askedPoints: 11 });
    given(pointsAccount, after(award(10), hold(4)))
      .when(hold(4))
      .thenRefuses('points/redemption-exists');
    given(pointsAccount, after(award(10), close))
      .when(hold(4))
      .thenRefuses('points/account-closed');
  });
});

describe('a reservation', () => {
  it('is spent once, and quietly again', () => {
    const [event] = given(pointsAccount, after(award(10), hold(4))).when(spend).events;
    expect(event?.data.postings).toEqual([
      { debit: 'held:green.h', credit: 'redeemed:green', points: 4 },
    ]);
    given(pointsAccount, after(award(10), hold(4), spend))
      .when(spend)
      .thenNothing();
    given(pointsAccount, after(award(10), hold(4), spend))
      .when(comeBack())
      .thenRefuses('points/redemption-over');
  });

  it('comes back once, to its lot, and quietly again', () => {
    const before = after(oldest, older, hold(15));
    const [event] = given(pointsAccount, before).when(comeBack()).events;
    expect(event?.data).toMatchObject({
      lots: [
        { lotId: 'd-0', points: 10 },
        { lotId: 'd-1', points: 5 },
      ],
    });
    given(pointsAccount, [...before, ...(event ? [event] : [])])
      .when(comeBack())
      .thenNothing();
    given(pointsAccount, after(oldest, older, hold(15), comeBack()))
      .when(spend)
      .thenRefuses('points/redemption-over');
  });

  it('that lapsed meanwhile lapses when it comes back', () => {
    const [event] = given(pointsAccount, after(oldest, older, hold(15))).when(
      comeBack('2026-04-01'),
    ).events;
    expect(event?.data).toMatchObject({ lots: [{ lotId: 'd-1', points: 5 }], lapsed: 10 });
    expect(event?.data.postings).toEqual([
      { debit: 'held:green.h', credit: 'available:green.h', points: 5 },
      { debit: 'held:green.h', credit: 'expired:green', points: 10 },
    ]);
  });

  it('that nobody made can be neither spent nor returned', () => {
    given(pointsAccount).when(spend).thenRefuses('points/redemption-unknown');
    given(pointsAccount).when(comeBack()).thenRefuses('points/redemption-unknown');
  });
});

describe('what is taken back', () => {
  it('comes from its own lot first, then from what lapses first', () => {
    const [event] = given(pointsAccount, after(oldest, older, hold(25))).when(
      voidAward('d-1'),
    ).events;
    expect(event?.data).toMatchObject({ taken: [{ lotId: 'd-1', points: 5 }], becameDebt: 15 });
    const [other] = given(pointsAccount, after(oldest, older, hold(8))).when(
      voidAward('d-0'),
    ).events;
    expect(other?.data).toMatchObject({
      taken: [
        { lotId: 'd-0', points: 2 },
        { lotId: 'd-1', points: 8 },
      ],
      becameDebt: 0,
    });
  });

  it('and is spent stands as a debt, which the next points repay', () => {
    const before = after(award(10), hold(10), spend, voidAward());
    expect(before.at(-1)?.data).toMatchObject({ taken: [], becameDebt: 10 });
    const [event] = given(pointsAccount, before).when(award(30, { causeId: 'd-2' })).events;
    expect(event?.data).toMatchObject({ repaidDebt: 10, lot: { lotId: 'd-2', points: 20 } });
  });

  it('a reservation that comes back repays the debt too', () => {
    const before = after(award(10), hold(10), voidAward());
    const [event] = given(pointsAccount, before).when(comeBack()).events;
    expect(event?.data).toMatchObject({ repaidDebt: 10, lots: [] });
  });

  it('and has lapsed need not come back', () => {
    const before = after(oldest, expire('2026-04-01'));
    const [event] = given(pointsAccount, before).when(voidAward('d-0')).events;
    expect(event?.data).toMatchObject({ lapsed: 10, taken: [], becameDebt: 0, postings: [] });
  });

  it('is taken back once', () => {
    given(pointsAccount, after(award(10), voidAward()))
      .when(voidAward())
      .thenNothing();
    given(pointsAccount, after(award(10), voidAward()))
      .when(award(20, { version: 2 }))
      .thenNothing();
  });
});

describe('time', () => {
  it('lets points lapse on their day, and not a day before', () => {
    given(pointsAccount, after(oldest)).when(expire('2026-03-31')).thenNothing();
    const [event] = given(pointsAccount, after(oldest)).when(expire('2026-04-01')).events;
    expect(event?.data.postings).toEqual([
      { debit: 'available:green.h', credit: 'expired:green', points: 10 },
    ]);
    given(pointsAccount, after(oldest, expire('2026-04-01')))
      .when(expire('2026-04-02'))
      .thenNothing();
  });
});

describe('closing', () => {
  it('forfeits what nobody reserved; what is reserved may be picked up', () => {
    const before = after(award(10), hold(4), close);
    expect(before.at(-1)?.data).toMatchObject({ forfeited: 6 });
    given(pointsAccount, before).when(close).thenNothing();
    const [spent] = given(pointsAccount, before).when(spend).events;
    expect(spent?.type).toBe('points.PointsSpent');
    const [back] = given(pointsAccount, before).when(comeBack()).events;
    expect(back?.data).toMatchObject({ lots: [], forfeited: 4 });
    given(pointsAccount, before)
      .when(award(5, { causeId: 'd-2' }))
      .thenRefuses('points/account-closed');
  });
});
