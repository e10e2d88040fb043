import { localDateOf, overlaps, yearOf } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { bookId } from './book-key.js';
import { gradeOf } from './evidence.policy.js';
import { judgeInterval } from './interval.js';
import { raiseObjection } from './objections.decider.js';
import { refuseOutside, refuseOverlap } from './occupancy.js';
import { decideProposal, proposeChange } from './proposals.decider.js';
import { recordOf } from './record-of.js';
import type {
  EnterRecord,
  ImportRecord,
  LetRecordTakeEffect,
  ReviewRecord,
  ServiceBookCommand,
} from './service-book.commands.js';
import type { RecordSubmitted, ServiceBookEvent } from './service-book.events.js';
import { emptyBook, evolveBook, openAt, type ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';
import { closeSignIn, signIn, signOut } from './sign-in.decider.js';
import { strikeExcludedRecord, voidRecord } from './voids.decider.js';

type Rule<C extends ServiceBookCommand> = (
  data: C['data'],
  state: ServiceBook,
) => readonly ServiceBookEvent[];

/** What each command is decided by: one line per command, so that none is forgotten. */
const RULES: {
  readonly [T in ServiceBookCommand['type']]: Rule<
    Extract<ServiceBookCommand, { readonly type: T }>
  >;
} = {
  SignIn: signIn,
  SignOut: signOut,
  CloseSignIn: closeSignIn,
  EnterRecord: enter,
  ImportRecord: importRow,
  ReviewRecord: review,
  LetRecordTakeEffect: takeEffect,
  VoidRecord: voidRecord,
  StrikeExcludedRecord: strikeExcludedRecord,
  ProposeChange: proposeChange,
  DecideProposal: decideProposal,
  RaiseObjection: raiseObjection,
};

/** One volunteer, one year: sign-ins, records and their lives. */
export const serviceBook: Decider<ServiceBookCommand, ServiceBook, ServiceBookEvent> = {
  category: 'serviceBook',
  streamId: ({ data }) => bookId(data),
  initialState: emptyBook,
  decide: (command, state) =>
    (RULES[command.type] as Rule<ServiceBookCommand>)(command.data, state),
  evolve: evolveBook,
};

function enter(data: EnterRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const { shift } = data;
  if (shift.cancelled) reject('service-records/activity-cancelled');
  if (!shift.recordable) reject('service-records/activity-not-recordable');
  const centiHours = judgeInterval(data);
  refuseOutside([shift], data);
  const submitted = newRecord(data, state, centiHours);
  return [
    {
      type: 'service-records.RecordSubmitted',
      data: {
        ...submitted,
        activityId: shift.activityId,
        organisationId: shift.organisationId,
        stationId: shift.stationId,
        mode: 'entry',
        evidence: { kind: 'entered', proofHash: data.proofHash },
      },
    },
  ];
}

function importRow(data: ImportRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const submitted = newRecord(data, state, judgeInterval(data));
  return [
    {
      type: 'service-records.RecordSubmitted',
      data: {
        ...submitted,
        activityId: null,
        organisationId: data.organisationId,
        stationId: null,
        mode: 'import',
        evidence: { kind: 'imported', fileHash: data.fileHash, row: data.row },
      },
    },
  ];
}

/** What every record made afterwards has in common; an open sign-in blocks its own time too. */
function newRecord(
  data: EnterRecord['data'] | ImportRecord['data'],
  state: ServiceBook,
  centiHours: number,
): Pick<
  RecordSubmitted['data'],
  | 'recordId'
  | 'version'
  | 'volunteerId'
  | 'date'
  | 'startsAt'
  | 'endsAt'
  | 'centiHours'
  | 'recorder'
> {
  const { recordId, volunteerId, startsAt, endsAt, recorder } = data;
  const date = localDateOf(startsAt);
  if (yearOf(date) !== data.year) reject('service-records/wrong-book');
  if (state.records.has(recordId)) reject('service-records/record-exists');
  refuseOverlap({ startsAt, endsAt }, state);
  const open = openAt(state, data.now);
  if (open && overlaps({ startsAt, endsAt }, { startsAt: open.at, endsAt: data.now })) {
    reject('service-records/overlaps');
  }
  return { recordId, version: 1, volunteerId, date, startsAt, endsAt, centiHours, recorder };
}

function review(data: ReviewRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const { recordId, approver, publicity } = data;
  const { status, version, recorder } = recordOf(recordId, state);
  if (status !== 'submitted') reject('service-records/not-submitted', { status });
  if (data.approverVolunteerId === data.volunteerId) reject('service-records/own-record');
  if (recorder === approver) reject('service-records/recorder-is-approver');
  if (data.decision === 'reject') {
    return [{ type: 'service-records.RecordRejected', data: { recordId, version, approver } }];
  }
  const { from, effectiveOn, provisional } = publicity;
  return [
    { type: 'service-records.RecordReviewed', data: { recordId, version, approver } },
    {
      type: 'service-records.RecordPublicised',
      data: { recordId, version, from, effectiveOn, provisional },
      policies: { publicity: publicity.policyVersion },
    },
  ];
}

function takeEffect(data: LetRecordTakeEffect['data'], state: ServiceBook): ServiceBookEvent[] {
  const record = recordOf(data.recordId, state);
  const { status, effectiveOn } = record;
  if (status === 'effective') return [];
  if (status !== 'publicised' || effectiveOn === null) {
    reject('service-records/not-publicised', { status });
  } else if (data.on < effectiveOn) {
    reject('service-records/publicity-running', { effectiveOn });
  }
  const { recordId, version, organisationId, stationId, date, centiHours, evidence } = record;
  return [
    {
      type: 'service-records.RecordTookEffect',
      data: {
        recordId,
        version,
        volunteerId: data.volunteerId,
        organisationId,
        stationId,
        date,
        centiHours,
        grade: gradeOf(evidence),
        on: data.on,
      },
    },
  ];
}
