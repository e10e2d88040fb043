import { createHash } from 'node:crypto';
import type { Recorded } from '../kernel/message.js';
import { OversightCheck } from './oversight.check.js';

const event = (type: string, data: object, accountId = 'clerk') =>
  ({ type, data, meta: { actor: { accountId } } }) as unknown as Recorded;
const rank = (id: string) => createHash('sha256').update(`7\n${id}`).digest('hex');
const [FIRST, SECOND] = ['r-1', 'r-2'].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)) as [
  string,
  string,
];

const records = ['r-1', 'r-2'].map((recordId) =>
  event('service-records.RecordSubmitted', { recordId }),
);
const marks = { punctuality: 5, attitude: 5, skill: 5 };
const evaluation = (over: object = {}) =>
  event('feedback.EvaluationGiven', {
    recordId: 'r-1',
    evaluator: 'e',
    version: 1,
    marks,
    ...over,
  });
const filed = event(
  'feedback.ComplaintFiled',
  { complaintId: 'c', dueOn: '2026-03-16' },
  'neighbour',
);
const decided = (over: object = {}) =>
  event('feedback.ComplaintDecided', {
    ...{ complaintId: 'c', decider: 'supervisor', on: '2026-03-16', overdue: false, ...over },
  });
const drawn = (over: object = {}) =>
  event('oversight.SampleDrawn', {
    ...{ inspectionId: 'i', seed: '7', recordIds: [FIRST, SECOND], populationSize: 2, ...over },
  });

function findings(...events: readonly Recorded[]): readonly string[] {
  const check = new OversightCheck();
  for (const one of [...records, ...events]) check.visit(one);
  return check.finish().map(({ code }) => code);
}

it('finds nothing in books that are as they must be', () => {
  const second = evaluation({ version: 2 });
  expect(findings(evaluation(), second, filed, decided(), drawn())).toEqual([]);
});

it.each([
  ['evaluation-version', [evaluation({ version: 2 })]],
  ['evaluation-version', [evaluation(), evaluation()]],
  ['evaluation-without-record', [evaluation({ recordId: 'r-9' })]],
  ['mark-out-of-range', [evaluation({ marks: { ...marks, skill: 6 } })]],
  ['decided-without-complaint', [decided()]],
  ['decided-without-complaint', [filed, decided(), decided()]],
  ['decided-by-complainant', [filed, decided({ decider: 'neighbour' })]],
  ['overdue-wrong', [filed, decided({ on: '2026-03-17' })]],
  ['lot-not-of-its-seed', [drawn({ recordIds: [SECOND, FIRST] })]],
  ['lot-too-large', [drawn({ populationSize: 1 })]],
  ['lot-of-unknown-record', [drawn({ recordIds: ['r-9'] })]],
])('finds %s', (code, events) => {
  expect(findings(...events)).toEqual([`oversight/${code}`]);
});
