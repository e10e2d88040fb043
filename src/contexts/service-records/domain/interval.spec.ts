import fc from 'fast-check';
import { instantAt, instantOf } from '../../../kernel/calendar.js';
import { Rejection } from '../../../kernel/rejection.js';
import { judgeInterval, type StatedInterval } from './interval.js';

const day = '2026-03-02';
const span = (from: string, to: string, over: Partial<StatedInterval> = {}): StatedInterval => ({
  startsAt: instantAt(day, from),
  endsAt: instantAt(day, to),
  now: instantAt('2026-03-03', '09:00'),
  ...over,
});
const refusal = (interval: StatedInterval): Pick<Rejection, 'code' | 'facts'> => {
  try {
    judgeInterval(interval);
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, facts: error.facts };
  }
  throw new Error('expected a refusal');
};

describe('the hours of an interval', () => {
  it('08:00:00 to 11:20:00 is 333, and three such rows are 999', () => {
    const hours = judgeInterval(span('08:00:00', '11:20:00'));
    expect(hours).toBe(333);
    expect(hours + hours + hours).toBe(999);
  });

  it.each([
    ['08:00:00', '08:00:36', 1],
    ['08:00:00', '08:01:11', 1],
    ['08:00:00', '08:01:12', 2],
    ['00:00:00', '23:59:59', 2399],
  ])('%s to %s is %i', (from, to, hours) => {
    expect(judgeInterval(span(from, to))).toBe(hours);
  });

  it('is what was stated, where less than the interval was', () => {
    expect(judgeInterval(span('08:00', '10:00', { statedCentiHours: 150 }))).toBe(150);
    expect(judgeInterval(span('08:00', '10:00', { statedCentiHours: 200 }))).toBe(200);
  });
});

describe('an interval is refused', () => {
  it.each([
    ['of no time', span('08:00', '08:00'), 'no-time'],
    ['too short for a hundredth of an hour', span('08:00:00', '08:00:35'), 'no-time'],
    ['stated as nothing', span('08:00', '09:00', { statedCentiHours: 0 }), 'no-time'],
    ['backwards', span('09:00', '08:00'), 'end-before-start'],
    [
      'over midnight',
      span('23:00', '23:59', { endsAt: instantAt('2026-03-03', '00:30') }),
      'crosses-midnight',
    ],
    [
      'until midnight itself, which is another day',
      span('23:00', '23:59', { endsAt: instantAt('2026-03-03', '00:00') }),
      'crosses-midnight',
    ],
    [
      'of 25 hours',
      span('08:00', '09:00', { endsAt: instantAt('2026-03-03', '09:00') }),
      'over-24-hours',
    ],
    [
      'that has not ended',
      span('08:00', '09:00', { now: instantAt(day, '08:59:59') }),
      'in-the-future',
    ],
  ])('%s', (_, interval, reason) => {
    expect(refusal(interval).code).toBe(`service-records/${reason}`);
  });

  it('stated longer than it is, with both figures', () => {
    expect(refusal(span('08:00', '10:00', { statedCentiHours: 201 }))).toEqual({
      code: 'service-records/hours-exceed-interval',
      facts: { statedCentiHours: 201, intervalCentiHours: 200 },
    });
  });

  it('for its first broken rule only: backwards comes before the future', () => {
    const now = instantAt(day, '00:00');
    expect(refusal(span('09:00', '08:00', { now })).code).toBe('service-records/end-before-start');
  });

  it('may end at this very moment', () => {
    expect(judgeInterval(span('08:00', '09:00', { now: instantAt(day, '09:00') }))).toBe(100);
  });
});

it('never counts more than the clock shows, nor less by a hundredth or more', () => {
  const midnight = Date.parse(instantAt(day, '00:00'));
  const second = fc.nat({ max: 86_399 });
  fc.assert(
    fc.property(second, second, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(to - from >= 36);
      const counted = judgeInterval({
        startsAt: instantOf(midnight + from * 1000),
        endsAt: instantOf(midnight + to * 1000),
        now: instantOf(midnight + 86_400_000),
      });
      expect(Number.isSafeInteger(counted)).toBe(true);
      expect(counted * 36).toBeLessThanOrEqual(to - from);
      expect((counted + 1) * 36).toBeGreaterThan(to - from);
    }),
  );
});
