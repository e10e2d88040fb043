import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { GiveEvaluation } from './evaluation.commands.js';
import { evaluations } from './evaluation.decider.js';
import type { EvaluationGiven } from './evaluation.events.js';

const record = {
  ...{ recordId: 'r-1', volunteerId: 'v-1', organisationId: 'o-1', stationId: 's-1' },
  standing: true,
};
const marks = { punctuality: 5, attitude: 4, skill: 3 };
const evaluate = (over: Partial<GiveEvaluation['data']> = {}) =>
  new GiveEvaluation(
    {
      ...{ evaluationId: 'e-1', record, evaluator: 'clerk', evaluatorVolunteerId: null },
      ...{ by: 'staff', marks, safetyConcern: false, hasText: true, textChanged: true },
      ...{ on: '2026-03-03', dueOn: '2026-03-16', policyVersion: 'feedback/2021-02', ...over },
    },
    aMeta(),
  );
const given1 = (over: Partial<EvaluationGiven['data']> = {}): EvaluationGiven => ({
  type: 'feedback.EvaluationGiven',
  data: {
    ...{ evaluationId: 'e-1', recordId: 'r-1', volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ stationId: 's-1', evaluator: 'clerk', by: 'staff', version: 1, marks },
    ...{ safetyConcern: false, hasText: true, on: '2026-03-03', late: false, ...over },
  },
  policies: { feedback: 'feedback/2021-02' },
});

describe('evaluating a record', () => {
  it('records the marks, the concern and whether words stand in the vault', () => {
    given(evaluations).when(evaluate()).then([given1()]);
    given(evaluations)
      .when(evaluate({ safetyConcern: true, hasText: false }))
      .then([given1({ safetyConcern: true, hasText: false })]);
  });

  it('is in time on the last day and late on the next', () => {
    given(evaluations)
      .when(evaluate({ on: '2026-03-16' }))
      .then([given1({ on: '2026-03-16' })]);
    given(evaluations)
      .when(evaluate({ on: '2026-03-17' }))
      .then([given1({ on: '2026-03-17', late: true })]);
  });

  it('is one voice for each evaluator: a second word is a new version, others begin at one', () => {
    const better = { marks: { ...marks, skill: 5 }, evaluationId: 'e-2', textChanged: false };
    given(evaluations, [given1()])
      .when(evaluate(better))
      .then([given1({ marks: better.marks, evaluationId: 'e-2', version: 2 })]);
    given(evaluations, [given1()])
      .when(evaluate({ evaluator: 'resident', by: 'beneficiary' }))
      .then([given1({ evaluator: 'resident', by: 'beneficiary' })]);
  });

  it('is quiet when marks, concern and words are the same', () => {
    given(evaluations, [given1()])
      .when(evaluate({ evaluationId: 'e-2', textChanged: false }))
      .thenNothing();
  });

  it('other words alone are a new version', () => {
    given(evaluations, [given1()])
      .when(evaluate({ evaluationId: 'e-2' }))
      .then([given1({ evaluationId: 'e-2', version: 2 })]);
  });

  it('refuses the volunteer’s own account, whatever role it has', () => {
    given(evaluations)
      .when(evaluate({ evaluatorVolunteerId: 'v-1' }))
      .thenRefuses('feedback/own-record');
    given(evaluations)
      .when(evaluate({ evaluatorVolunteerId: 'v-2' }))
      .then([given1()]);
  });

  it('refuses a record that was rejected or voided', () => {
    given(evaluations)
      .when(evaluate({ record: { ...record, standing: false } }))
      .thenRefuses('feedback/record-not-standing');
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses a mark of %s', (skill) => {
    given(evaluations)
      .when(evaluate({ marks: { ...marks, skill } }))
      .thenRefuses('feedback/mark-out-of-range', { from: 1, to: 5 });
  });

  it('versions of an evaluator run without a gap, and the same twice is once', () => {
    const mark = fc.integer({ min: 1, max: 5 });
    const act = fc.record({
      evaluator: fc.constantFrom('a', 'b', 'c'),
      marks: fc.record({ punctuality: mark, attitude: mark, skill: mark }),
      safetyConcern: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const events: EvaluationGiven[] = [];
        for (const over of acts) {
          const command = evaluate({ ...over, textChanged: false });
          events.push(...evaluations.decide(command, fold(evaluations, events)));
          expect(evaluations.decide(command, fold(evaluations, events))).toEqual([]);
        }
        for (const who of ['a', 'b', 'c']) {
          const versions = events
            .filter(({ data }) => data.evaluator === who)
            .map(({ data }) => data.version);
          expect(versions).toEqual(versions.map((_, index) => index + 1));
        }
      }),
    );
  });
});
