import { refuseUnexplainedDay } from './day-sum.js';
import { gradeOf } from './evidence.policy.js';
import { refuseUnsettled } from './late-sign-outs.decider.js';
import { reject as rejectLife } from './record-life.rejections.js';
import { recordOf } from './record-of.js';
import type { LetRecordTakeEffect, ReviewRecord } from './service-book.commands.js';
import type { ServiceBookEvent } from './service-book.events.js';
import type { BookRecord, ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';

/** Nobody approves their own record, nor one that they recorded. */
export function review(data: ReviewRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const { recordId, approver } = data;
  const record = recordOf(recordId, state);
  const { status, version, recorder } = record;
  if (status !== 'submitted') reject('service-records/not-submitted', { status });
  if (data.approverVolunteerId === data.volunteerId) reject('service-records/own-record');
  if (recorder === approver) reject('service-records/recorder-is-approver');
  if (data.decision === 'reject') {
    return [{ type: 'service-records.RecordRejected', data: { recordId, version, approver } }];
  }
  return approve(data, record, state);
}

/** The last approval that is needed opens publicity; at least one of them is a manager's (V7). */
function approve(
  data: ReviewRecord['data'],
  record: BookRecord,
  state: ServiceBook,
): ServiceBookEvent[] {
  const { recordId, approver, asManager, publicity, policy } = data;
  const { version, approvals } = record;
  if (approvals.some((given) => given.approver === approver)) {
    rejectLife('service-records/second-approver-needed');
  }
  refuseUnsettled(recordId, state);
  const reasonStated = data.reasonStated || record.longDayExplained === true;
  refuseUnexplainedDay({ ...record, reasonStated }, state, policy);
  const reviewed = {
    type: 'service-records.RecordReviewed',
    data: { recordId, version, approver, asManager },
  } as const;
  if (approvals.length + 1 < approvalsNeeded(record)) return [reviewed];
  const byManager = asManager || approvals.some((given) => given.asManager);
  if (needsManager(record) && !byManager) rejectLife('service-records/higher-approver-needed');
  return [
    reviewed,
    {
      type: 'service-records.RecordPublicised',
      data: { recordId, version, ...publicity },
      policies: { publicity: policy.version },
    },
  ];
}

/** V14: who types in from a document is checked by two. */
function approvalsNeeded({ evidence }: BookRecord): number {
  return evidence.kind === 'back-entered' ? 2 : 1;
}

/** V7; rows of a file come from another system and another time, so they are as late ones. */
function needsManager({ late, evidence }: BookRecord): boolean {
  return late === true || evidence.kind === 'imported';
}

/** The day has come, and nobody has objected. */
export function takeEffect(
  data: LetRecordTakeEffect['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
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
        ...{ recordId, version, volunteerId: data.volunteerId, organisationId, stationId, date },
        ...{ centiHours, grade: gradeOf(evidence), on: data.on },
      },
    },
  ];
}
