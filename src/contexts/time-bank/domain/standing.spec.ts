import { aMeta, given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import {
  after,
  balancesOf,
  claim,
  close,
  closeEstate,
  DIVISION,
  freeze,
  give,
  hold,
  issue,
  NOW,
  receiveGrant,
  reportDeath,
  reverse,
  settle,
  unfreeze,
  VERSION,
} from './account.fixture.js';
import { ChooseHonourOnly } from './standing.commands.js';

const OVER = '2027-03-06T16:00:00.000Z';
const honour = (honourOnly: boolean) =>
  new ChooseHonourOnly({ volunteerId: 'v-1', honourOnly, at: NOW }, aMeta());

describe('a frozen account', () => {
  it('earns and spends nothing until it is unfrozen', () => {
    const before = after(issue(300), freeze());
    expect(given(account, before).when(issue(100, { recordId: 'r-2' })).events).toHaveLength(1);
    given(account, before).when(hold(100)).thenRefuses('time-bank/account-frozen');
    given(account, before).when(freeze()).thenNothing();
    expect(
      given(account, [...before, ...after(freeze(), unfreeze()).slice(1)]).when(hold(100)).events,
    ).toHaveLength(1);
    given(account).when(unfreeze()).thenRefuses('time-bank/not-frozen');
  });
});

describe('honour only', () => {
  it('is a choice that is noted when it changes', () => {
    given(account).when(honour(false)).thenNothing();
    expect(given(account).when(honour(true)).events).toHaveLength(1);
    given(account, after(honour(true)))
      .when(honour(true))
      .thenNothing();
    given(account, after(freeze())).when(honour(true)).thenRefuses('time-bank/account-frozen');
  });
});

describe('closing', () => {
  it('sends the rest to the pool, overflow to honour and grants back', () => {
    const before = after(issue(1_000), receiveGrant(200));
    const { events } = given(account, before).when(close());
    expect(events.map(({ type }) => type)).toEqual([
      'time-bank.GrantLapsed',
      'time-bank.AccountClosed',
    ]);
    expect(balancesOf(events)).toEqual({
      ...{ 'granted:v-1': -200, 'transit:v-1.lapse-1': 200 },
      ...{ 'available:v-1': -800, 'transit:c-1': 800, 'overflow:v-1': -200, 'honour:v-1': 200 },
    });
    expect(events[1]?.data).toMatchObject({
      ...{ reason: 'moved-away', rest: 'pool', centiHours: 800, divisionCode: DIVISION },
    });
  });

  it('or away with a statement', () => {
    const { events } = given(account, after(issue(300))).when(close('statement'));
    expect(balancesOf(events)).toEqual({ 'available:v-1': -300, carried: 300 });
  });

  it('leaves nothing open behind', () => {
    given(account, after(issue(300), hold(100)))
      .when(close())
      .thenRefuses('time-bank/holds-open', { openHolds: 1 });
    given(account, after(issue(300), hold(300), settle(300), reverse()))
      .when(close())
      .thenRefuses('time-bank/account-in-debt', { debtCentiHours: 300 });
    given(account, after(close())).when(close()).thenRefuses('time-bank/account-closed');
    given(account, after(freeze())).when(close()).thenRefuses('time-bank/account-frozen');
  });

  it('is the end of spending', () => {
    for (const command of [hold(50), give(50), freeze()]) {
      given(account, after(issue(300), close()))
        .when(command)
        .thenRefuses('time-bank/account-closed');
    }
  });
});

describe('a death', () => {
  const estate = after(issue(300), hold(100), reportDeath());

  it('brings all holds back and ends spending', () => {
    expect(estate.slice(2).map(({ type }) => type)).toEqual([
      'time-bank.HoldReleased',
      'time-bank.DeathReported',
    ]);
    given(account, estate)
      .when(hold(50, { holdId: 'h-2' }))
      .thenRefuses('time-bank/holder-died', { claimUntil: OVER });
    given(account, estate).when(reportDeath()).thenRefuses('time-bank/holder-died');
    expect(given(account, after(freeze())).when(reportDeath()).events).toHaveLength(1);
  });

  it('lets a near relative claim what is left, within the claim period', () => {
    const { events } = given(account, estate).when(claim());
    expect(balancesOf(events)).toEqual({ 'available:v-1': -300, 'transit:c-1': 300 });
    expect(events[0]?.data).toMatchObject({ rest: 'relative', to: 'v-2', relation: 'child' });
    expect(events[0]?.policies).toEqual({ credit: VERSION });
    given(account, estate)
      .when(claim({ at: OVER }))
      .thenRefuses('time-bank/claim-period-over', { claimUntil: OVER });
    given(account, estate)
      .when(claim({ relation: 'friend' }))
      .thenRefuses('time-bank/relation-not-accepted');
    given(account, estate)
      .when(claim({ to: 'v-1' }))
      .thenRefuses('time-bank/same-account');
    given(account, [...estate, ...events])
      .when(claim({ transferId: 'c-2' }))
      .thenRefuses('time-bank/account-closed');
    given(account).when(claim()).thenRefuses('time-bank/no-estate');
  });

  it('gives it to the pool when nobody did', () => {
    given(account, estate)
      .when(closeEstate('2027-03-06T15:59:59.999Z'))
      .thenRefuses('time-bank/claim-period-running', { claimUntil: OVER });
    const { events } = given(account, estate).when(closeEstate(OVER));
    expect(events[0]?.data).toMatchObject({ rest: 'pool', reason: 'died', centiHours: 300 });
    given(account).when(closeEstate(OVER)).thenRefuses('time-bank/no-estate');
  });

  it('writes off what the dead owed', () => {
    const owing = after(issue(300), hold(300), settle(300), reverse(), reportDeath());
    const { events } = given(account, owing).when(closeEstate(OVER));
    expect(balancesOf(events)).toEqual({ 'debt:v-1': 300, 'written-off': -300 });
  });
});
