import { given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import type { HoldReleased } from './account.events.js';
import {
  after,
  DIVISION,
  EXPIRY,
  freeze,
  granted,
  hold,
  issue,
  LATER,
  NOW,
  part,
  policy,
  posting,
  receive,
  receiveGrant,
  release,
  reverse,
  settle,
  VERSION,
} from './account.fixture.js';

const own = { volunteerId: 'v-1' };
const lack = (availableCentiHours: number, askedCentiHours: number) => ({
  ...{ availableCentiHours, askedCentiHours, policyVersion: VERSION },
});

describe('holding', () => {
  it('counts at once', () => {
    given(account, after(issue(400)))
      .when(hold(150))
      .then([
        {
          type: 'time-bank.CreditHeld',
          data: {
            ...{ ...own, holdId: 'h-1', centiHours: 150, stationId: null, heldAt: NOW },
            ...{ expiresAt: EXPIRY, into: [], outOf: [part(150)] },
            postings: [posting('available:v-1', 'held:v-1', 150)],
          },
          policies: { credit: VERSION },
        },
      ]);
    given(account, after(issue(400), hold(300)))
      .when(hold(150, { holdId: 'h-2' }))
      .thenRefuses('time-bank/insufficient-credit', lack(100, 150));
  });

  it('goes in steps, of more than nothing', () => {
    given(account, after(issue(400)))
      .when(hold(120))
      .thenRefuses('time-bank/amount-not-in-steps', { stepCentiHours: 50, policyVersion: VERSION });
    for (const amount of [0, -50, 0.5, 2 ** 60]) {
      given(account, after(issue(400)))
        .when(hold(amount))
        .thenRefuses('time-bank/amount-not-positive');
    }
  });

  it('is for those of the age the terms say, and says which terms', () => {
    const from60 = { ...policy, version: 'beijing/2022', spendAgeFrom: 60 };
    const facts = { spendAgeFrom: 60, policyVersion: 'beijing/2022' };
    for (const age of [59, null]) {
      given(account, after(issue(400)))
        .when(hold(100, { age, policy: from60 }))
        .thenRefuses('time-bank/below-spend-age', facts);
    }
    expect(
      given(account, after(issue(400))).when(hold(100, { age: 60, policy: from60 })).events,
    ).toHaveLength(1);
  });

  it('has an id of its own, also after it was resolved', () => {
    for (const before of [[], [settle(100)], [release()]]) {
      given(account, after(issue(400), hold(100), ...before))
        .when(hold(50))
        .thenRefuses('time-bank/hold-exists');
    }
  });

  it('finds room in holds whose time is over, at their time exactly', () => {
    const before = after(issue(400), hold(400, { holdId: 'h-0', expiresAt: LATER }));
    const types = given(account, before)
      .when(hold(400, { at: LATER }))
      .events.map(({ type }) => type);
    expect(types).toEqual(['time-bank.HoldReleased', 'time-bank.CreditHeld']);
    given(account, before)
      .when(hold(50, { at: '2026-03-08T00:59:59.999Z' }))
      .thenRefuses('time-bank/insufficient-credit', lack(0, 50));
  });

  it('lets several expired holds repay one debt, and counts what is left', () => {
    const before = after(
      issue(400),
      hold(200, { holdId: 'h-a', expiresAt: LATER }),
      hold(200, { holdId: 'h-b', expiresAt: LATER }),
      reverse(),
      issue(500, { recordId: 'r-2' }),
    );
    const { events } = given(account, before).when(hold(500, { at: LATER }));
    const released = events.filter((e): e is HoldReleased => e.type === 'time-bank.HoldReleased');
    expect(released.map(({ data }) => [data.holdId, data.why, data.repaidDebt])).toEqual([
      ['h-a', 'expired', 0],
      ['h-b', 'expired', 0],
    ]);
    expect(events).toHaveLength(3);
  });

  it('spends what ends first: grants, then gifts, then what one earned', () => {
    const before = after(
      issue(400),
      receive([part(100, { kind: 'gifted' })]),
      receiveGrant(100),
      hold(250),
    );
    expect(before.at(-1)?.data.outOf.map(({ kind, centiHours }) => [kind, centiHours])).toEqual([
      ['granted', 100],
      ['gifted', 100],
      ['earned', 50],
    ]);
  });

  it('does not find a grant whose quarter is over, and sends it back', () => {
    const before = after(receiveGrant(200, LATER));
    given(account, before)
      .when(hold(100, { at: LATER }))
      .thenRefuses('time-bank/insufficient-credit', lack(0, 100));
    const { events } = given(account, [...before, ...after(issue(100))]).when(
      hold(100, { at: LATER }),
    );
    expect(events[0]).toEqual({
      type: 'time-bank.GrantLapsed',
      data: {
        ...{ ...own, transferId: 'v-1.lapse-1', grantId: 'grant-1', divisionCode: DIVISION },
        ...{ centiHours: 200, why: 'expired', at: LATER, into: [], outOf: [granted(200, LATER)] },
        postings: [posting('granted:v-1', 'transit:v-1.lapse-1', 200)],
      },
    });
  });
});

describe('holding at a station', () => {
  const foreign = after(issue(300, { issuer: 's-2' }), issue(200, { recordId: 'r-2' }));
  const byAgreement = { ...policy, acceptance: 'agreement' };
  const here = { stationId: 's-1', policy: byAgreement };

  it('takes its own credit first', () => {
    const [event] = given(account, foreign).when(hold(300, { stationId: 's-1' })).events;
    expect(event?.data.outOf.map(({ issuer, centiHours }) => [issuer, centiHours])).toEqual([
      ['s-1', 200],
      ['s-2', 100],
    ]);
  });

  it('honours others only as far as an agreement has room', () => {
    given(account, foreign)
      .when(hold(300, here))
      .thenRefuses('time-bank/not-accepted-here', {
        ...{ askedCentiHours: 300, acceptedCentiHours: 200, policyVersion: VERSION },
      });
    const room = (roomCentiHours: number) => ({ accepted: [{ issuer: 's-2', roomCentiHours }] });
    given(account, foreign)
      .when(hold(300, { ...here, ...room(50) }))
      .thenRefuses('time-bank/not-accepted-here');
    expect(given(account, foreign).when(hold(300, { ...here, ...room(100) })).events).toHaveLength(
      1,
    );
  });

  it('counts the room of an agreement once, whether it was earned or given', () => {
    const both = after(
      issue(100, { issuer: 's-2' }),
      receive([part(100, { kind: 'gifted', issuer: 's-2' })]),
    );
    given(account, both)
      .when(hold(200, { ...here, accepted: [{ issuer: 's-2', roomCentiHours: 150 }] }))
      .thenRefuses('time-bank/not-accepted-here', {
        ...{ askedCentiHours: 200, acceptedCentiHours: 150, policyVersion: VERSION },
      });
  });

  it('honours grants everywhere', () => {
    expect(given(account, after(receiveGrant(100))).when(hold(100, here)).events).toHaveLength(1);
  });
});

describe('settling', () => {
  const before = after(issue(400), hold(200));

  it('retires what the service took and frees the rest', () => {
    given(account, before)
      .when(settle(150))
      .then([
        {
          type: 'time-bank.HoldSettled',
          data: {
            ...{ ...own, holdId: 'h-1', centiHours: 150, released: 50, repaidDebt: 0 },
            ...{ spent: [part(150)], stationId: null, providerId: null, recordId: null },
            ...{ at: LATER, into: [part(50)], outOf: [] },
            postings: [
              posting('held:v-1', 'retired', 150),
              posting('held:v-1', 'available:v-1', 50),
            ],
          },
        },
      ]);
  });

  it('with a provider puts it on its way to them', () => {
    const [event] = given(account, before).when(settle(200, { providerId: 'v-2' })).events;
    expect(event?.data.postings).toEqual([posting('held:v-1', 'transit:h-1', 200)]);
  });

  it('pays nobody for serving themselves', () => {
    given(account, before)
      .when(settle(200, { providerId: 'v-1' }))
      .thenRefuses('time-bank/same-account');
  });

  it('never takes more than was held, nor nothing', () => {
    given(account, before)
      .when(settle(201))
      .thenRefuses('time-bank/exceeds-hold', { askedCentiHours: 201, heldCentiHours: 200 });
    for (const amount of [0, -1, 0.01]) {
      given(account, before).when(settle(amount)).thenRefuses('time-bank/amount-not-positive');
    }
  });

  it('gives a grant back to the grant, not to the debt', () => {
    const owing = after(issue(100), receiveGrant(100), hold(200), reverse());
    const [event] = given(account, owing).when(release()).events;
    expect(event?.data).toMatchObject({ repaidDebt: 100, into: [granted(100)] });
  });

  it('comes too late at the very moment of expiry', () => {
    const at = (text: string) => settle(200, { at: text });
    expect(given(account, before).when(at('2026-04-06T15:59:59.999Z')).events).toHaveLength(1);
    for (const late of [EXPIRY, '2026-04-06T16:00:00Z', '2026-04-06T16:00:00.001Z']) {
      given(account, before)
        .when(at(late))
        .thenRefuses('time-bank/hold-expired', { expiresAt: EXPIRY });
    }
  });

  it('resolves a hold once, whatever is asked next', () => {
    for (const again of [settle(200), release()]) {
      given(account, after(issue(400), hold(200), settle(200)))
        .when(again)
        .thenRefuses('time-bank/hold-already-settled');
      for (const at of [LATER, EXPIRY]) {
        given(account, after(issue(400), hold(200), release({ at })))
          .when(again)
          .thenRefuses('time-bank/hold-already-released');
      }
      given(account).when(again).thenRefuses('time-bank/hold-unknown');
    }
  });

  it('is possible while the account is frozen: the hold counted before', () => {
    const frozen = [...before, ...after(freeze())];
    expect(given(account, frozen).when(settle(200)).events).toHaveLength(1);
    expect(given(account, frozen).when(release()).events).toHaveLength(1);
    given(account, frozen)
      .when(hold(50, { holdId: 'h-2' }))
      .thenRefuses('time-bank/account-frozen');
  });
});

describe('releasing', () => {
  it('says whether the hold was cancelled or had expired', () => {
    const before = after(issue(400), hold(200));
    const why = (at: string) => given(account, before).when(release({ at })).events[0]?.data;
    expect(why(LATER)).toMatchObject({ why: 'cancelled', into: [part(200)] });
    expect(why(EXPIRY)).toMatchObject({ why: 'expired' });
  });
});
