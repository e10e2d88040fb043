import { instantAt } from '../../../kernel/calendar.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../../kernel/message.js';
import type { EndEvidence } from './evidence.policy.js';
import { recordPolicyOn } from './record.policy.js';
import { EnterRecord, ImportRecord } from './entries.commands.js';
import {
  CloseSignIn,
  LetRecordTakeEffect,
  ReviewRecord,
  SignIn,
  SignOut,
  VoidRecord,
} from './service-book.commands.js';
import type { ShiftFacts } from './shift-facts.js';
import type {
  RecordPublicised,
  RecordSubmitted,
  RecordTookEffect,
  ServiceBookEvent,
  SignedIn,
} from './service-book.events.js';

/** One volunteer, one Saturday, one shift from 08:00 to 12:00: what every test of the book varies. */
export const DAY = '2026-03-07';
export const at = (time: string, date = DAY): string => instantAt(date, time);
export const code: EndEvidence = { kind: 'rotating-code', window: 59_000_000 };

/** Scanned by a device: a rotating code of this window, or a card without one. */
export const personalCode = (sequence: number, window?: number): EndEvidence => ({
  ...{ kind: 'station-device', deviceId: 'd-1', sequence },
  ...(window === undefined ? {} : { window }),
});

export const shift = (over: Partial<ShiftFacts> = {}): ShiftFacts => ({
  activityId: 'a-1',
  shiftId: 'h-1',
  organisationId: 'o-1',
  stationId: 's-1',
  startsAt: at('08:00'),
  endsAt: at('12:00'),
  recordable: true,
  cancelled: false,
  enrolled: true,
  ...over,
});

/** Rules never read it. */
const meta: CommandMeta = {
  ...{ commandId: 'c-1', inputHash: '0', correlationId: 'c-1' },
  ...{ actor: SYSTEM_ACTOR, channel: 'api', at: at('18:00') },
};
const book = { volunteerId: 'v-1', year: 2026 };
type Over<C extends { readonly data: unknown }> = Partial<C['data']>;

export const signIn = (time: string, over: Over<SignIn> = {}): SignIn =>
  new SignIn(
    {
      ...{ ...book, recordId: 'r-1', shift: shift(), at: at(time), evidence: code },
      ...{ policy: recordPolicyOn(DAY), unmet: [], ...over },
    },
    meta,
  );

export const signOut = (time: string, over: Over<SignOut> = {}): SignOut =>
  new SignOut(
    {
      ...{ ...book, activityId: 'a-1', at: at(time), evidence: code, recorder: 'own-account' },
      ...{ lateSignOutId: 'l-1', ...over },
    },
    meta,
  );

/** By the sweep, at noon of a later day. */
export const closeSignIn = (date: string, over: Over<CloseSignIn> = {}): CloseSignIn =>
  new CloseSignIn(
    { ...book, recordId: 'r-1', now: at('12:00', date), policy: recordPolicyOn(DAY), ...over },
    meta,
  );

const interval = (from: string, to: string) => ({
  ...{ startsAt: at(from), endsAt: at(to), now: at('18:00'), recorder: 'clerk' },
});

export const enter = (from: string, to: string, over: Over<EnterRecord> = {}): EnterRecord =>
  new EnterRecord(
    {
      ...{ ...book, recordId: 'r-2', ...interval(from, to) },
      ...{
        shift: shift(),
        unmet: [],
        proofHash: null,
        recordBy: '2026-03-20',
        policy: recordPolicyOn(DAY),
      },
      ...{ reasonStated: true, longDayReasonStated: false, ...over },
    },
    meta,
  );

export const importRow = (from: string, to: string, over: Over<ImportRecord> = {}): ImportRecord =>
  new ImportRecord(
    {
      ...{ ...book, recordId: 'r-3', ...interval(from, to), statedCentiHours: 100 },
      ...{ organisationId: 'o-1', fileHash: 'f'.repeat(64), row: 2, ...over },
    },
    meta,
  );

export const review = (over: Over<ReviewRecord> = {}): ReviewRecord =>
  new ReviewRecord(
    {
      ...{ ...book, recordId: 'r-1', decision: 'approve', approver: 'manager' },
      ...{ approverVolunteerId: null, asManager: true, reasonStated: false },
      ...{ publicity, policy: recordPolicyOn(DAY), ...over },
    },
    meta,
  );

export const takeEffect = (
  on = '2026-03-13',
  over: Over<LetRecordTakeEffect> = {},
): LetRecordTakeEffect => new LetRecordTakeEffect({ ...book, recordId: 'r-1', on, ...over }, meta);

export const voidRecord = (over: Over<VoidRecord> = {}): VoidRecord =>
  new VoidRecord({ ...book, recordId: 'r-1', reason: 'did-not-take-place', ...over }, meta);

const publicity = {
  ...{ from: '2026-03-09', effectiveOn: '2026-03-13', provisional: false },
};

export const signedIn = (time: string, over: Partial<SignedIn['data']> = {}): SignedIn => ({
  type: 'service-records.SignedIn',
  data: {
    ...{ recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1', shiftId: 'h-1' },
    ...{ organisationId: 'o-1', stationId: 's-1' },
    ...{ shiftStartsAt: at('08:00'), shiftEndsAt: at('12:00') },
    ...{ at: at(time), closesAt: at('14:00'), evidence: code },
    ...over,
  },
  policies: { signIn: 'service-records/2021-02' },
});

export const submitted = (
  from: string,
  to: string,
  over: Partial<RecordSubmitted['data']> = {},
): RecordSubmitted => ({
  type: 'service-records.RecordSubmitted',
  data: {
    ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', activityId: 'a-1' },
    ...{ organisationId: 'o-1', stationId: 's-1', date: DAY },
    ...{ startsAt: at(from), endsAt: at(to), centiHours: 400, mode: 'sign-in' },
    recorder: 'own-account',
    evidence: { kind: 'signed', in: code, out: code, confirmed: false },
    ...over,
  },
});

export const reviewed: ServiceBookEvent = {
  type: 'service-records.RecordReviewed',
  data: { recordId: 'r-1', version: 1, approver: 'manager', asManager: true },
};
export const rejected: ServiceBookEvent = {
  type: 'service-records.RecordRejected',
  data: { recordId: 'r-1', version: 1, approver: 'manager' },
};
export const publicised: RecordPublicised = {
  type: 'service-records.RecordPublicised',
  data: {
    ...{ recordId: 'r-1', version: 1, from: '2026-03-09' },
    ...{ effectiveOn: '2026-03-13', provisional: false },
  },
  policies: { publicity: 'service-records/2021-02' },
};
export const tookEffect = (over: Partial<RecordTookEffect['data']> = {}): RecordTookEffect => ({
  type: 'service-records.RecordTookEffect',
  data: {
    ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ stationId: 's-1', date: DAY, centiHours: 400, grade: 'A', on: '2026-03-13' },
    ...over,
  },
});
export const voided = (over = {}): ServiceBookEvent => ({
  type: 'service-records.RecordVoided',
  data: {
    ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ stationId: 's-1', date: DAY, wasEffective: false, centiHours: 0 },
    ...{ reason: 'did-not-take-place', ...over },
  },
});
