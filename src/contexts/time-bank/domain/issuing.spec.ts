import { given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import {
  after,
  balancesOf,
  close,
  correct,
  earn,
  hold,
  issue,
  own,
  part,
  policy,
  receive,
  record,
  reverse,
  rich,
  VERSION,
} from './account.fixture.js';
import { CREDIT_POLICIES, creditPolicyOn } from './credit.policy.js';

describe('earning', () => {
  it('brings the hours of a record into the account, from its issuer', () => {
    given(account)
      .when(issue(333))
      .then([
        {
          type: 'time-bank.CreditIssued',
          data: {
            ...{ ...own, ...record, centiHours: 333, overDailyCap: 0, overAccountCap: 0 },
            ...{ repaidDebt: 0, into: [part(333)], outOf: [], postings: [earn(333)] },
          },
          policies: { credit: VERSION },
        },
      ]);
  });

  it('happens once per record and version, for ever', () => {
    given(account, after(issue(333)))
      .when(issue(333))
      .thenNothing();
    given(account, after(issue(333), reverse()))
      .when(issue(333))
      .thenNothing();
    given(account, after(issue(333)))
      .when(issue(334))
      .thenRefuses('time-bank/already-issued-differently');
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53])('refuses the amount %d', (amount) => {
    given(account).when(issue(amount)).thenRefuses('time-bank/amount-not-positive');
    given(account, after(issue(100)))
      .when(correct(amount))
      .thenRefuses('time-bank/amount-not-positive');
  });

  it.each([
    ['the day: 6 h and 3 h of one day are 8 h and 1 h over', after(issue(600)), 300, [200, 100, 0]],
    [
      'the account: 1499.50 h and 2.00 h are 0.50 h and 1.50 h over',
      after(rich(149_950)),
      200,
      [50, 0, 150],
    ],
    ['also what is held', after(rich(149_950), hold(149_950)), 200, [50, 0, 150]],
    ['a full account', after(rich(150_000)), 200, [0, 0, 200]],
    ['first the day, then the account', after(rich(149_700)), 1_000, [300, 200, 500]],
  ])('stops at the cap of %s', (_, before, asked, [centiHours, overDailyCap, overAccountCap]) => {
    const [event] = given(account, before).when(issue(asked, { recordId: 'r-2' })).events;
    expect(event?.data).toMatchObject({ centiHours, overDailyCap, overAccountCap });
    expect(balancesOf([event!])).toEqual({
      ...(centiHours ? { 'available:v-1': centiHours } : {}),
      'overflow:v-1': overDailyCap! + overAccountCap!,
      'issuance:s-1': -asked,
    });
  });

  it('counts gifts towards the cap of the account, and grants not', () => {
    const small = { policy: { ...policy, accountCapCentiHours: 500 } };
    const gift = part(400, { kind: 'gifted' });
    const [full] = given(account, after(receive([gift]))).when(issue(200, small)).events;
    expect(full?.data).toMatchObject({ centiHours: 100, overAccountCap: 100 });
    const grant = part(400, {
      kind: 'granted',
      grantId: 'x',
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
    const [free] = given(account, after(receive([grant], { cause: 'grant' }))).when(
      issue(200, small),
    ).events;
    expect(free?.data).toMatchObject({ centiHours: 200, overAccountCap: 0 });
  });

  it('into a closed account is honour', () => {
    const [event] = given(account, after(issue(100), close())).when(
      issue(200, { recordId: 'r-2' }),
    ).events;
    expect(event?.data).toMatchObject({ centiHours: 200, into: [] });
    expect(balancesOf([event!])).toEqual({ 'issuance:s-1': -200, 'honour:v-1': 200 });
  });
});

describe('the credit policy in force', () => {
  const [first] = CREDIT_POLICIES;
  const policies = [first!, { ...first!, version: 'b', effectiveFrom: '2026-07-01' }];

  it.each([
    ['2020-01-01', first!.version],
    ['2026-06-30', first!.version],
    ['2026-07-01', 'b'],
  ])('on %s is %s', (date, version) => {
    expect(creditPolicyOn(date, policies).version).toBe(version);
  });

  it('must be there', () => {
    expect(() => creditPolicyOn('2026-03-02', [])).toThrow(/no policy/);
  });
});
