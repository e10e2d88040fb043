import { metaOf } from '../../test/support/store-events.js';
import { StoreDouble } from '../../test/support/store-double.js';
import {
  recordHistoryProjection,
  serviceRecordsProjection,
} from '../contexts/service-records/index.js';
import { honoursServicesProjection } from '../contexts/honours/index.js';
import { pointsProjection, stockProjection } from '../contexts/points/index.js';
import { timeBankProjection } from '../contexts/time-bank/index.js';
import { EventCodec } from '../event-store/codec.js';
import type { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { EventMeta, Json, Recorded } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { MasterKey } from '../platform/master-key.js';
import { newId } from '../platform/ids.js';
import { Databases } from '../projections/databases.js';
import { ProcessRunner, type RunnableProcess } from '../projections/process-runner.js';
import { Projector } from '../projections/projector.js';
import { Vault } from '../vault/vault.js';
import { fsck, type FsckReport } from './fsck.js';

/** One event as it is planted: everything that decides lies in type and data. */
interface Planted {
  readonly stream: string;
  readonly type: string;
  readonly data: Record<string, Json>;
}

const BOOK = 'serviceBook-v-1.2026';
const BANK = 'timeBankAccount-v-1';
const REGISTER = 'certificateRegister-150602001003.2026';
const CERTIFICATE = 'certificate-c-1';
const of = (context: string, stream: string) => (name: string, data: Planted['data']) => ({
  ...{ stream, type: `${context}.${name}`, data },
});
const book = of('service-records', BOOK);
const bank = of('time-bank', BANK);
const code = { kind: 'rotating-code', window: 1 };
const posting = (debit: string, credit: string, centiHours: number) => ({
  ...{ debit, credit, centiHours },
});

const facts = (recordId: string, centiHours: number) => ({
  ...{ recordId, version: 1, volunteerId: 'v-1', organisationId: 'o-1', stationId: 's-1' },
  ...{ date: '2026-03-07', centiHours },
});
const submitted = (recordId: string, [from, to]: readonly [string, string], centiHours: number) =>
  book('RecordSubmitted', {
    ...{ ...facts(recordId, centiHours), activityId: 'a-1', mode: 'sign-in', recorder: 'own' },
    ...{ startsAt: `2026-03-07T${from}:00.000Z`, endsAt: `2026-03-07T${to}:00.000Z` },
    evidence: { kind: 'signed', in: code, out: code, confirmed: false },
  });
const tookEffect = (recordId: string, centiHours: number) =>
  book('RecordTookEffect', { ...facts(recordId, centiHours), grade: 'A', on: '2026-03-13' });
const voided = (recordId: string, centiHours: number) =>
  book('RecordVoided', {
    ...{ ...facts(recordId, centiHours), wasEffective: true, reason: 'not-volunteer-service' },
  });
const piece = (centiHours: number, over: Record<string, Json> = {}) => ({
  ...{ kind: 'earned', issuer: 's-1', grantId: null, expiresAt: null, centiHours, ...over },
});
const issued = (recordId: string, centiHours: number) =>
  bank('CreditIssued', {
    ...{ volunteerId: 'v-1', recordId, issuer: 's-1', earnedOn: '2026-03-07', centiHours },
    ...{ version: 1, overDailyCap: 0, overAccountCap: 0, repaidDebt: 0 },
    ...{ into: [piece(centiHours)], outOf: [] },
    postings: [posting('issuance:s-1', 'available:v-1', centiHours)],
  });
const reversed = (recordId: string, centiHours: number) =>
  bank('IssueReversed', {
    ...{ volunteerId: 'v-1', recordId, centiHours, becameDebt: 0, overflow: 0 },
    ...{ into: [], outOf: [piece(centiHours)] },
    postings: [posting('available:v-1', 'issuance:s-1', centiHours)],
  });
const held = (holdId: string, centiHours: number) =>
  bank('CreditHeld', {
    ...{ volunteerId: 'v-1', holdId, centiHours, heldAt: '2026-03-14T01:00:00.000Z' },
    ...{ expiresAt: '2026-04-14T01:00:00.000Z', stationId: null },
    ...{ into: [], outOf: [piece(centiHours)] },
    postings: [posting('available:v-1', 'held:v-1', centiHours)],
  });
const settled = (holdId: string, centiHours: number) =>
  bank('HoldSettled', {
    ...{ volunteerId: 'v-1', holdId, centiHours, released: 0, repaidDebt: 0 },
    ...{ at: '2026-03-15T01:00:00.000Z', stationId: null, providerId: null, recordId: null },
    ...{ spent: [piece(centiHours)], into: [], outOf: [] },
    postings: [posting('held:v-1', 'retired', centiHours)],
  });
const released = (holdId: string, centiHours: number) =>
  bank('HoldReleased', {
    ...{ volunteerId: 'v-1', holdId, centiHours, why: 'cancelled', repaidDebt: 0 },
    ...{ at: '2026-03-15T01:00:00.000Z', into: [piece(centiHours)], outOf: [] },
    postings: [posting('held:v-1', 'available:v-1', centiHours)],
  });
const gifted = (centiHours: number, kind: string) =>
  bank('CreditGifted', {
    ...{ volunteerId: 'v-1', giftId: 'g-1', to: 'v-2', relation: 'parent', evidenceHash: 'a' },
    ...{
      centiHours,
      at: '2026-03-15T01:00:00.000Z',
      into: [],
      outOf: [piece(centiHours, { kind })],
    },
    postings: [posting('available:v-1', 'transit:g-1', centiHours)],
  });
const arrived = (centiHours: number, over: Record<string, Json> = {}) =>
  of('time-bank', 'timeBankAccount-v-2')('CreditReceived', {
    ...{ volunteerId: 'v-2', transferId: 'g-1', cause: 'gift', from: 'v-1', centiHours },
    ...{ repaidDebt: 0, overflow: 0, retired: 0, forwarded: 0, divisionCode: null },
    ...{ recordId: null, into: [piece(centiHours, { kind: 'gifted' })], outOf: [] },
    postings: [posting('transit:g-1', 'gifted:v-2', centiHours)],
    ...over,
  });
const forestalled = (recordId: string) =>
  bank('IssueForestalled', { volunteerId: 'v-1', recordId, into: [], outOf: [], postings: [] });
const points = of('points', 'pointsAccount-volunteer.v-1');
const award = { accountId: 'volunteer.v-1', issuer: 's-1', repaidDebt: 0 };
const awarded = (recordId: string, centiHours: number) =>
  points('PointsAwarded', {
    ...{ ...award, causeId: recordId, version: 1, on: '2026-03-13', points: 10 },
    lot: { lotId: recordId, points: 10, expiresOn: '2028-03-13' },
    basis: {
      ...{ centiHours, serviceClass: 'other', pointsPerHour: 10, coefficientHundredths: 100 },
    },
    postings: [{ debit: 'issuance:volunteer.s-1', credit: 'available:volunteer.v-1', points: 10 }],
  });
const unawarded = (recordId: string) =>
  points('AwardVoided', {
    ...{ accountId: 'volunteer.v-1', causeId: recordId, before: 10, becameDebt: 0, lapsed: 0 },
    taken: [{ lotId: recordId, points: 10 }],
    postings: [{ debit: 'available:volunteer.v-1', credit: 'issuance:volunteer.s-1', points: 10 }],
  });
const number = (serial: number) => `150602001003-2026-00000${serial}-X`;
const assigned = (serial: number, certificateId: string, printed = number(serial)) =>
  of('certificates', REGISTER)('NumberAssigned', {
    ...{ divisionCode: '150602001003', year: 2026, serial, number: printed, certificateId },
    organisationId: 'o-1',
  });
/** The last event: its position in the log is filled in when it is planted. */
const certified = (over: Record<string, Json> = {}) =>
  of('certificates', CERTIFICATE)('CertificateIssued', {
    ...{ certificateId: 'c-1', number: number(1), volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ issuedOn: '2026-03-16', from: '2026-01-01', to: '2026-12-31', logPosition: 'now' },
    records: [{ recordId: 'r-1', version: 1 }],
    totals: { centiHours: 333, services: 1, byGrade: { 'A+': 0, A: 333, B: 0, C: 0, D: 0 } },
    ...{ contentHash: 'a', codeHash: 'b', numberHash: 'c', tokenKeyId: 'k', documentKeyId: 'k' },
    publicityUntil: '2026-03-23',
    ...over,
  });

/** A sound little history: one record stands, one was voided, some credit was spent. */
const HISTORY: readonly Planted[] = [
  of('volunteers', 'volunteer-v-1')('VolunteerRegistered', {
    ...{ volunteerId: 'v-1', ageBand: 'adult', registeredOn: '2026-01-05' },
    ...{ divisionCode: '150602001003', stationId: 's-1', organisationId: 'o-1' },
  }),
  submitted('r-1', ['00:00', '03:20'], 333),
  submitted('r-2', ['04:00', '05:00'], 100),
  tookEffect('r-1', 333),
  tookEffect('r-2', 100),
  issued('r-1', 333),
  issued('r-2', 100),
  held('h-1', 150),
  settled('h-1', 150),
  voided('r-2', 100),
  reversed('r-2', 100),
  awarded('r-1', 333),
  awarded('r-2', 100),
  unawarded('r-2'),
  assigned(1, 'c-1'),
  certified(),
];
const only = (type: string) => HISTORY.findIndex((event) => event.type.endsWith(`.${type}`));
/** The history with another event in place of the first of that name. */
const instead = (type: string, ...events: readonly Planted[]) => [
  ...HISTORY.slice(0, only(type)),
  ...events,
  ...HISTORY.slice(only(type) + 1),
];
const without = (type: string) => instead(type);
const and = (...events: readonly Planted[]) => [...HISTORY, ...events];
const changed = (type: string, over: Record<string, Json>) => {
  const event = HISTORY[only(type)]!;
  return instead(type, { ...event, data: { ...event.data, ...over } });
};

let store: SqliteEventStore;
let databases: Databases;
let vault: Vault;
let projector: Projector;
let processes: ProcessRunner;

function open(reactions: readonly RunnableProcess[] = []): void {
  store = new SqliteEventStore(':memory:', new EventCodec());
  databases = new Databases(null);
  vault = new Vault(null, new MasterKey(Buffer.alloc(32, 1)));
  vault.put({ subject: 'v-1', kind: 'profile', id: 'current' }, { name: '张三' });
  projector = new Projector(store, databases.read, [
    ...[serviceRecordsProjection, recordHistoryProjection, timeBankProjection],
    ...[honoursServicesProjection, pointsProjection, stockProjection],
  ]);
  processes = new ProcessRunner(store, databases.work, reactions, () => Promise.resolve());
}

beforeEach(() => open());
afterEach(async () => {
  await Promise.all([projector.stop(), processes.stop()]);
  await store.close();
  databases.close();
  vault.close();
});

async function plant(events: readonly Planted[]): Promise<void> {
  for (const { stream, type, data } of events) {
    const logPosition = data['logPosition'] === 'now' ? await store.head() : data['logPosition'];
    const filled = logPosition === undefined ? data : { ...data, logPosition };
    const event = { id: newId(), type, data: filled as Json, meta: metaOf() };
    await store.append(stream, 'any', [event]);
  }
}

async function check(events: readonly Planted[], from: EventStore = store): Promise<FsckReport> {
  await plant(events);
  projector.start();
  processes.start();
  return fsck({ store: from, databases, vault, projector, processes });
}

const codes = ({ findings }: FsckReport) => [...new Set(findings.map((f) => f.code))].sort();

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

describe('the audit of certificates names', () => {
  const totals = { centiHours: 333, services: 1, byGrade: { 'A+': 0, A: 333, B: 0, C: 0, D: 0 } };

  it.each<[string, readonly Planted[]]>([
    ['number-gap', and(assigned(3, 'c-3'))],
    ['number-twice', and(assigned(2, 'c-2', number(1)))],
    ['number-not-assigned', without('NumberAssigned')],
    ['number-not-assigned', changed('NumberAssigned', { certificateId: 'c-9' })],
    [
      'total-differs',
      instead('CertificateIssued', certified({ totals: { ...totals, centiHours: 334 } })),
    ],
    [
      'rows-differ',
      instead('CertificateIssued', certified({ totals: { ...totals, services: 2 } })),
    ],
    [
      'hours-differ',
      instead(
        'CertificateIssued',
        certified({
          totals: { ...totals, byGrade: { ...totals.byGrade, 'A+': 333, A: 0 } },
        }),
      ),
    ],
    [
      'row-not-effective',
      instead(
        'CertificateIssued',
        certified({
          records: [
            { recordId: 'r-1', version: 1 },
            { recordId: 'r-2', version: 1 },
          ],
        }),
      ),
    ],
    ['row-not-effective', instead('CertificateIssued', certified({ organisationId: 'o-2' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ from: '2026-03-08' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ volunteerId: 'v-2' }))],
    ['row-not-effective', instead('CertificateIssued', certified({ logPosition: '1' }))],
    [
      'row-missing',
      instead(
        'CertificateIssued',
        certified({ records: [], totals: { centiHours: 0, services: 0, byGrade: { A: 0 } } }),
      ),
    ],
  ])('register/%s', async (reason, history) => {
    const report = await check(history);
    expect(codes(report)).toContain(`register/${reason}`);
  });
});

describe('the audit of the ledger names', () => {
  /** Tampers with one event on its way to the audit; followers see the real store. */
  const tampered = (revision: number, alter: (event: Recorded) => readonly Recorded[]) =>
    new StoreDouble(store, (page) => [
      {
        ...page,
        events: page.events.flatMap((event) =>
          event.stream === BANK && event.revision === revision ? alter(event) : [event],
        ),
      },
    ]);
  const meta = (over: Partial<EventMeta>) => (event: Recorded) => [
    { ...event, meta: { ...event.meta, ...over } },
  ];
  /** What the audit sees of revision 3 when it claims the command of revision 2 or 1. */
  const claiming = (from: number, over: Partial<EventMeta> = {}) => {
    let claimed: EventMeta | undefined;
    return new StoreDouble(store, (page) => [
      {
        ...page,
        events: page.events.map((event) => {
          if (event.stream !== BANK) return event;
          if (event.revision === from) claimed = event.meta;
          if (event.revision !== 3 || !claimed) return event;
          return { ...event, meta: { ...claimed, ...over } };
        }),
      },
    ]);
  };

  it.each<[string, () => EventStore]>([
    ['revision-gap', () => tampered(2, () => [])],
    ['revision-gap', () => tampered(2, (event) => [{ ...event, revision: 7 }])],
    ['position-order', () => tampered(2, (event) => [{ ...event, position: '1' }])],
    ['event-id-twice', () => tampered(2, (event) => [event, { ...event, revision: 3 }])],
    ['metadata-missing', () => tampered(2, meta({ nonce: '' }))],
    ['metadata-missing', () => tampered(2, meta({ recordedAt: '' }))],
    ['metadata-missing', () => tampered(2, meta({ actor: { accountId: '', role: 'x' } }))],
    ['command-executed-twice', () => claiming(1)],
    ['command-hash-differs', () => claiming(2, { inputHash: 'other' })],
  ])('ledger/%s', async (reason, from) => {
    expect(codes(await check(HISTORY, from()))).toContain(`ledger/${reason}`);
  });

  it('two events of one command side by side are sound', async () => {
    expect(codes(await check(HISTORY, claiming(2)))).toEqual([]);
  });

  it('the stream and revision it is about', async () => {
    const { findings } = await check(HISTORY, tampered(2, meta({ nonce: '' })));
    expect(findings).toEqual([
      { code: 'ledger/metadata-missing', where: `${BANK}#2`, detail: 'nonce' },
    ]);
  });
});

describe('the audit of what stands beside the ledger names', () => {
  it('a profile that is missing, but not one that was erased', async () => {
    vault.discard('v-1');
    expect(codes(await check(HISTORY))).toEqual(['vault/profile-missing']);
    vault.put({ subject: 'v-1', kind: 'profile', id: 'current' }, {});
    vault.erase('v-1', '2026-03-20T01:00:00.000Z');
    const sources = { store, databases, vault, projector, processes };
    expect(codes(await fsck(sources))).toEqual([]);
  });

  it('a profile of nobody', async () => {
    vault.put({ subject: 'v-9', kind: 'profile', id: 'current' }, {});
    expect((await check(HISTORY)).findings).toEqual([
      { code: 'vault/profile-of-nobody', where: 'v-9', detail: '' },
    ]);
  });

  it.each([
    ['UPDATE service_records_hours SET centi_hours = centi_hours + 1', 'service_records_hours'],
    ['DELETE FROM service_records_hours', 'service_records_hours'],
    [
      `UPDATE time_bank_balance SET centi_hours = 84 WHERE account = 'available:v-1'`,
      'time_bank_balance: available:v-1',
    ],
    [`INSERT INTO time_bank_balance VALUES ('available:v-9', 1)`, 'time_bank_balance'],
  ])('a read model that was changed by hand: %s', async (statement, where) => {
    await check(HISTORY);
    databases.read.exec(statement);
    const report = await fsck({ store, databases, vault, projector, processes });
    expect(codes(report)).toEqual(['read-model/differs']);
    expect(report.findings[0]?.where).toContain(where);
  });

  it('an event that a read model could not take', async () => {
    const report = await check(and(held('h-1', 50), settled('h-1', 50)));
    expect(codes(report)).toContain('projection/parked');
  });

  it('a reaction that was refused', async () => {
    await Promise.all([projector.stop(), processes.stop()]);
    open([
      {
        ...{ name: 'when-registered-refuse', on: ['volunteers.VolunteerRegistered'] },
        react: () => {
          throw new Rejection('x/never');
        },
      },
    ]);
    const { findings } = await check(HISTORY);
    expect(findings).toMatchObject([{ code: 'process/parked', detail: 'x/never' }]);
  });

  it('a loop that stopped', async () => {
    databases.read.exec(`CREATE TRIGGER crash BEFORE INSERT ON projection_checkpoints
                         BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    const report = await check(HISTORY);
    expect(codes(report)).toContain('loop/stopped');
    expect(report.findings.find((f) => f.code === 'loop/stopped')).toMatchObject({
      ...{ where: 'projector', detail: expect.stringContaining('disk full') },
    });
  });
});
