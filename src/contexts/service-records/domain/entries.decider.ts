import { localDateOf, overlaps, yearOf } from '../../../kernel/calendar.js';
import { refuseUnexplainedDay } from './day-sum.js';
import type {
  BackEnterRecord,
  EnterRecord,
  Entry,
  ImportRecord,
  SelfReportRecord,
} from './entries.commands.js';
import type { Evidence } from './evidence.policy.js';
import { judgeInterval } from './interval.js';
import { refuseOutside, refuseOverlap } from './occupancy.js';
import { reject as rejectLife } from './record-life.rejections.js';
import type { RecordMode, RecordSubmitted } from './service-book.events.js';
import { openAt, type ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';
import { refuseUnmet } from './unmet.js';

/** By staff, within time: whoever comes later brings a document. */
export function enter(data: EnterRecord['data'], state: ServiceBook): RecordSubmitted[] {
  const { recordBy, proofHash } = data;
  if (!data.reasonStated) reject('service-records/reason-missing');
  const submitted = entered(data, state, ['entry', { kind: 'entered', proofHash }]);
  if (isLate(data)) rejectLife('service-records/entry-late', { recordBy });
  return [submitted];
}

/** V14: a proof, a reason and a truth declaration; the approvers come later, and are two. */
export function backEnter(data: BackEnterRecord['data'], state: ServiceBook): RecordSubmitted[] {
  const { proofHash } = data;
  if (!data.reasonStated) reject('service-records/reason-missing');
  if (proofHash === null) return rejectLife('service-records/proof-missing');
  if (!data.declaredTrue) rejectLife('service-records/declaration-missing');
  return [entered(data, state, ['back-entry', { kind: 'back-entered', proofHash }])];
}

/** By the volunteer, about a shift in which they were enrolled. */
export function selfReport(data: SelfReportRecord['data'], state: ServiceBook): RecordSubmitted[] {
  const { proofHash, recordBy } = data;
  if (!data.shift.enrolled) reject('service-records/not-enrolled');
  const submitted = entered(data, state, ['self-report', { kind: 'self-reported', proofHash }]);
  if (isLate(data) && !data.reasonStated) {
    rejectLife('service-records/late-reason-missing', { recordBy });
  }
  return [submitted];
}

export function importRow(data: ImportRecord['data'], state: ServiceBook): RecordSubmitted[] {
  const submitted = newRecord(data, state, judgeInterval(data));
  const { organisationId, fileHash, row } = data;
  return [
    {
      type: 'service-records.RecordSubmitted',
      data: {
        ...{ ...submitted, activityId: null, organisationId, stationId: null, mode: 'import' },
        evidence: { kind: 'imported', fileHash, row },
      },
    },
  ];
}

/** V7: typed in after the days in which the law wants it recorded (Order 67 art. 11). */
function isLate({ now, recordBy }: Entry): boolean {
  return localDateOf(now) > recordBy;
}

function entered(
  data: Entry,
  state: ServiceBook,
  [mode, evidence]: readonly [RecordMode, Evidence],
): RecordSubmitted {
  const { shift, longDayReasonStated: reasonStated } = data;
  const { activityId, organisationId, stationId } = shift;
  if (shift.cancelled) reject('service-records/activity-cancelled');
  if (!shift.recordable) reject('service-records/activity-not-recordable');
  refuseUnmet(data.unmet);
  const centiHours = judgeInterval(data);
  refuseOutside([shift], data);
  const submitted = newRecord(data, state, centiHours);
  refuseUnexplainedDay({ ...submitted, reasonStated }, state, data.policy);
  return {
    type: 'service-records.RecordSubmitted',
    data: {
      ...{ ...submitted, activityId, organisationId, stationId, mode, evidence },
      ...{ late: isLate(data), longDayExplained: reasonStated },
    },
    policies: { records: data.policy.version },
  };
}

type Made =
  | 'recordId'
  | 'version'
  | 'volunteerId'
  | 'date'
  | 'startsAt'
  | 'endsAt'
  | 'centiHours'
  | 'recorder';

/** What every record made afterwards has in common; an open sign-in blocks its own time too. */
function newRecord(
  data: Entry | ImportRecord['data'],
  state: ServiceBook,
  centiHours: number,
): Pick<RecordSubmitted['data'], Made> {
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
