import type { Recorded } from '../kernel/message.js';
import { EvidenceCheck } from './evidence.check.js';

type Planted = readonly [type: string, data: object];

const AT = '2026-03-02T01:00:00.000Z';
const code = { kind: 'rotating-code', window: 1 };
const scan = (sequence: number, deviceId = 'd-1') => ({ deviceId, sequence });
const end = (sequence: number, over = {}) => ({
  ...{ kind: 'station-device', ...scan(sequence), ...over },
});

const enrolled = (deviceId = 'd-1'): Planted => ['devices.DeviceEnrolled', { deviceId }];
const revoked: Planted = [
  ...(['devices.DeviceRevoked', { deviceId: 'd-1', at: '2026-03-02T00:00:00.000Z' }] as const),
];
const accepted = (sequence: number, over = {}): Planted => [
  ...(['devices.ScanAccepted', { ...scan(sequence), recordId: 'r-1', ...over }] as const),
];
const card = (type: 'CardIssued' | 'CardRevoked', cardId: string): Planted => [
  ...([`devices.${type}`, { volunteerId: 'v-1', cardId }] as const),
];
const book = (type: string, data: object): Planted => [
  ...([`service-records.${type}`, { recordId: 'r-1', ...data }] as const),
];
const signedIn = (evidence: object) => book('SignedIn', { evidence });
const signedOut = (evidence: object) => book('SignedOut', { evidence });
const submitted = (from: object, to: object) =>
  book('RecordSubmitted', {
    ...{ volunteerId: 'v-1', recorder: 'own' },
    evidence: { kind: 'signed', in: from, out: to, confirmed: false },
  });
const confirmed = (by: object, grade = 'A+') => book('RecordConfirmed', { by, grade });
const tookEffect = (grade: string) => book('RecordTookEffect', { grade });
const beneficiary = { kind: 'beneficiary', codeId: 'k-1' };
const second = { kind: 'second-device', ...scan(9, 'd-2') };

function found(...events: readonly Planted[]): readonly string[] {
  const check = new EvidenceCheck();
  for (const [type, data] of events)
    check.visit({ type, data, meta: { recordedAt: AT } } as unknown as Recorded);
  return check.finish().map(({ code: said }) => said.replace('evidence/', ''));
}

const served = [
  ...[enrolled(), enrolled('d-2'), signedIn(end(1)), accepted(1), signedOut(end(2)), accepted(2)],
  submitted(end(1), end(2)),
];

it('finds nothing in books that are in order', () => {
  expect(found(...served, tookEffect('A'))).toEqual([]);
  expect(found(...served, confirmed(second), accepted(9, { deviceId: 'd-2' }))).toEqual([]);
  expect(found(...served, confirmed(beneficiary), tookEffect('A+'))).toEqual([]);
  expect(found(enrolled(), signedIn(end(1)))).toEqual([]);
  const cards = [card('CardIssued', 'c-1'), card('CardRevoked', 'c-1'), card('CardIssued', 'c-2')];
  expect(found(...cards)).toEqual([]);
});

it.each<[string, readonly Planted[]]>([
  ['scan-of-unknown-device', [accepted(1)]],
  ['scan-after-revocation', [enrolled(), revoked, signedIn(end(1)), accepted(1)]],
  ['scan-logged-twice', [enrolled(), signedIn(end(1)), accepted(1), accepted(1)]],
  ['scan-not-in-book', [enrolled(), accepted(1)]],
  ['scan-used-twice', [enrolled(), signedIn(end(1)), signedOut(end(1))]],
  ['evidence-of-unknown-device', [signedIn(end(1))]],
  ['two-cards', [card('CardIssued', 'c-1'), card('CardIssued', 'c-2')]],
  ['confirmed-without-signature', [confirmed(beneficiary)]],
  ['confirmed-after-effect', [...served, tookEffect('A'), confirmed(beneficiary)]],
  ['confirmed-twice', [...served, confirmed(beneficiary), confirmed(beneficiary)]],
  ['confirmed-by-same-device', [...served, confirmed({ ...second, deviceId: 'd-1' })]],
  ['code-by-recorder', [...served, book('ConfirmationOffered', { issuer: 'own' })]],
  ['grade-differs', [...served, tookEffect('A+')]],
  ['grade-differs', [submitted(code, { kind: 'policy' }), tookEffect('A')]],
  ['grade-differs', [submitted(code, { ...code, doubts: ['clock-off'] }), tookEffect('A')]],
  ['grade-differs', [...served, confirmed(beneficiary, 'A')]],
])('finds %s', (wanted, events) => {
  expect(found(...events)).toContain(wanted);
});
