import { given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import {
  after,
  balancesOf,
  correct,
  donate,
  earn,
  hold,
  issue,
  keepOverflow,
  own,
  part,
  policy,
  posting,
  receive,
  record,
  release,
  reverse,
  rich,
  settle,
  VERSION,
} from './account.fixture.js';

const repay = (centiHours: number) => posting('available:v-1', 'debt:v-1', centiHours);
const NOTHING = { into: [], outOf: [], postings: [] };

describe('taking back', () => {
  it('takes what is there', () => {
    given(account, after(issue(333)))
      .when(reverse())
      .then([
        {
          type: 'time-bank.IssueReversed',
          data: {
            ...{ ...own, recordId: 'r-1', centiHours: 333, becameDebt: 0, overflow: 0 },
            ...{ into: [], outOf: [part(333)] },
            postings: [posting('available:v-1', 'issuance:s-1', 333)],
          },
        },
      ]);
  });

  it('leaves a visible debt for what was spent', () => {
    const [event] = given(account, after(issue(400), hold(300), settle(300))).when(
      reverse(),
    ).events;
    expect(event?.data).toMatchObject({ centiHours: 400, becameDebt: 300, outOf: [part(100)] });
    expect(balancesOf([event!])).toEqual({
      ...{ 'available:v-1': -100, 'debt:v-1': -300, 'issuance:s-1': 400 },
    });
  });

  it('takes what the same issuer gave first, then other own credit, then gifts', () => {
    const before = after(
      receive([part(100, { kind: 'gifted', issuer: 's-7' })]),
      issue(100, { recordId: 'r-0', issuer: 's-0' }),
      issue(200),
      hold(50, { stationId: 's-1' }),
    );
    const [event] = given(account, before).when(reverse()).events;
    expect(event?.data.outOf.map(({ issuer, centiHours }) => [issuer, centiHours])).toEqual([
      ['s-1', 150],
      ['s-0', 50],
    ]);
  });

  it('happens once', () => {
    given(account, after(issue(333), reverse()))
      .when(reverse())
      .thenNothing();
  });

  it('before the issue leaves a mark: the issue that comes later brings nothing', () => {
    given(account)
      .when(reverse())
      .then([
        { type: 'time-bank.IssueForestalled', data: { ...own, recordId: 'r-1', ...NOTHING } },
      ]);
    for (const late of [issue(333), correct(400), reverse()]) {
      given(account, after(reverse())).when(late).thenNothing();
    }
  });

  it('gives the day back: the hour may be earned again by another record', () => {
    const [event] = given(account, after(issue(800), reverse())).when(
      issue(800, { recordId: 'r-2' }),
    ).events;
    expect(event?.data).toMatchObject({ centiHours: 800, overDailyCap: 0 });
  });

  it('takes what went over a cap from where it is: waiting, honour, or donated and so owed', () => {
    const over = after(rich(149_950), issue(350));
    const back = (before = over) => balancesOf(given(account, before).when(reverse()).events);
    expect(back()).toEqual({ 'overflow:v-1': -300, 'available:v-1': -50, 'issuance:s-1': 350 });
    expect(back(after(rich(149_950), issue(350), keepOverflow(100)))).toEqual({
      ...{ 'overflow:v-1': -200, 'honour:v-1': -100, 'available:v-1': -50, 'issuance:s-1': 350 },
    });
    const donated = after(
      ...[rich(149_950), issue(350), donate(300, { source: 'overflow' })],
      ...[donate(149_900, { donationId: 'd-2' })],
    );
    expect(back(donated)).toEqual({
      ...{ 'available:v-1': -100, 'debt:v-1': -250, 'issuance:s-1': 350 },
    });
  });
});

describe('a correction', () => {
  it('is one step from the old worth to the new one', () => {
    given(account, after(issue(400)))
      .when(correct(300, { earnedOn: '2026-03-06' }))
      .then([
        {
          type: 'time-bank.IssueCorrected',
          data: {
            ...{ ...own, ...record, version: 2, earnedOn: '2026-03-06', centiHours: 300 },
            ...{ overDailyCap: 0, overAccountCap: 0, becameDebt: 0, repaidDebt: 0 },
            previous: { version: 1, earnedOn: '2026-03-07', centiHours: 400, overflow: 0 },
            ...{ into: [], outOf: [part(100)] },
            postings: [posting('available:v-1', 'issuance:s-1', 100)],
          },
          policies: { credit: VERSION },
        },
      ]);
  });

  it('upwards brings the difference, even when the first worth was spent long ago', () => {
    const [event] = given(account, after(issue(400), hold(400), settle(400))).when(
      correct(500),
    ).events;
    expect(event?.data).toMatchObject({ becameDebt: 0, into: [part(100)] });
  });

  it('downwards owes what is no longer there', () => {
    const [event] = given(account, after(issue(400), hold(400), settle(400))).when(
      correct(300),
    ).events;
    expect(event?.data).toMatchObject({ becameDebt: 100, outOf: [] });
  });

  it('moves between the caps without inventing a debt', () => {
    const before = after(issue(900));
    const [event] = given(account, before).when(correct(850)).events;
    expect(event?.data).toMatchObject({ centiHours: 800, overDailyCap: 50, becameDebt: 0 });
    expect(balancesOf([event!])).toEqual({ 'overflow:v-1': -50, 'issuance:s-1': 50 });
    const [other] = given(account, before).when(correct(900, { earnedOn: '2026-03-08' })).events;
    expect(balancesOf([other!])).toEqual({});
  });

  it('that overtakes the issue earns what it says, and the late issue nothing', () => {
    const before = after(correct(300));
    expect(balancesOf(before)).toEqual({ 'available:v-1': 300, 'issuance:s-1': -300 });
    given(account, before).when(issue(400)).thenNothing();
  });

  it('is quiet on repeat, for an older version, and for a void record', () => {
    given(account, after(issue(400), correct(300)))
      .when(correct(300))
      .thenNothing();
    given(account, after(issue(400), correct(300, { version: 3 })))
      .when(correct(350))
      .thenNothing();
    given(account, after(issue(400), reverse()))
      .when(correct(300))
      .thenNothing();
  });

  it('of a record whose later version takes effect is a correction too', () => {
    const [event] = given(account, after(issue(400))).when(issue(300, { version: 2 })).events;
    expect(event?.type).toBe('time-bank.IssueCorrected');
  });
});

describe('a debt', () => {
  const owing = after(issue(400), hold(300), settle(300), reverse());
  const next = { recordId: 'r-2', earnedOn: '2026-03-08' };

  it('is repaid by the next earnings', () => {
    const [some] = given(account, owing).when(issue(100, next)).events;
    expect(some?.data).toMatchObject({ repaidDebt: 100, into: [] });
    expect(some?.data.postings).toEqual([earn(100), repay(100)]);
    const [more] = given(account, owing).when(issue(500, next)).events;
    expect(more?.data).toMatchObject({ repaidDebt: 300, into: [part(200)] });
  });

  it('is repaid by what comes back from a hold: nobody spends while owing', () => {
    const stillHeld = after(issue(400), hold(400), reverse());
    const [back] = given(account, stillHeld).when(release()).events;
    expect(back?.data).toMatchObject({ repaidDebt: 400, into: [] });
    const [rest] = given(account, stillHeld).when(settle(100)).events;
    expect(rest?.data).toMatchObject({ released: 300, repaidDebt: 300, into: [] });
    given(account, [...stillHeld, back!])
      .when(hold(50, { holdId: 'h-2' }))
      .thenRefuses('time-bank/insufficient-credit', {
        ...{ availableCentiHours: 0, askedCentiHours: 50, policyVersion: VERSION },
      });
  });

  it('does not fill the account: what repays it goes over no cap', () => {
    const small = { ...policy, accountCapCentiHours: 400 };
    const [event] = given(account, owing).when(issue(600, { ...next, policy: small })).events;
    expect(event?.data).toMatchObject({ centiHours: 600, overAccountCap: 0, repaidDebt: 300 });
  });
});
