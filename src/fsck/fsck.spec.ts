import type { Json } from '../kernel/message.js';
import { fsck } from './fsck.js';
import {
  and,
  arrived,
  awarded,
  bank,
  CERTIFICATE,
  changed,
  check,
  codes,
  databases,
  forestalled,
  gifted,
  held,
  HISTORY,
  instead,
  issued,
  number,
  of,
  piece,
  plant,
  type Planted,
  points,
  posting,
  processes,
  projector,
  released,
  reversed,
  settled,
  stageAudit,
  store,
  submitted,
  tookEffect,
  unawarded,
  vault,
  voided,
  without,
} from './fsck.fixture.js';

stageAudit();

describe('the audit of a sound history', () => {
  it('finds nothing, and has read everything', async () => {
    const seen: number[] = [];
    await plant(HISTORY);
    projector.start();
    processes.start();
    const sources = { store, databases, vault, projector, processes };
    const report = await fsck(sources, (events) => seen.push(events));
    expect(report).toEqual({ clean: true, events: HISTORY.length, findings: [] });
    expect(seen.at(-1)).toBe(HISTORY.length);
  });

  it('finds nothing in an empty store', async () => {
    vault.discard('v-1');
    expect(await check([])).toEqual({ clean: true, events: 0, findings: [] });
  });

  it('does not mind a gift that has arrived, or a void record that never earned', async () => {
    const late = [
      submitted('r-3', ['06:00', '07:00'], 100),
      ...[tookEffect('r-3', 100), awarded('r-3', 100)],
      ...[voided('r-3', 100), unawarded('r-3'), forestalled('r-3')],
    ];
    const report = await check(and(gifted(50, 'earned'), arrived(50), ...late));
    expect(report.findings).toEqual([]);
  });

  it('does not mind a record voided after the certificate was made, when it says so', async () => {
    const postings = [
      posting('available:v-1', 'issuance:s-1', 183),
      posting('debt:v-1', 'issuance:s-1', 150),
    ];
    const taken = bank('IssueReversed', {
      ...{ ...reversed('r-1', 333).data, becameDebt: 150, outOf: [piece(183)], postings },
    });
    const stale = of('certificates', CERTIFICATE)('CertificateStale', {
      ...{ certificateId: 'c-1', number: number(1), recordId: 'r-1', cause: 'voided' },
    });
    const report = await check(and(voided('r-1', 333), taken, stale, unawarded('r-1')));
    expect(codes(report)).toEqual([]);
  });
});

describe('the audit of hours and credit names', () => {
  it.each<[string, readonly Planted[]]>([
    ['hours-exceed-interval', changed('RecordSubmitted', { centiHours: 334 })],
    ['submitted-twice', and(submitted('r-2', ['04:00', '05:00'], 100))],
    ['effect-differs-from-record', changed('RecordTookEffect', { centiHours: 332 })],
    ['took-effect-twice', and(tookEffect('r-1', 333))],
    ['void-differs-from-record', changed('RecordVoided', { centiHours: 99 })],
    ['voided-twice', and(voided('r-2', 100))],
    ['overlap', and(submitted('r-9', ['03:19', '03:59'], 66))],
    ['hour-without-credit', without('CreditIssued')],
    ['credit-differs-from-hours', changed('CreditIssued', { centiHours: 300 })],
    ['credit-without-hour', and(issued('r-7', 100))],
    ['credit-issued-twice', and(issued('r-1', 333))],
    ['credit-not-reversed', without('IssueReversed')],
    ['credit-reversed-twice', and(reversed('r-2', 83))],
    ['reversed-without-void', without('RecordVoided')],
    ['overdrawn', and(held('h-2', 184))],
    ['origin-overdrawn', and(held('h-2', 184))],
    ['origins-differ', changed('CreditIssued', { into: [piece(300)] })],
    ['held-twice', and(held('h-1', 50))],
    ['resolved-without-hold', and(settled('h-1', 150))],
    ['resolution-differs', and(held('h-2', 50), released('h-2', 40))],
    ['left-in-transit', and(gifted(50, 'earned'))],
    ['gift-given-on', and(gifted(50, 'gifted'))],
    ['received-twice', and(gifted(50, 'earned'), arrived(50), arrived(50))],
    ['reversed-without-void', and(forestalled('r-1'))],
    [
      'debt-overpaid',
      changed('CreditIssued', {
        postings: [
          posting('issuance:s-1', 'available:v-1', 333),
          posting('available:v-1', 'debt:v-1', 1),
        ],
      }),
    ],
    ['posting-malformed', changed('HoldSettled', { postings: [posting('retired', 'retired', 5)] })],
    [
      'debits-differ-from-credits',
      changed('HoldSettled', { postings: [{ debit: 'held:v-1', credit: 'retired' }] }),
    ],
  ])('books/%s', async (reason, history) => {
    const report = await check(history);
    expect(report.clean).toBe(false);
    expect(codes(report)).toContain(`books/${reason}`);
  });

  it.each([0, -5, 1.5])('a posting of %d as malformed', async (centiHours) => {
    const wrong = [posting('held:v-1', 'retired', centiHours)];
    expect(codes(await check(changed('HoldSettled', { postings: wrong })))).toContain(
      'books/posting-malformed',
    );
  });

  it('the account, the amount and the place of what is overdrawn', async () => {
    const { findings } = await check(and(held('h-2', 184)));
    expect(findings).toContainEqual({
      ...{ code: 'books/overdrawn', where: 'available:v-1', detail: '-1 at revision 5' },
    });
  });
});

describe('the audit of points and goods names', () => {
  const home = of('green-accounts', 'household-h');
  const shelf = of('points', 'stockItem-i');
  const ends = of('points', 'redemption-x');
  const stock = (name: string, count: number) =>
    shelf(name, { itemId: 'i', redemptionId: 'x', count });
  const hold = (lots: readonly Json[], amount: number) =>
    points('PointsHeld', {
      ...{ accountId: 'volunteer.v-1', redemptionId: 'x', itemId: 'i', count: 1, points: amount },
      ...{ lots: [...lots], at: '2026-03-14T01:00:00.000Z' },
      postings: [
        { debit: 'available:volunteer.v-1', credit: 'held:volunteer.v-1', points: amount },
      ],
    });
  const held10 = hold([{ lotId: 'r-1', points: 10 }], 10);
  const spent = points('PointsSpent', {
    ...{ accountId: 'volunteer.v-1', redemptionId: 'x', points: 10 },
    postings: [{ debit: 'held:volunteer.v-1', credit: 'redeemed:volunteer', points: 10 }],
  });
  const redemption = { redemptionId: 'x', accountId: 'volunteer.v-1', itemId: 'i' };

  it.each<[string, readonly Planted[]]>([
    ['points/award-missing', without('PointsAwarded')],
    ['points/award-of-other-hours', instead('PointsAwarded', awarded('r-1', 334))],
    ['points/award-of-void', without('AwardVoided')],
    ['points/award-without-cause', and(awarded('r-9', 100))],
    ['points/award-differs', and(home('DropInspected', { dropId: 'd', points: 10 }))],
    ['points/overdrawn', and(hold([{ lotId: 'r-1', points: 11 }], 11))],
    ['points/lot-overdrawn', and(hold([{ lotId: 'r-1', points: 11 }], 11))],
    ['points/lots-differ', and(hold([{ lotId: 'r-1', points: 9 }], 10))],
    ['points/resolved-twice', and(held10, spent, spent)],
    [
      'points/hold-differs',
      and(held10, spent, ends('RedemptionEnded', { ...redemption, why: 'cancelled' })),
    ],
    [
      'points/posting-malformed',
      changed('PointsAwarded', {
        postings: [{ debit: 'issuance:green.s-1', credit: 'available:volunteer.v-1', points: 10 }],
      }),
    ],
    ['stock/negative', and(stock('StockReserved', 1), stock('StockHandedOut', 1))],
    ['stock/promised-too-much', and(stock('StockReceived', 1), stock('StockReserved', 2))],
    ['stock/promise-differs', and(stock('StockReceived', 1), stock('StockHandedOut', 1))],
    ['stock/count-differs', and(shelf('StockCounted', { itemId: 'i', before: 3, counted: 2 }))],
  ])('%s', async (code, history) => {
    expect(codes(await check(history))).toContain(code);
  });
});
