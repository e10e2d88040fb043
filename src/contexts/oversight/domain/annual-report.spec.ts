import fc from 'fast-check';
import {
  annualReportOf,
  type FactKind,
  type Facts,
  type FactSums,
  type OrganisationPeople,
  summable,
} from './annual-report.js';

const policy = { version: 'statistics/test', effectiveFrom: '2021-01-01', peopleMin: 5 };
const about = { year: 2026, asOf: '2027-01-31' };
const NONE: FactSums = { byKey: [], people: 0 };

const facts =
  (known: Partial<Record<FactKind, FactSums>>): Facts =>
  (kind) =>
    known[kind] ?? NONE;
const sums = (
  people: number,
  ...byKey: readonly [key: string, items: number, amount?: number][]
) => ({
  people,
  byKey: byKey.map(([key, items, amount = 0]) => ({ key, items, amount, people })),
});

describe('an annual report', () => {
  it('adds up what was recorded and certified', () => {
    const known = {
      service: sums(7, ['A', 8, 3000], ['C', 2, 1000]),
      entry: sums(7, ['in-time', 9], ['late', 3]),
      change: sums(2, ['corrected', 1], ['voided', 1], ['voided-before-effect', 2]),
      objection: sums(1, ['dismissed', 1], ['open', 2]),
      certificate: sums(5, ['issued', 6, 3500]),
      'certificate-end': sums(1, ['superseded', 1]),
      training: sums(6, ['attended', 8, 1600]),
      award: sums(5, ['county', 5]),
      evaluation: sums(6, ['staff', 2, 28]),
      complaint: sums(0, ['upheld', 1]),
    };
    expect(annualReportOf(facts(known), about, policy)).toEqual({
      ...{ ...about, policyVersion: 'statistics/test', fewerThan: 5 },
      service: {
        ...{ volunteers: 7, records: 10, centiHours: 4000 },
        grades: [
          { grade: 'A+', percent: 0 },
          { grade: 'A', percent: 75 },
          { grade: 'B', percent: 0 },
          { grade: 'C', percent: 25 },
          { grade: 'D', percent: 0 },
        ],
      },
      recording: { records: 12, inTimePercent: 75, latePercent: 25, corrections: 1, voids: 3 },
      objections: { open: 2, dismissed: 1, corrected: 0, voided: 0, overtaken: 0 },
      certificates: { issued: 6, holders: 5, centiHours: 3500, superseded: 1, revoked: 0 },
      trainings: { people: 6, attendances: 8, centiHours: 1600 },
      awards: 5,
      evaluations: { given: 2, meanHundredths: 466 },
      complaints: { open: 0, upheld: 1, 'partly-upheld': 0, dismissed: 0 },
    });
  });

  it('tells no number that fewer than five people stand behind, and always the shares', () => {
    const known = {
      service: sums(4, ['D', 8, 3000]),
      entry: sums(4, ['late', 8]),
      certificate: sums(4, ['issued', 4, 3000]),
      training: sums(1, ['attended', 1, 200]),
      award: sums(1, ['county', 1]),
      evaluation: sums(4, ['staff', 4, 20]),
    };
    const report = annualReportOf(facts(known), about, policy);
    expect(report.service).toMatchObject({ volunteers: null, records: null, centiHours: null });
    expect(report.service.grades.at(-1)).toEqual({ grade: 'D', percent: 100 });
    expect(report.recording).toMatchObject({ records: null, latePercent: 100 });
    expect(report.certificates).toMatchObject({ issued: null, holders: null, centiHours: null });
    expect(report.trainings).toEqual({ people: null, attendances: null, centiHours: null });
    expect([report.awards, report.evaluations]).toEqual([
      null,
      { given: null, meanHundredths: null },
    ]);
  });

  it('says nought of a year in which nothing happened', () => {
    const report = annualReportOf(facts({}), about, policy);
    expect(report.service).toMatchObject({ volunteers: 0, records: 0, centiHours: 0 });
    expect(report.evaluations).toEqual({ given: 0, meanHundredths: null });
  });
});

describe('a sum over organisations', () => {
  const organisation = fc.record({ people: fc.nat({ max: 12 }) });
  const all = fc
    .array(organisation, { maxLength: 8 })
    .map((list) => list.map(({ people }, i) => ({ organisationId: `o-${i}`, people })));
  const peopleIn = (list: readonly OrganisationPeople[]) => (ids: readonly string[]) =>
    list.filter((o) => ids.includes(o.organisationId)).reduce((sum, o) => sum + o.people, 0);

  it('less what each large one publishes, leaves nobody or enough people', () => {
    fc.assert(
      fc.property(all, (list) => {
        const among = summable(list, peopleIn(list), policy);
        const small = list.filter(
          ({ organisationId, people }) => among.includes(organisationId) && people < 5,
        );
        const left = small.reduce((sum, { people }) => sum + people, 0);
        expect(left === 0 || left >= 5).toBe(true);
      }),
    );
  });

  it('always holds the large ones', () => {
    const list = [
      { organisationId: 'large', people: 5 },
      { organisationId: 'small', people: 4 },
    ];
    expect(summable(list, peopleIn(list), policy)).toEqual(['large']);
    const more = [...list, { organisationId: 'smaller', people: 1 }];
    expect(summable(more, peopleIn(more), policy)).toEqual(['large', 'small', 'smaller']);
  });

  it('counts a person once: the same four in two small ones are not enough', () => {
    const list = ['a', 'b'].map((organisationId) => ({ organisationId, people: 4 }));
    expect(summable(list, () => 4, policy)).toEqual([]);
  });
});
