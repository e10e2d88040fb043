import type { Decider } from '../../../kernel/decider.js';
import type { GiveEvaluation } from './evaluation.commands.js';
import type { EvaluationEvent, EvaluationGiven, Marks } from './evaluation.events.js';
import { reject } from './feedback.rejections.js';

export const MARK_MIN = 1;
export const MARK_MAX = 5;

/** The last version of each evaluator. */
export interface Evaluations {
  readonly last: Map<string, EvaluationGiven['data']>;
}

/** All evaluations of one record. */
export const evaluations: Decider<GiveEvaluation, Evaluations, EvaluationEvent> = {
  category: 'evaluation',
  streamId: ({ data }) => data.record.recordId,
  initialState: () => ({ last: new Map() }),
  decide({ data }, state) {
    const { record, evaluator, evaluatorVolunteerId, marks } = data;
    // Nobody marks their own service, whatever role their account has beside.
    if (evaluatorVolunteerId === record.volunteerId) reject('feedback/own-record');
    if (!record.standing) reject('feedback/record-not-standing');
    if (!Object.values(marks).every(isMark)) {
      reject('feedback/mark-out-of-range', { from: MARK_MIN, to: MARK_MAX });
    }
    const before = state.last.get(evaluator);
    if (before && saysTheSame(before, data)) return [];
    return [
      {
        type: 'feedback.EvaluationGiven',
        data: given(data, (before?.version ?? 0) + 1),
        policies: { feedback: data.policyVersion },
      },
    ];
  },
  evolve(state, { data }) {
    state.last.set(data.evaluator, data);
    return state;
  },
};

function given(data: GiveEvaluation['data'], version: number): EvaluationGiven['data'] {
  const { evaluationId, evaluator, by, marks, safetyConcern, hasText, on, dueOn } = data;
  const { recordId, volunteerId, organisationId, stationId } = data.record;
  return {
    ...{ evaluationId, recordId, volunteerId, organisationId, stationId },
    ...{ evaluator, by, version, marks, safetyConcern, hasText, on },
    late: on > dueOn,
  };
}

function saysTheSame(before: EvaluationGiven['data'], now: GiveEvaluation['data']): boolean {
  if (now.textChanged || before.safetyConcern !== now.safetyConcern) return false;
  const names: readonly (keyof Marks)[] = ['punctuality', 'attitude', 'skill'];
  return names.every((name) => before.marks[name] === now.marks[name]);
}

function isMark(value: number): boolean {
  return Number.isInteger(value) && value >= MARK_MIN && value <= MARK_MAX;
}
