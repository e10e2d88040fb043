import { aMeta, given } from '../../../../test/support/given.js';
import {
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './account.commands.js';
import { account } from './account.decider.js';
import type { AccountEvent, CreditIssued, Posting } from './account.events.js';
import { CREDIT_POLICIES, creditPolicyOn } from './credit.policy.js';

const policy = creditPolicyOn('2026-03-07');
const [NOW, LATER, EXPIRY] = [
  '2026-03-07T01:00:00.000Z',
  '2026-03-08T01:00:00.000Z',
  '2026-04-06T16:00:00.000Z',
];
const own = { volunteerId: 'v-1' };

const issue = (centiHours: number, over: Partial<IssueCredit['data']> = {}) =>
  new IssueCredit(
    { ...own, recordId: 'r-1', earnedOn: '2026-03-07', centiHours, issuer: 's-1', policy, ...over },
    aMeta(),
  );
const reverse = (recordId = 'r-1') => new ReverseIssue({ ...own, recordId }, aMeta());
const hold = (centiHours: number, over: Partial<HoldCredit['data']> = {}) =>
  new HoldCredit(
    { ...own, holdId: 'h-1', centiHours, at: NOW, expiresAt: EXPIRY, policy, ...over },
    aMeta(),
  );
const settle = (centiHours: number, at = LATER) =>
  new SettleHold({ ...own, holdId: 'h-1', centiHours, at }, aMeta());
const release = (at = LATER) => new ReleaseHold({ ...own, holdId: 'h-1', at }, aMeta());

const posting = (debit: Posting['debit'], credit: Posting['credit'], centiHours: number) => ({
  ...{ debit, credit, centiHours },
});
const earn = (centiHours: number) => posting('issuance:s-1', 'available:v-1', centiHours);
const over = (centiHours: number) => posting('issuance:s-1', 'overflow:v-1', centiHours);
const repay = (centiHours: number) => posting('available:v-1', 'debt:v-1', centiHours);

const issued = (centiHours: number, data: Partial<CreditIssued['data']> = {}): CreditIssued => ({
  type: 'time-bank.CreditIssued',
  data: {
    ...{ ...own, recordId: 'r-1', issuer: 's-1', earnedOn: '2026-03-07', centiHours },
    ...{ overDailyCap: 0, overAccountCap: 0, repaidDebt: 0, postings: [earn(centiHours)] },
    ...data,
  },
  policies: { credit: 'time-bank/2021-02' },
});
const held = (centiHours: number, holdId = 'h-1', expiresAt = EXPIRY): AccountEvent => ({
  type: 'time-bank.CreditHeld',
  data: {
    ...{ ...own, holdId, centiHours, heldAt: NOW, expiresAt },
    postings: [posting('available:v-1', 'held:v-1', centiHours)],
  },
  policies: { credit: 'time-bank/2021-02' },
});
const settled = (centiHours: number, rest = 0, repaidDebt = 0): AccountEvent => ({
  type: 'time-bank.HoldSettled',
  data: {
    ...{ ...own, holdId: 'h-1', centiHours, released: rest, repaidDebt, at: LATER },
    postings: [
      posting('held:v-1', 'retired', centiHours),
      ...(rest ? [posting('held:v-1', 'available:v-1', rest)] : []),
      ...(repaidDebt ? [repay(repaidDebt)] : []),
    ],
  },
});
const released = (
  centiHours: number,
  { why = 'cancelled' as 'cancelled' | 'expired', at = LATER, repaidDebt = 0, holdId = 'h-1' } = {},
): AccountEvent => ({
  type: 'time-bank.HoldReleased',
  data: {
    ...{ ...own, holdId, centiHours, why, repaidDebt, at },
    postings: [
      posting('held:v-1', 'available:v-1', centiHours),
      ...(repaidDebt ? [repay(repaidDebt)] : []),
    ],
  },
});
const reversed = (centiHours: number, becameDebt = 0, overflow = 0): AccountEvent => ({
  type: 'time-bank.IssueReversed',
  data: {
    ...{ ...own, recordId: 'r-1', centiHours, becameDebt, overflow },
    postings: [
      posting('available:v-1', 'issuance:s-1', centiHours - becameDebt),
      posting('debt:v-1', 'issuance:s-1', becameDebt),
      posting('overflow:v-1', 'issuance:s-1', overflow),
    ].filter((p) => p.centiHours > 0),
  },
});
/** An account with so much in it, earned on other days than the day of the tests. */
const rich = (centiHours: number): CreditIssued =>
  issued(centiHours, { recordId: 'r-0', earnedOn: '2026-01-01' });

describe('earning', () => {
  it('brings the hours of a record into the account, from its issuer', () => {
    given(account)
      .when(issue(333))
      .then([issued(333)]);
  });

  it('happens once per record, for ever', () => {
    given(account, [issued(333)])
      .when(issue(333))
      .thenNothing();
    given(account, [issued(333), reversed(333)])
      .when(issue(333))
      .thenNothing();
    given(account, [issued(333)])
      .when(issue(334))
      .thenRefuses('time-bank/already-issued-differently');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the amount %d', (amount) => {
    given(account).when(issue(amount)).thenRefuses('time-bank/amount-not-positive');
  });

  it('stops at the cap of a day: 6 h and 3 h of one day are 8 h and 1 h over', () => {
    given(account, [issued(600)])
      .when(issue(300, { recordId: 'r-2' }))
      .then([
        issued(200, { recordId: 'r-2', overDailyCap: 100, postings: [earn(200), over(100)] }),
      ]);
    given(account, [issued(600)])
      .when(issue(300, { recordId: 'r-2', earnedOn: '2026-03-08' }))
      .then([issued(300, { recordId: 'r-2', earnedOn: '2026-03-08' })]);
  });

  it('stops at the cap of the account: 1499.50 h and 2.00 h are 0.50 h and 1.50 h over', () => {
    given(account, [rich(149_950)])
      .when(issue(200))
      .then([issued(50, { overAccountCap: 150, postings: [earn(50), over(150)] })]);
  });

  it('counts what is held as in the account', () => {
    given(account, [rich(149_950), held(149_950)])
      .when(issue(200))
      .then([issued(50, { overAccountCap: 150, postings: [earn(50), over(150)] })]);
  });

  it('into a full account brings nothing but the offer to donate', () => {
    const all = issued(0, { overAccountCap: 200, postings: [over(200)] });
    given(account, [rich(150_000)])
      .when(issue(200))
      .then([all]);
    given(account, [rich(150_000), all])
      .when(issue(200))
      .thenNothing();
  });

  it('keeps both caps apart: first the day, then the account', () => {
    given(account, [rich(149_700)])
      .when(issue(1000))
      .then([
        issued(300, { overDailyCap: 200, overAccountCap: 500, postings: [earn(300), over(700)] }),
      ]);
  });
});

describe('taking back', () => {
  it('takes what is there', () => {
    given(account, [issued(333)])
      .when(reverse())
      .then([reversed(333)]);
  });

  it('leaves a visible debt for what was spent', () => {
    given(account, [issued(400), held(300), settled(300)])
      .when(reverse())
      .then([reversed(400, 300)]);
  });

  it('takes back what had gone over a cap too', () => {
    const capped = issued(200, { overDailyCap: 100, postings: [earn(200), over(100)] });
    given(account, [capped])
      .when(reverse())
      .then([reversed(200, 0, 100)]);
  });

  it('happens once, and not to what was never earned', () => {
    given(account, [issued(333), reversed(333)])
      .when(reverse())
      .thenNothing();
    given(account, [issued(333)])
      .when(reverse('r-9'))
      .thenNothing();
    given(account).when(reverse()).thenNothing();
  });

  it('gives the day back: the hour may be earned again by another record', () => {
    given(account, [issued(800), reversed(800)])
      .when(issue(800, { recordId: 'r-2' }))
      .then([issued(800, { recordId: 'r-2' })]);
  });
});

describe('a debt', () => {
  const owing = [issued(400), held(300), settled(300), reversed(400, 300)];
  const next = { recordId: 'r-2', earnedOn: '2026-03-08' };

  it('is repaid by the next earnings', () => {
    given(account, owing)
      .when(issue(100, next))
      .then([issued(100, { ...next, repaidDebt: 100, postings: [earn(100), repay(100)] })]);
    given(account, owing)
      .when(issue(500, next))
      .then([issued(500, { ...next, repaidDebt: 300, postings: [earn(500), repay(300)] })]);
  });

  it('is repaid by what comes back from a hold: nobody spends while owing', () => {
    const stillHeld = [issued(400), held(400), reversed(400, 400)];
    given(account, stillHeld)
      .when(release())
      .then([released(400, { repaidDebt: 400 })]);
    given(account, stillHeld)
      .when(settle(100))
      .then([settled(100, 300, 300)]);
    given(account, [...stillHeld, released(400, { repaidDebt: 400 })])
      .when(hold(50, { holdId: 'h-2' }))
      .thenRefuses('time-bank/insufficient-credit', {
        ...{ availableCentiHours: 0, askedCentiHours: 50 },
      });
  });

  it('does not fill the account: what repays it goes over no cap', () => {
    const small = { ...policy, accountCapCentiHours: 400 };
    given(account, owing)
      .when(issue(600, { ...next, policy: small }))
      .then([issued(600, { ...next, repaidDebt: 300, postings: [earn(600), repay(300)] })]);
  });
});

describe('holding', () => {
  it('counts at once', () => {
    given(account, [issued(400)])
      .when(hold(150))
      .then([held(150)]);
    given(account, [issued(400), held(300)])
      .when(hold(150, { holdId: 'h-2' }))
      .thenRefuses('time-bank/insufficient-credit', {
        ...{ availableCentiHours: 100, askedCentiHours: 150 },
      });
  });

  it('goes in steps, of more than nothing', () => {
    given(account, [issued(400)])
      .when(hold(120))
      .thenRefuses('time-bank/amount-not-in-steps', { stepCentiHours: 50 });
    given(account, [issued(400)])
      .when(hold(0))
      .thenRefuses('time-bank/amount-not-positive');
  });

  it('has an id of its own, also after it was resolved', () => {
    for (const before of [
      [issued(400), held(100)],
      [issued(400), held(100), settled(100)],
      [issued(400), held(100), released(100)],
    ]) {
      given(account, before).when(hold(50)).thenRefuses('time-bank/hold-exists');
    }
  });

  it('finds room in holds whose time is over, at their time exactly', () => {
    const before = [issued(400), held(400, 'h-0', LATER)];
    given(account, before)
      .when(hold(400, { at: LATER }))
      .then([
        released(400, { why: 'expired', holdId: 'h-0' }),
        { ...held(400), data: { ...held(400).data, heldAt: LATER } } as AccountEvent,
      ]);
    given(account, before)
      .when(hold(50, { at: '2026-03-08T00:59:59.999Z' }))
      .thenRefuses('time-bank/insufficient-credit', {
        ...{ availableCentiHours: 0, askedCentiHours: 50 },
      });
  });

  it('lets several expired holds repay one debt, and counts what is left', () => {
    const before = [
      issued(400),
      held(200, 'h-a', LATER),
      held(200, 'h-b', LATER),
      reversed(400, 400),
      issued(500, { recordId: 'r-2', repaidDebt: 300, postings: [earn(500), repay(300)] }),
    ];
    given(account, before)
      .when(hold(500, { at: LATER }))
      .then([
        released(200, { why: 'expired', holdId: 'h-a', repaidDebt: 100 }),
        released(200, { why: 'expired', holdId: 'h-b' }),
        { ...held(500), data: { ...held(500).data, heldAt: LATER } } as AccountEvent,
      ]);
  });
});

describe('settling', () => {
  const before = [issued(400), held(200)];

  it('retires what the service took and frees the rest', () => {
    given(account, before)
      .when(settle(200))
      .then([settled(200)]);
    given(account, before)
      .when(settle(150))
      .then([settled(150, 50)]);
  });

  it('never takes more than was held, nor nothing', () => {
    given(account, before)
      .when(settle(201))
      .thenRefuses('time-bank/exceeds-hold', { askedCentiHours: 201, heldCentiHours: 200 });
    given(account, before).when(settle(0)).thenRefuses('time-bank/amount-not-positive');
  });

  it('comes too late at the very moment of expiry', () => {
    expect(
      given(account, before).when(settle(200, '2026-04-06T15:59:59.999Z')).events,
    ).toHaveLength(1);
    for (const at of [EXPIRY, '2026-04-06T16:00:00Z', '2026-04-06T16:00:00.001Z']) {
      given(account, before)
        .when(settle(200, at))
        .thenRefuses('time-bank/hold-expired', { expiresAt: EXPIRY });
    }
  });

  it('resolves a hold once, whatever is asked next', () => {
    given(account, [...before, settled(200)])
      .when(settle(200))
      .thenRefuses('time-bank/hold-already-settled');
    given(account, [...before, settled(200)])
      .when(release())
      .thenRefuses('time-bank/hold-already-settled');
    for (const why of ['cancelled', 'expired'] as const) {
      given(account, [...before, released(200, { why })])
        .when(settle(200))
        .thenRefuses('time-bank/hold-already-released');
      given(account, [...before, released(200, { why })])
        .when(release())
        .thenRefuses('time-bank/hold-already-released');
    }
    given(account).when(settle(50)).thenRefuses('time-bank/hold-unknown');
    given(account).when(release()).thenRefuses('time-bank/hold-unknown');
  });
});

describe('releasing', () => {
  it('says whether the hold was cancelled or had expired', () => {
    given(account, [issued(400), held(200)])
      .when(release())
      .then([released(200)]);
    given(account, [issued(400), held(200)])
      .when(release(EXPIRY))
      .then([released(200, { why: 'expired', at: EXPIRY })]);
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
