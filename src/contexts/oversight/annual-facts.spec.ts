import fc from 'fast-check';
import { metaOf } from '../../../test/support/store-events.js';
import { addDays, instantAt } from '../../kernel/calendar.js';
import type { Json, Recorded } from '../../kernel/message.js';
import { Databases } from '../../projections/databases.js';
import type { Statement } from '../../projections/projection.js';
import { annualFactsProjection } from './annual-facts.projection.js';
import { AnnualReportQueries } from './annual-reports.queries.js';
import type { FactKind } from './domain/annual-report.js';

type Told = readonly [day: string, type: string, data: Json];

const of = { organisationId: 'o-1', volunteerId: 'v-1' };
const record = { ...of, recordId: 'r-1', date: '2026-03-02', grade: 'A' };
const ENTERED: Told = ['2026-03-02', 'service-records.RecordSubmitted', record];
const EFFECTIVE: Told = [
  '2026-03-09',
  'service-records.RecordTookEffect',
  { ...record, centiHours: 300 },
];

let databases: Databases;
let queries: AnnualReportQueries;
beforeEach(() => {
  databases = new Databases(null);
  databases.read.exec(annualFactsProjection.schema);
  queries = new AnnualReportQueries(databases);
});
afterEach(() => databases.close());

function recorded([day, type, data]: Told, revision: number): Recorded {
  const meta = { ...metaOf(), recordedAt: instantAt(day, '10:00') };
  return { id: 'e', stream: 's-1', revision, position: String(revision), type, data, meta };
}

function project(...told: readonly Told[]): void {
  told.forEach((each, index) => {
    const event = recorded(each, index);
    const on = annualFactsProjection.on[event.type] as
      ((event: Recorded) => readonly Statement[]) | undefined;
    for (const { sql, params } of on?.(event) ?? []) databases.read.prepare(sql).run(...params);
  });
}

const told = (kind: FactKind, asOf: string, year = 2026) =>
  queries
    .sums(kind, { year, asOf }, ['o-1'])
    .byKey.map(({ key, items, amount }) => [key, items, amount]);

describe('what an annual report counts, as of a day', () => {
  it('hours from the day they took effect, as they were corrected, until they were voided', () => {
    const corrected = { ...record, centiHours: 200, grade: 'C', wasEffective: true };
    project(
      ...[ENTERED, EFFECTIVE],
      ['2026-04-01', 'service-records.RecordCorrected', corrected],
      ['2026-05-01', 'service-records.RecordVoided', { ...record, wasEffective: true }],
    );
    expect(told('service', '2026-03-08')).toEqual([]);
    expect(told('service', '2026-03-09')).toEqual([['A', 1, 300]]);
    expect(told('service', '2026-03-31')).toEqual([['A', 1, 300]]);
    expect(told('service', '2026-04-01')).toEqual([['C', 1, 200]]);
    expect(told('service', '2026-05-01')).toEqual([]);
    expect(told('service', '2026-04-01', 2025)).toEqual([]);
    expect(told('change', '2026-05-01')).toEqual([
      ['corrected', 1, 0],
      ['voided', 1, 0],
    ]);
    expect(told('entry', '2026-04-30')).toEqual([['in-time', 1, 0]]);
    expect(told('entry', '2026-05-01')).toEqual([]);
  });

  it('an objection as open until it is decided, or until its record is gone', () => {
    const raised = { recordId: 'r-1', objectionId: 'b-1' };
    const decided = { ...raised, outcome: 'dismissed' };
    project(
      ENTERED,
      ['2026-03-03', 'service-records.ObjectionRaised', raised],
      ['2026-03-05', 'service-records.ObjectionDecided', decided],
      ['2026-03-06', 'service-records.ObjectionRaised', { ...raised, objectionId: 'b-2' }],
      ['2026-03-08', 'service-records.RecordVoided', { ...record, wasEffective: false }],
    );
    expect(told('objection', '2026-03-04')).toEqual([['open', 1, 0]]);
    expect(told('objection', '2026-03-05')).toEqual([['dismissed', 1, 0]]);
    expect(told('objection', '2026-03-08')).toEqual([
      ['dismissed', 1, 0],
      ['overtaken', 1, 0],
    ]);
  });

  it('certificates, trainings, awards, evaluations and complaints of their own year', () => {
    const session = { sessionId: 's-1', startsAt: '2025-12-31T16:30:00.000Z' };
    const attendance = { courseId: 'k-1', sessionId: 's-1', volunteerId: 'v-1', centiHours: 200 };
    const marks = { punctuality: 5, attitude: 5, skill: 4 };
    const evaluation = { ...of, recordId: 'r-1', evaluator: 'a', by: 'staff', on: '2026-03-10' };
    const issued = { ...of, certificateId: 'c-1', issuedOn: '2026-03-11' };
    project(
      ['2026-01-01', 'trainings.CourseOffered', { courseId: 'k-1', organisationId: 'o-1' }],
      ['2026-01-01', 'trainings.SessionScheduled', session],
      ['2026-01-02', 'trainings.AttendanceRecorded', attendance],
      [
        '2026-01-03',
        'honours.AwardRecorded',
        { ...of, awardId: 'w-1', on: '2026-01-02', level: 'county' },
      ],
      ['2026-03-10', 'feedback.EvaluationGiven', { ...evaluation, marks }],
      ['2026-03-11', 'certificates.CertificateIssued', { ...issued, totals: { centiHours: 300 } }],
      ['2026-03-12', 'feedback.EvaluationGiven', { ...evaluation, marks: { ...marks, skill: 1 } }],
      [
        '2026-03-13',
        'feedback.ComplaintFiled',
        { complaintId: 'm-1', organisationId: 'o-1', on: '2026-03-13' },
      ],
      ['2026-03-14', 'feedback.ComplaintDecided', { complaintId: 'm-1', outcome: 'upheld' }],
      ['2026-03-15', 'certificates.CertificateRevoked', { certificateId: 'c-1' }],
      ['2026-03-16', 'trainings.AttendanceWithdrawn', attendance],
      ['2026-03-17', 'honours.AwardRevoked', { awardId: 'w-1' }],
    );
    // The session began at half past midnight of New Year's Day in Shanghai.
    expect(told('training', '2026-03-15')).toEqual([['attended', 1, 200]]);
    expect(told('training', '2026-03-16')).toEqual([]);
    expect(told('award', '2026-03-16')).toEqual([['county', 1, 0]]);
    expect(told('award', '2026-03-17')).toEqual([]);
    expect(told('evaluation', '2026-03-11')).toEqual([['staff', 1, 14]]);
    expect(told('evaluation', '2026-03-12')).toEqual([['staff', 1, 11]]);
    expect(told('certificate', '2026-03-15')).toEqual([['issued', 1, 300]]);
    expect(told('certificate-end', '2026-03-14')).toEqual([]);
    expect(told('certificate-end', '2026-03-15')).toEqual([['revoked', 1, 0]]);
    expect(told('complaint', '2026-03-13')).toEqual([['open', 1, 0]]);
    expect(told('complaint', '2026-03-14')).toEqual([['upheld', 1, 0]]);
  });

  it('whatever comes later changes nothing of a day that is over', () => {
    const step = fc.record({
      record: fc.nat({ max: 3 }),
      what: fc.constantFrom('effect', 'correct', 'void'),
      centiHours: fc.integer({ min: 1, max: 800 }),
      daysLater: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat({ max: 12 }), (steps, cut) => {
        databases.read.exec('DELETE FROM oversight_fact');
        const gone = new Set<number>();
        const effective = new Set<number>();
        let day = '2026-04-01';
        const entry = (n: number): Told => [
          ...([day, 'service-records.RecordSubmitted', { ...record, recordId: `r-${n}` }] as const),
        ];
        const history: Told[] = [0, 1, 2, 3].map(entry);
        for (const { record: n, what, centiHours, daysLater } of steps) {
          if (gone.has(n) || (what === 'effect') === effective.has(n)) continue;
          day = addDays(day, daysLater);
          const data = { ...record, recordId: `r-${n}`, centiHours, wasEffective: true };
          effective.add(n);
          if (what === 'void') gone.add(n);
          const names = { effect: 'TookEffect', correct: 'Corrected', void: 'Voided' } as const;
          history.push([day, `service-records.Record${names[what]}`, data]);
        }
        const first = history.slice(0, 4 + cut);
        const asOf = addDays(first.at(-1)?.[0] ?? day, -1);
        project(...first);
        const before = told('service', asOf);
        databases.read.exec('DELETE FROM oversight_fact');
        project(...history);
        expect(told('service', asOf)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});
