import { localDateOf, yearOf } from '../../../kernel/calendar.js';
import { refuseUnexplainedDay } from './day-sum.js';
import { gradeOf } from './evidence.policy.js';
import { judgeInterval } from './interval.js';
import { judgedLateSignOut } from './late-sign-outs.decider.js';
import { refuseOutside, refuseOverlap } from './occupancy.js';
import type {
  AskedChange,
  AskedCorrection,
  DecideProposal,
  Person,
  ProposeChange,
} from './proposals.commands.js';
import type { Change, CorrectedValues, RecordCorrected } from './proposals.events.js';
import { reject } from './record-life.rejections.js';
import { recordOf } from './record-of.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  type BookRecord,
  occupies,
  type OpenProposal,
  type ServiceBook,
} from './service-book.state.js';
import { voidedEvent } from './voids.decider.js';

type Correction = Extract<Change, { readonly kind: 'correct' }>;

/** The first of the two persons. What cannot be done is refused now, not when it is confirmed. */
export function proposeChange(data: ProposeChange['data'], state: ServiceBook): ServiceBookEvent[] {
  const { recordId, proposalId, volunteerId, by } = data;
  const record = recordOf(recordId, state);
  if (record.proposal?.proposalId === proposalId) return [];
  if (!occupies(record)) reject('service-records/not-changeable');
  if (record.proposal) reject('service-records/proposal-open');
  refuseInvolved(by, record, volunteerId);
  const change = judged(data.change, data, state);
  return [
    {
      type: 'service-records.ChangeProposed',
      data: {
        ...{ recordId, version: record.version, volunteerId, proposalId },
        ...{ objectionId: record.objection?.objectionId ?? null, proposer: by.accountId, change },
      },
      policies: { records: data.policy.version },
    },
  ];
}

/** The second person: another one, and in an objection neither of those whom it is about. */
export function decideProposal(
  data: DecideProposal['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
  const { recordId, proposalId, volunteerId, by, decision } = data;
  const record = recordOf(recordId, state);
  const { version, proposal } = record;
  if (proposal?.proposalId !== proposalId) return reject('service-records/proposal-unknown');
  if (proposal.proposer === by.accountId) reject('service-records/proposer-is-decider');
  refuseInvolved(by, record, volunteerId);
  if (decision === 'return') {
    const returned = { recordId, version, volunteerId, proposalId, decider: by.accountId };
    return [{ type: 'service-records.ProposalReturned', data: returned }];
  }
  const { change } = proposal;
  if (change.kind === 'correct') refuseOverlap(change, state, recordId);
  return [...outcome(data, record, proposal), ...consequence(data, record, proposal)];
}

function refuseInvolved(by: Person, record: BookRecord, volunteerId: string): void {
  if (record.objection) {
    const { recorder, objection } = record;
    const accounts = [recorder, objection.objector];
    if (accounts.includes(by.accountId) || by.volunteerId === volunteerId) {
      reject('service-records/involved-in-objection');
    }
  } else if (by.volunteerId === volunteerId) {
    reject('service-records/own-change');
  }
}

function judged(asked: AskedChange, data: ProposeChange['data'], state: ServiceBook): Change {
  const record = recordOf(data.recordId, state);
  if (asked.kind === 'correct') return judgedCorrection(asked, data, state);
  if (asked.kind === 'late-sign-out') return judgedLateSignOut(asked, data, state);
  if (asked.kind === 'dismiss' && !record.objection) reject('service-records/no-objection-open');
  return asked;
}

/** V1 to V6 and V13 hold for a correction as for an entry; it stays in its year's book. */
function judgedCorrection(
  asked: AskedCorrection,
  data: ProposeChange['data'],
  state: ServiceBook,
): Correction {
  const { recordId, now, year, policy } = data;
  const { startsAt, endsAt, statedCentiHours, shifts, reason } = asked;
  const stated = statedCentiHours === null ? {} : { statedCentiHours };
  const centiHours = judgeInterval({ startsAt, endsAt, now, ...stated });
  const date = localDateOf(startsAt);
  if (yearOf(date) !== year) reject('service-records/leaves-its-year', { year });
  if (shifts) refuseOutside(shifts, asked);
  refuseOverlap(asked, state, recordId);
  const reasonStated = asked.longDayReason;
  refuseUnexplainedDay({ recordId, date, centiHours, reasonStated }, state, policy);
  const evidence = { kind: 'entered', proofHash: asked.proofHash } as const;
  const change = { kind: 'correct', reason, date, startsAt, endsAt, centiHours, evidence } as const;
  if (isSame(change, recordOf(recordId, state))) reject('service-records/nothing-corrected');
  return change;
}

/** The same time with no proof, or with the proof that it has. */
function isSame(change: CorrectedValues, record: BookRecord): boolean {
  const sameTime =
    change.startsAt === record.startsAt &&
    change.endsAt === record.endsAt &&
    change.centiHours === record.centiHours;
  return sameTime && (proofOf(change) === null || proofOf(change) === proofOf(record));
}

function proofOf({ evidence }: Pick<CorrectedValues, 'evidence'>): string | null {
  return 'proofHash' in evidence ? evidence.proofHash : null;
}

const OUTCOMES = { dismiss: 'dismissed', correct: 'corrected', void: 'voided' } as const;

function outcome(
  { recordId, volunteerId, by }: DecideProposal['data'],
  { version, objection }: BookRecord,
  { proposer, change }: OpenProposal,
): ServiceBookEvent[] {
  if (!objection) return [];
  return [
    {
      type: 'service-records.ObjectionDecided',
      data: {
        ...{ recordId, version, volunteerId, objectionId: objection.objectionId },
        ...{ outcome: OUTCOMES[change.kind], proposer, decider: by.accountId },
      },
    },
  ];
}

function consequence(
  data: DecideProposal['data'],
  record: BookRecord,
  proposal: OpenProposal,
): ServiceBookEvent[] {
  const { change } = proposal;
  switch (change.kind) {
    case 'dismiss':
      return publicityGoesOn(data, record);
    case 'void':
      return [voidedEvent(data.volunteerId, record, change.reason)];
    case 'correct':
      return [correctedEvent(data, record, proposal)];
  }
}

/** The full working days that were still to come when the clock was stopped. */
function publicityGoesOn(
  { recordId, on, calendar, policy }: DecideProposal['data'],
  { version, objection }: BookRecord,
): ServiceBookEvent[] {
  const left = objection?.workingDaysLeft ?? null;
  if (left === null) return [];
  const { date: effectiveOn, provisional } = calendar.after(on, left + 1);
  return [
    {
      type: 'service-records.RecordPublicised',
      data: { recordId, version, from: on, effectiveOn, provisional },
      policies: { publicity: policy.version },
    },
  ];
}

function correctedEvent(
  { recordId, volunteerId, by }: DecideProposal['data'],
  record: BookRecord,
  { proposer, change }: OpenProposal,
): RecordCorrected {
  const { kind: _kind, ...corrected } = change as Correction;
  const { version, activityId, organisationId, stationId, date, startsAt, endsAt } = record;
  return {
    type: 'service-records.RecordCorrected',
    data: {
      ...{ recordId, version: version + 1, volunteerId, activityId, organisationId, stationId },
      ...corrected,
      ...{ wasEffective: record.status === 'effective', grade: gradeOf(corrected.evidence) },
      ...{ recorder: proposer, approver: by.accountId },
      previous: {
        ...{ version, date, startsAt, endsAt, centiHours: record.centiHours },
        grade: gradeOf(record.evidence),
      },
    },
  };
}
