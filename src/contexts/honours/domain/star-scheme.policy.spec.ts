import {
  checkStarSchemes,
  countedDays,
  isHighEnough,
  monthsBetween,
  STAR_SCHEMES,
  type StarScheme,
} from './star-scheme.policy.js';

const [national] = STAR_SCHEMES.national;
const [community] = STAR_SCHEMES.community;

describe('the ladders the product ships with', () => {
  it('ask for 100, 300, 600, 1000 and 1500 hours, or 10 to 50 in a year', () => {
    expect(national.levels.map(({ centiHours }) => centiHours)).toEqual([
      ...[10_000, 30_000, 60_000, 100_000, 150_000],
    ]);
    expect(community.levels.map(({ centiHours }) => centiHours)).toEqual([
      ...[1_000, 2_000, 3_000, 4_000, 5_000],
    ]);
  });

  it('are whole', () => {
    expect(checkStarSchemes([national])).toHaveLength(1);
    expect(checkStarSchemes([community])).toHaveLength(1);
  });
});

describe('a ladder of an operator', () => {
  const level = national.levels[0]!;
  it.each<[string, Partial<StarScheme>]>([
    ['no level', { levels: [] }],
    ['a falling threshold', { levels: [level, { ...level, star: 2, centiHours: 9_999 }] }],
    ['the same star twice', { levels: [level, { ...level, centiHours: 20_000 }] }],
    ['half a hundredth', { levels: [{ ...level, centiHours: 0.5 }] }],
    ['an approver nobody knows', { levels: [{ ...level, approver: 'nobody' as 'county' }] }],
    ['a cut-off that is no day', { cutOff: '31-12' }],
    ['a reset nobody knows', { reset: 'monthly' as 'yearly' }],
  ])('with %s is refused at the start', (_, over) => {
    expect(() => checkStarSchemes([{ ...national, ...over }])).toThrow(RangeError);
  });
});

describe('the days that count', () => {
  it.each([
    ['never', 'none', '2026-03-12', ['1900-01-01', '2026-03-12']],
    ['yearly', 'none', '2026-03-12', ['2026-01-01', '2026-03-12']],
    ['never', '11-30', '2026-11-29', ['1900-01-01', '2025-11-30']],
    ['never', '11-30', '2026-11-30', ['1900-01-01', '2026-11-30']],
    ['yearly', '11-30', '2026-03-12', ['2025-01-01', '2025-11-30']],
  ] as const)('reset %s, cut-off %s, on %s: %j', (reset, cutOff, on, [from, until]) => {
    expect(countedDays({ reset, cutOff }, on)).toEqual({ from, until });
  });
});

describe('months of tenure', () => {
  it.each([
    ['2025-09-12', '2026-03-12', 6],
    ['2025-09-13', '2026-03-12', 5],
    ['2026-03-12', '2026-03-12', 0],
    ['2024-02-29', '2025-02-28', 11],
    ['2024-02-29', '2025-03-01', 12],
  ])('from %s to %s are %i', (from, until, months) => {
    expect(monthsBetween(from, until)).toBe(months);
  });
});

describe('an approver', () => {
  it('approves at their level and below', () => {
    expect(isHighEnough('county', 'county')).toBe(true);
    expect(isHighEnough('province', 'organisation')).toBe(true);
    expect(isHighEnough('organisation', 'county')).toBe(false);
    expect(isHighEnough(null, 'organisation')).toBe(false);
  });
});
