import { metaOf } from '../../test/support/store-events.js';
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
import type { Json } from '../kernel/message.js';
import { MasterKey } from '../platform/master-key.js';
import { newId } from '../platform/ids.js';
import { Databases } from '../projections/databases.js';
import { ProcessRunner, type RunnableProcess } from '../projections/process-runner.js';
import { Projector } from '../projections/projector.js';
import { Vault } from '../vault/vault.js';
import { fsck, type FsckReport } from './fsck.js';

/** One event as it is planted: everything that decides lies in type and data. */
export interface Planted {
  readonly stream: string;
  readonly type: string;
  readonly data: Record<string, Json>;
}

const BOOK = 'serviceBook-v-1.2026';
export const BANK = 'timeBankAccount-v-1';
const REGISTER = 'certificateRegister-150602001003.2026';
export const CERTIFICATE = 'certificate-c-1';
export const of = (context: string, stream: string) => (name: string, data: Planted['data']) => ({
  ...{ stream, type: `${context}.${name}`, data },
});
const book = of('service-records', BOOK);
export const bank = of('time-bank', BANK);
const code = { kind: 'rotating-code', window: 1 };
export const posting = (debit: string, credit: string, centiHours: number) => ({
  ...{ debit, credit, centiHours },
});

const facts = (recordId: string, centiHours: number) => ({
  ...{ recordId, version: 1, volunteerId: 'v-1', organisationId: 'o-1', stationId: 's-1' },
  ...{ date: '2026-03-07', centiHours },
});
export const submitted = (
  recordId: string,
  [from, to]: readonly [string, string],
  centiHours: number,
) =>
  book('RecordSubmitted', {
    ...{ ...facts(recordId, centiHours), activityId: 'a-1', mode: 'sign-in', recorder: 'own' },
    ...{ startsAt: `2026-03-07T${from}:00.000Z`, endsAt: `2026-03-07T${to}:00.000Z` },
    evidence: { kind: 'signed', in: code, out: code, confirmed: false },
  });
export const tookEffect = (recordId: string, centiHours: number) =>
  book('RecordTookEffect', { ...facts(recordId, centiHours), grade: 'A', on: '2026-03-13' });
export const voided = (recordId: string, centiHours: number) =>
  book('RecordVoided', {
    ...{ ...facts(recordId, centiHours), wasEffective: true, reason: 'not-volunteer-service' },
  });
export const piece = (centiHours: number, over: Record<string, Json> = {}) => ({
  ...{ kind: 'earned', issuer: 's-1', grantId: null, expiresAt: null, centiHours, ...over },
});
export const issued = (recordId: string, centiHours: number) =>
  bank('CreditIssued', {
    ...{ volunteerId: 'v-1', recordId, issuer: 's-1', earnedOn: '2026-03-07', centiHours },
    ...{ version: 1, overDailyCap: 0, overAccountCap: 0, repaidDebt: 0 },
    ...{ into: [piece(centiHours)], outOf: [] },
    postings: [posting('issuance:s-1', 'available:v-1', centiHours)],
  });
export const reversed = (recordId: string, centiHours: number) =>
  bank('IssueReversed', {
    ...{ volunteerId: 'v-1', recordId, centiHours, becameDebt: 0, overflow: 0 },
    ...{ into: [], outOf: [piece(centiHours)] },
    postings: [posting('available:v-1', 'issuance:s-1', centiHours)],
  });
export const held = (holdId: string, centiHours: number) =>
  bank('CreditHeld', {
    ...{ volunteerId: 'v-1', holdId, centiHours, heldAt: '2026-03-14T01:00:00.000Z' },
    ...{ expiresAt: '2026-04-14T01:00:00.000Z', stationId: null },
    ...{ into: [], outOf: [piece(centiHours)] },
    postings: [posting('available:v-1', 'held:v-1', centiHours)],
  });
export const settled = (holdId: string, centiHours: number) =>
  bank('HoldSettled', {
    ...{ volunteerId: 'v-1', holdId, centiHours, released: 0, repaidDebt: 0 },
    ...{ at: '2026-03-15T01:00:00.000Z', stationId: null, providerId: null, recordId: null },
    ...{ spent: [piece(centiHours)], into: [], outOf: [] },
    postings: [posting('held:v-1', 'retired', centiHours)],
  });
export const released = (holdId: string, centiHours: number) =>
  bank('HoldReleased', {
    ...{ volunteerId: 'v-1', holdId, centiHours, why: 'cancelled', repaidDebt: 0 },
    ...{ at: '2026-03-15T01:00:00.000Z', into: [piece(centiHours)], outOf: [] },
    postings: [posting('held:v-1', 'available:v-1', centiHours)],
  });
export const gifted = (centiHours: number, kind: string) =>
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
export const arrived = (centiHours: number, over: Record<string, Json> = {}) =>
  of('time-bank', 'timeBankAccount-v-2')('CreditReceived', {
    ...{ volunteerId: 'v-2', transferId: 'g-1', cause: 'gift', from: 'v-1', centiHours },
    ...{ repaidDebt: 0, overflow: 0, retired: 0, forwarded: 0, divisionCode: null },
    ...{ recordId: null, into: [piece(centiHours, { kind: 'gifted' })], outOf: [] },
    postings: [posting('transit:g-1', 'gifted:v-2', centiHours)],
    ...over,
  });
export const forestalled = (recordId: string) =>
  bank('IssueForestalled', { volunteerId: 'v-1', recordId, into: [], outOf: [], postings: [] });
export const points = of('points', 'pointsAccount-volunteer.v-1');
const award = { accountId: 'volunteer.v-1', issuer: 's-1', repaidDebt: 0 };
export const awarded = (recordId: string, centiHours: number) =>
  points('PointsAwarded', {
    ...{ ...award, causeId: recordId, version: 1, on: '2026-03-13', points: 10 },
    lot: { lotId: recordId, points: 10, expiresOn: '2028-03-13' },
    basis: {
      ...{ centiHours, serviceClass: 'other', pointsPerHour: 10, coefficientHundredths: 100 },
    },
    postings: [{ debit: 'issuance:volunteer.s-1', credit: 'available:volunteer.v-1', points: 10 }],
  });
export const unawarded = (recordId: string) =>
  points('AwardVoided', {
    ...{ accountId: 'volunteer.v-1', causeId: recordId, before: 10, becameDebt: 0, lapsed: 0 },
    taken: [{ lotId: recordId, points: 10 }],
    postings: [{ debit: 'available:volunteer.v-1', credit: 'issuance:volunteer.s-1', points: 10 }],
  });
export const number = (serial: number) => `150602001003-2026-00000${serial}-X`;
export const assigned = (serial: number, certificateId: string, printed = number(serial)) =>
  of('certificates', REGISTER)('NumberAssigned', {
    ...{ divisionCode: '150602001003', year: 2026, serial, number: printed, certificateId },
    organisationId: 'o-1',
  });
/** The last event: its position in the log is filled in when it is planted. */
export const certified = (over: Record<string, Json> = {}) =>
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
export const HISTORY: readonly Planted[] = [
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
export const instead = (type: string, ...events: readonly Planted[]) => [
  ...HISTORY.slice(0, only(type)),
  ...events,
  ...HISTORY.slice(only(type) + 1),
];
export const without = (type: string) => instead(type);
export const and = (...events: readonly Planted[]) => [...HISTORY, ...events];
export const changed = (type: string, over: Record<string, Json>) => {
  const event = HISTORY[only(type)]!;
  return instead(type, { ...event, data: { ...event.data, ...over } });
};

export let store: SqliteEventStore;
export let databases: Databases;
export let vault: Vault;
export let projector: Projector;
export let processes: ProcessRunner;

export function open(reactions: readonly RunnableProcess[] = []): void {
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

/** A ledger of its own for every test of the file that asks for it. */
export function stageAudit(): void {
  beforeEach(() => open());
  afterEach(async () => {
    await Promise.all([projector.stop(), processes.stop()]);
    await store.close();
    databases.close();
    vault.close();
  });
}

export async function plant(events: readonly Planted[]): Promise<void> {
  for (const { stream, type, data } of events) {
    const logPosition = data['logPosition'] === 'now' ? await store.head() : data['logPosition'];
    const filled = logPosition === undefined ? data : { ...data, logPosition };
    const event = { id: newId(), type, data: filled as Json, meta: metaOf() };
    await store.append(stream, 'any', [event]);
  }
}

export async function check(
  events: readonly Planted[],
  from: EventStore = store,
): Promise<FsckReport> {
  await plant(events);
  projector.start();
  processes.start();
  return fsck({ store: from, databases, vault, projector, processes });
}

export const codes = ({ findings }: FsckReport) => [...new Set(findings.map((f) => f.code))].sort();
