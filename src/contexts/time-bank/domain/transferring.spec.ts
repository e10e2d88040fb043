import { aMeta, given } from '../../../../test/support/given.js';
import type { AccountCommand } from './account.commands.js';
import { account } from './account.decider.js';
import {
  after,
  balancesOf,
  close,
  DIVISION,
  donate,
  freeze,
  give,
  hold,
  issue,
  keepOverflow,
  LATER,
  part,
  policy,
  posting,
  PROOF,
  receive,
  receiveGrant,
  reverse,
  settle,
  VERSION,
} from './account.fixture.js';
import { ChooseHonourOnly } from './standing.commands.js';
import { LapseGrants } from './transfer.commands.js';

const own = { volunteerId: 'v-1' };
const gift = part(100, { kind: 'gifted' });
const honourOnly = new ChooseHonourOnly(
  { ...own, honourOnly: true, at: '2026-03-07T01:00:00.000Z' },
  aMeta(),
);

describe('giving to a relative', () => {
  it('puts what one earned on its way', () => {
    given(account, after(issue(300)))
      .when(give(200))
      .then([
        {
          type: 'time-bank.CreditGifted',
          data: {
            ...{ ...own, giftId: 'g-1', to: 'v-2', relation: 'parent', evidenceHash: PROOF },
            ...{ centiHours: 200, at: '2026-03-07T01:00:00.000Z', into: [], outOf: [part(200)] },
            postings: [posting('available:v-1', 'transit:g-1', 200)],
          },
          policies: { credit: VERSION },
        },
      ]);
  });

  it('is one hop: gifts and grants are not given on', () => {
    given(account, after(receive([gift]), receiveGrant(100), issue(50)))
      .when(give(100))
      .thenRefuses('time-bank/not-giftable', {
        ...{ giftableCentiHours: 50, askedCentiHours: 100, policyVersion: VERSION },
      });
  });

  it('is for the relations of the terms, and names them', () => {
    given(account, after(issue(300)))
      .when(give(100, { relation: 'neighbour' }))
      .thenRefuses('time-bank/relation-not-accepted', {
        relation: 'neighbour',
        accepted: 'spouse, parent, grandparent, child',
        policyVersion: VERSION,
      });
    const wider = { ...policy, giftRelations: ['neighbour'] };
    const command = give(100, { relation: 'neighbour', policy: wider });
    expect(given(account, after(issue(300))).when(command).events).toHaveLength(1);
    for (const evidenceHash of ['', 'seen', PROOF.slice(1)]) {
      given(account, after(issue(300)))
        .when(give(100, { evidenceHash }))
        .thenRefuses('time-bank/evidence-missing');
    }
  });

  it('moves nothing to oneself, nothing twice, and nothing that is not a positive amount', () => {
    const rich = after(issue(300));
    given(account, rich)
      .when(give(100, { to: 'v-1' }))
      .thenRefuses('time-bank/same-account');
    given(account, after(issue(300), give(100)))
      .when(give(100))
      .thenRefuses('time-bank/transfer-exists');
    given(account, rich).when(give(-1)).thenRefuses('time-bank/amount-not-positive');
    given(account, [...rich, ...after(freeze())])
      .when(give(100))
      .thenRefuses('time-bank/account-frozen');
  });
});

describe('donating', () => {
  it('sends credit to the pool, gifts too, grants not', () => {
    const before = after(issue(100), receive([gift]), receiveGrant(500));
    const [event] = given(account, before).when(donate(200)).events;
    expect(balancesOf([event!])).toEqual({
      ...{ 'available:v-1': -100, 'gifted:v-1': -100, 'transit:d-1': 200 },
    });
    given(account, before)
      .when(donate(201))
      .thenRefuses('time-bank/insufficient-credit', {
        ...{ availableCentiHours: 200, askedCentiHours: 201 },
      });
  });

  it('or what went over a cap, no more than that', () => {
    const before = after(issue(1_000));
    const [event] = given(account, before).when(donate(200, { source: 'overflow' })).events;
    expect(event?.data).toMatchObject({ divisionCode: DIVISION, source: 'overflow', outOf: [] });
    expect(balancesOf([event!])).toEqual({ 'overflow:v-1': -200, 'transit:d-1': 200 });
    given(account, before)
      .when(donate(201, { source: 'overflow' }))
      .thenRefuses('time-bank/exceeds-overflow', {
        ...{ askedCentiHours: 201, overflowCentiHours: 200 },
      });
  });

  it('happens once per id, of a positive amount, from an open account', () => {
    given(account, after(issue(300), donate(100)))
      .when(donate(100))
      .thenRefuses('time-bank/transfer-exists');
    given(account, after(issue(300)))
      .when(donate(0))
      .thenRefuses('time-bank/amount-not-positive');
    given(account, after(issue(300), close()))
      .when(donate(100))
      .thenRefuses('time-bank/account-closed');
  });
});

describe('keeping overflow as honour', () => {
  it('is the other choice, and final', () => {
    const before = after(issue(1_000), keepOverflow(150));
    expect(balancesOf(before)).toMatchObject({ 'overflow:v-1': 50, 'honour:v-1': 150 });
    given(account, before)
      .when(keepOverflow(51))
      .thenRefuses('time-bank/exceeds-overflow', { askedCentiHours: 51, overflowCentiHours: 50 });
    given(account, before).when(keepOverflow(0)).thenRefuses('time-bank/amount-not-positive');
  });
});

describe('what arrives', () => {
  const arrived = (before = after(), command: AccountCommand = receive([gift])) => {
    const { events } = given(account, before).when(command);
    return { data: events[0]?.data, balances: balancesOf(events) };
  };

  it('is there once, however often it comes', () => {
    expect(arrived().balances).toEqual({ 'transit:t-1': -100, 'gifted:v-1': 100 });
    given(account, after(receive([gift])))
      .when(receive([gift]))
      .thenNothing();
  });

  it('repays a debt first, but a grant does not', () => {
    const owing = after(issue(80), hold(50), settle(50), reverse());
    expect(arrived(owing).balances).toEqual({
      ...{ 'transit:t-1': -100, 'gifted:v-1': 50, 'debt:v-1': 50 },
    });
    expect(arrived(owing, receiveGrant(100)).balances).toEqual({
      ...{ 'transit:grant-1': -100, 'granted:v-1': 100 },
    });
  });

  it('goes over the cap of the account like anything else', () => {
    const small = { ...policy, accountCapCentiHours: 350 };
    const { balances } = arrived(after(issue(300)), receive([gift], { policy: small }));
    expect(balances).toEqual({ 'transit:t-1': -100, 'gifted:v-1': 50, 'overflow:v-1': 50 });
  });

  it('is passed on to the pool by a closed account', () => {
    const { data, balances } = arrived(after(close()));
    expect(data).toMatchObject({ forwarded: 100, divisionCode: DIVISION, into: [] });
    expect(balances).toEqual({ 'transit:t-1': -100, 'transit:t-1.forwarded': 100 });
  });

  it('is retired when a provider serves for honour only', () => {
    const payment = receive([part(100)], { cause: 'settlement' });
    expect(arrived(after(honourOnly), payment).balances).toEqual({
      ...{ 'transit:t-1': -100, retired: 100 },
    });
    expect(arrived(after(honourOnly)).balances).toMatchObject({ 'gifted:v-1': 100 });
  });

  it('pays a record once: by its holder or by its issue, whichever comes first', () => {
    const payment = receive([part(100)], { cause: 'settlement', recordId: 'r-1' });
    expect(arrived(after(issue(100)), payment).balances).toEqual({
      ...{ 'transit:t-1': -100, retired: 100 },
    });
    given(account, after(payment)).when(issue(100)).thenNothing();
    expect(arrived(after(payment), reverse()).balances).toEqual({
      ...{ 'available:v-1': -100, retired: 100 },
    });
  });

  it('takes nothing back of a void record whose payment never reached the account', () => {
    const payment = receive([part(100)], { cause: 'settlement', recordId: 'r-1' });
    for (const before of [after(honourOnly, payment), after(close(), payment)]) {
      const { data, balances } = arrived(before, reverse());
      expect(data).toMatchObject({ recordId: 'r-1', centiHours: 0, becameDebt: 0 });
      expect(balances).toEqual({});
    }
  });
});

describe('a grant', () => {
  const lapse = (at: string) => new LapseGrants({ ...own, at }, aMeta());

  it('goes back to its pool when its quarter is over, once, and each piece by an id of its own', () => {
    const before = after(receiveGrant(200, LATER), lapse(LATER));
    expect(balancesOf(before)).toEqual({ 'transit:grant-1': -200, 'transit:v-1.lapse-1': 200 });
    given(account, before).when(lapse(LATER)).thenNothing();
    given(account, after(receiveGrant(200, LATER)))
      .when(lapse('2026-03-08T00:59:59.999Z'))
      .thenNothing();
  });
});
