import { WorkingDayCalendar } from '../../../kernel/calendar.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../../kernel/message.js';
import { BackEnterRecord, type Entry, SelfReportRecord } from './entries.commands.js';
import type { EndEvidence } from './evidence.policy.js';
import type { LateSignOutSeen } from './late-sign-outs.events.js';
import { RaiseObjection } from './objections.commands.js';
import type { ObjectionDecided, ObjectionRaised } from './objections.events.js';
import { DismissLateSignOut } from './late-sign-outs.commands.js';
import {
  type AskedCorrection,
  type AskedLateSignOut,
  DecideProposal,
  ProposeChange,
} from './proposals.commands.js';
import type {
  Change,
  ChangeProposed,
  ProposalReturned,
  RecordCorrected,
} from './proposals.events.js';
import { recordPolicyOn } from './record.policy.js';
import { StrikeExcludedRecord } from './service-book.commands.js';
import { at, DAY, shift } from './service-book.fixture.js';

/** What happens to the record `r-1` of `service-book.fixture.ts` after it was made. */
const meta: CommandMeta = {
  ...{ commandId: 'c-1', inputHash: '0', correlationId: 'c-1' },
  ...{ actor: SYSTEM_ACTOR, channel: 'api', at: at('18:00') },
};
const record = { volunteerId: 'v-1', year: 2026, recordId: 'r-1' };
const policy = recordPolicyOn(DAY);
/** No holidays: Monday to Friday. */
const calendar = new WorkingDayCalendar([{ year: 2026, holidays: [], workdays: [] }]);
type Over<C extends { readonly data: unknown }> = Partial<C['data']>;

export const person = (accountId: string, volunteerId: string | null = null) => ({
  ...{ accountId, volunteerId },
});

export const correct = (over: Partial<AskedCorrection> = {}): AskedCorrection => ({
  ...{ kind: 'correct', reason: 'wrong-times', startsAt: at('08:00'), endsAt: at('11:00') },
  ...{ statedCentiHours: null, proofHash: null, longDayReason: false, shifts: [shift()] },
  ...over,
});

const entry: Entry = {
  ...{
    volunteerId: 'v-1',
    year: 2026,
    recordId: 'r-2',
    startsAt: at('08:00'),
    endsAt: at('11:20'),
  },
  ...{ now: at('18:00'), recorder: 'clerk', shift: shift(), unmet: [], proofHash: 'a'.repeat(64) },
  ...{ recordBy: '2026-03-20', reasonStated: true, longDayReasonStated: false, policy },
};

export const backEnter = (over: Over<BackEnterRecord> = {}): BackEnterRecord =>
  new BackEnterRecord({ ...entry, declaredTrue: true, ...over }, meta);

export const selfReport = (over: Over<SelfReportRecord> = {}): SelfReportRecord =>
  new SelfReportRecord(
    { ...entry, recorder: 'own-account', proofHash: null, reasonStated: false, ...over },
    meta,
  );

export const object = (over: Over<RaiseObjection> = {}): RaiseObjection =>
  new RaiseObjection(
    {
      ...{ ...record, objectionId: 'x-1', objector: 'neighbour', on: '2026-03-10' },
      ...{ calendar, policy, ...over },
    },
    meta,
  );

export const propose = (
  change: ProposeChange['data']['change'],
  over: Over<ProposeChange> = {},
): ProposeChange =>
  new ProposeChange(
    {
      ...{ ...record, proposalId: 'p-1', by: person('first'), change },
      ...{ now: at('18:00', '2026-03-20'), policy, ...over },
    },
    meta,
  );

export const decide = (over: Over<DecideProposal> = {}): DecideProposal =>
  new DecideProposal(
    {
      ...{ ...record, proposalId: 'p-1', by: person('second'), decision: 'confirm' },
      ...{ on: '2026-03-20', calendar, policy, ...over },
    },
    meta,
  );

export const strike = (over: Over<StrikeExcludedRecord> = {}): StrikeExcludedRecord =>
  new StrikeExcludedRecord({ ...record, ...over }, meta);

export const acceptLate = (over: Partial<AskedLateSignOut> = {}): AskedLateSignOut => ({
  ...{ kind: 'late-sign-out', lateSignOutId: 'l-1', longDayReason: false, ...over },
});

export const dismiss = (over: Over<DismissLateSignOut> = {}): DismissLateSignOut =>
  new DismissLateSignOut(
    { ...{ volunteerId: 'v-1', year: 2026, lateSignOutId: 'l-1', by: person('second') }, ...over },
    meta,
  );

const about = { recordId: 'r-1', version: 1, volunteerId: 'v-1' };

export const objected = (over: Partial<ObjectionRaised['data']> = {}): ObjectionRaised => ({
  type: 'service-records.ObjectionRaised',
  data: {
    ...{ ...about, objectionId: 'x-1', objector: 'neighbour', on: '2026-03-10' },
    ...{ stopsEffect: true, workingDaysLeft: 3, decideBy: '2026-03-24', provisional: false },
    ...over,
  },
  policies: { objection: policy.version },
});

export const proposed = (
  change: Change,
  over: Partial<ChangeProposed['data']> = {},
): ChangeProposed => ({
  type: 'service-records.ChangeProposed',
  data: {
    ...{ ...about, proposalId: 'p-1', objectionId: null, proposer: 'first', change },
    ...over,
  },
  policies: { records: policy.version },
});

export const returned: ProposalReturned = {
  type: 'service-records.ProposalReturned',
  data: { ...about, proposalId: 'p-1', decider: 'second' },
};

export const decided = (outcome: ObjectionDecided['data']['outcome']): ObjectionDecided => ({
  type: 'service-records.ObjectionDecided',
  data: { ...about, objectionId: 'x-1', outcome, proposer: 'first', decider: 'second' },
});

/** 08:00 to 11:00 without a proof. */
export const shorter: Extract<Change, { readonly kind: 'correct' }> = {
  ...{ kind: 'correct', reason: 'wrong-times', date: DAY },
  ...{ startsAt: at('08:00'), endsAt: at('11:00'), centiHours: 300 },
  evidence: { kind: 'entered', proofHash: null },
};

export const corrected = (over: Partial<RecordCorrected['data']> = {}): RecordCorrected => {
  const { kind: _kind, ...values } = shorter;
  return {
    type: 'service-records.RecordCorrected',
    data: {
      ...{ ...about, version: 2, activityId: 'a-1', organisationId: 'o-1', stationId: 's-1' },
      ...values,
      ...{ wasEffective: true, grade: 'D', recorder: 'first', approver: 'second' },
      previous: {
        ...{ version: 1, date: DAY, startsAt: at('08:00'), endsAt: at('12:00') },
        ...{ centiHours: 400, grade: 'A' },
      },
      ...over,
    },
  };
};

/** Kept by a station's device that had no network for two days. */
export const LATE: EndEvidence = {
  ...{ kind: 'station-device', deviceId: 'd-1', sequence: 9, doubts: ['synced-late'] },
};

/** The device saw `v-1` leave at 11:20. */
export const seen = (over: Partial<LateSignOutSeen['data']> = {}): LateSignOutSeen => ({
  type: 'service-records.LateSignOutSeen',
  data: {
    ...{ lateSignOutId: 'l-1', recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1' },
    ...{ organisationId: 'o-1', stationId: 's-1', at: at('11:20') },
    ...{ startsAt: at('08:00'), endsAt: at('11:20'), centiHours: 333, grade: 'B', evidence: LATE },
    ...over,
  },
});
