import fc from 'fast-check';
import { type Counts, sharesOf, statisticsOf } from './statistics.js';
import { statisticsPolicyOn } from './statistics.policy.js';

const policy = statisticsPolicyOn('2026-03-02');
const about = {
  asOf: '2026-03-02T01:00:00.000Z',
  period: { from: '2026-01-01', to: '2026-03-02' },
};
const tally = (key: string, records: number, volunteers: number, centiHours = records * 100) => ({
  ...{ key, records, volunteers, centiHours },
});
const counts = (over: Partial<Counts> = {}): Counts => ({
  byStatus: [tally('effective', 8, 6), tally('submitted', 2, 2)],
  byGrade: [tally('A', 8, 6), tally('C', 2, 2)],
  byLateness: [tally('0', 8, 6), tally('11', 2, 2)],
  standing: { records: 10, volunteers: 6, centiHours: 1_000 },
  corrections: 1,
  voids: 3,
  typed: { operators: 1, records: 2, centiHoursPerMinute: [500, 3_000, 12_000] },
  ...over,
});

describe('statistics for everybody', () => {
  it('say how the hours are known, out of what, and as of when', () => {
    expect(statisticsOf(counts(), about, policy)).toMatchObject({
      ...{ ...about, policyVersion: 'statistics/2021-02', fewerThan: null },
      ...{ volunteers: 6, records: 10, centiHours: 1_000, effectiveCentiHours: 800 },
      grades: [
        { grade: 'A+', percent: 0, records: 0 },
        { grade: 'A', percent: 80, records: 8 },
        { grade: 'B', percent: 0, records: 0 },
        { grade: 'C', percent: 20, records: null },
        { grade: 'D', percent: 0, records: 0 },
      ],
      typing: {
        ...{ operators: 1, records: 2, mostCentiHoursPerMinute: 12_000 },
        minutes: [{ minutes: 1 }, { minutes: 0 }, { minutes: 1 }, { minutes: 1 }],
      },
      ...{ corrections: 1, voids: 3 },
    });
  });

  it('withhold every number of people, records and hours of a small group, and no share', () => {
    const standing = { records: 10, volunteers: 4, centiHours: 1_000 };
    const told = statisticsOf(counts({ standing }), about, policy);
    expect(told).toMatchObject({
      ...{ fewerThan: 5, volunteers: null, records: null, centiHours: null },
      effectiveCentiHours: null,
    });
    const cells = [...told.grades, ...told.lateness];
    expect(cells.map(({ records }) => records).filter((records) => records !== null)).toEqual([]);
    expect(told.grades.map(({ percent }) => percent)).toEqual([0, 80, 0, 20, 0]);
    expect(told.typing.mostCentiHoursPerMinute).toBe(12_000);
  });

  it('five people are told of, four are not', () => {
    const of = (volunteers: number) =>
      statisticsOf(counts({ standing: { records: 5, volunteers, centiHours: 5 } }), about, policy);
    expect(of(5).volunteers).toBe(5);
    expect(of(4).volunteers).toBeNull();
    expect(of(0).volunteers).toBe(0);
  });
});

describe('whole percents', () => {
  it('sum to 100 and are off by less than one, whatever the amounts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), (amounts) => {
        const total = amounts.reduce((a, b) => a + b, 0);
        const shares = sharesOf(amounts);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total === 0 ? 0 : 100);
        shares.forEach((share, i) => {
          if (total > 0) expect(Math.abs(share - (amounts[i]! * 100) / total)).toBeLessThan(1);
        });
      }),
    );
  });
});
