import fc from 'fast-check';
import {
  addMonths,
  addDays,
  instantAt,
  instantOf,
  isInstant,
  isLocalDate,
  localDateOf,
  localPartsOf,
  millis,
  overlaps,
  WorkingDayCalendar,
  yearOf,
} from './calendar.js';

const millisAnywhere = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2099, 11, 31) });
const dateAnywhere = millisAnywhere.map((ms) => instantOf(ms).slice(0, 10));

describe('instants and dates', () => {
  it.each(['2026-02-15T02:25:00Z', '2026-02-15T02:25:00.000Z', '2024-02-29T23:59:59.9Z'])(
    '%s is an instant',
    (text) => expect(isInstant(text)).toBe(true),
  );

  it.each([
    '2026-02-15T02:25:00+08:00',
    '2026-02-15 02:25:00Z',
    '2026-02-15',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-15T24:00:00Z',
    '2026-02-15T23:60:00Z',
    '',
    7,
    null,
  ])('%p is no instant', (text) => expect(isInstant(text)).toBe(false));

  it.each(['2024-02-29', '2026-12-31', '1986-05-04'])('%s is a date', (text) =>
    expect(isLocalDate(text)).toBe(true),
  );

  it.each(['2025-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '20260101', undefined, 20260101])(
    '%p is no date',
    (text) => expect(isLocalDate(text)).toBe(false),
  );

  it('an instant survives its number of milliseconds', () => {
    fc.assert(fc.property(millisAnywhere, (ms) => millis(instantOf(ms)) === ms));
  });

  it('days are added across months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(yearOf('2026-03-01')).toBe(2026);
  });

  it('adding days and taking them away leads back', () => {
    fc.assert(
      fc.property(dateAnywhere, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });
});

describe('the wall clock of Asia/Shanghai', () => {
  it('the day begins at 16:00 UTC of the day before', () => {
    expect(localDateOf('2026-02-14T15:59:59.999Z')).toBe('2026-02-14');
    expect(localDateOf('2026-02-14T16:00:00.000Z')).toBe('2026-02-15');
  });

  it('an instant is shown to the second', () => {
    expect(localPartsOf('2026-02-15T02:25:07.900Z')).toEqual({
      date: '2026-02-15',
      time: '10:25:07',
    });
    expect(localPartsOf('2026-02-14T16:00:00Z').time).toBe('00:00:00');
  });

  it.each([
    ['2026-02-15', '10:25', '2026-02-15T02:25:00.000Z'],
    ['2026-02-15', '00:00:00', '2026-02-14T16:00:00.000Z'],
    ['1988-07-01', '08:00', '1988-06-30T23:00:00.000Z'],
    ['1988-01-01', '08:00', '1988-01-01T00:00:00.000Z'],
    ['1986-05-03', '12:00', '1986-05-03T04:00:00.000Z'],
    ['1986-05-05', '12:00', '1986-05-05T03:00:00.000Z'],
    ['1991-09-14', '12:00', '1991-09-14T03:00:00.000Z'],
    ['1991-09-16', '12:00', '1991-09-16T04:00:00.000Z'],
  ])('%s %s is %s, summer time of 1986 to 1991 included', (date, time, instant) => {
    expect(instantAt(date, time)).toBe(instant);
  });

  it('a wall clock reading leads back to itself', () => {
    const seconds = fc.integer({ min: 0, max: 86_399 });
    fc.assert(
      fc.property(dateAnywhere, seconds, (date, s) => {
        const time = instantOf(s * 1000).slice(11, 19);
        // The hour that a summer time skipped was never on any clock.
        fc.pre(!/^19(86|87|88|89|90|91)-0[45]-/.test(date));
        expect(localPartsOf(instantAt(date, time))).toEqual({ date, time });
      }),
    );
  });
});

describe('intervals', () => {
  const hours = (from: number, to: number) => ({
    startsAt: instantOf(from * 3_600_000),
    endsAt: instantOf(to * 3_600_000),
  });

  it('touching intervals do not overlap, however their ends are written', () => {
    expect(overlaps(hours(8, 10), hours(10, 12))).toBe(false);
    const coarse = { startsAt: '2026-01-01T08:00:00Z', endsAt: '2026-01-01T10:00:00Z' };
    const fine = { startsAt: '2026-01-01T10:00:00.000Z', endsAt: '2026-01-01T11:00:00.000Z' };
    expect(overlaps(coarse, fine)).toBe(false);
  });

  it('an interval overlaps what it holds, and what reaches into it', () => {
    expect(overlaps(hours(8, 12), hours(9, 10))).toBe(true);
    expect(overlaps(hours(8, 12), hours(11, 13))).toBe(true);
    expect(overlaps(hours(8, 12), hours(8, 12))).toBe(true);
  });

  it('overlap is symmetric and means a shared moment', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const shared = Math.max(a.from, b.from) < Math.min(a.to, b.to);
        expect(overlaps(hours(a.from, a.to), hours(b.from, b.to))).toBe(shared);
        expect(overlaps(hours(b.from, b.to), hours(a.from, a.to))).toBe(shared);
      }),
    );
  });
});

describe('working days', () => {
  const calendar = new WorkingDayCalendar([
    {
      year: 2024,
      holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2024-10-0${day}`),
      workdays: ['2024-09-29', '2024-10-12'],
    },
  ]);

  it('ten working days after Friday 27 September 2024 end on 16 October', () => {
    expect(calendar.after('2024-09-27', 10)).toEqual({ date: '2024-10-16', provisional: false });
  });

  it('without the notice they would wrongly end on 11 October, and say so', () => {
    expect(new WorkingDayCalendar([]).after('2024-09-27', 10)).toEqual({
      date: '2024-10-11',
      provisional: true,
    });
  });

  it('a made-up Sunday is worked, a holiday on a Tuesday is not', () => {
    expect(calendar.isWorkingDay('2024-09-29')).toBe(true);
    expect(calendar.isWorkingDay('2024-10-01')).toBe(false);
    expect(calendar.isWorkingDay('2024-10-13')).toBe(false);
    expect(calendar.isWorkingDay('2024-10-14')).toBe(true);
  });

  it('a deadline is provisional only when it crosses into a year without notice', () => {
    expect(calendar.after('2024-12-30', 1)).toEqual({ date: '2024-12-31', provisional: false });
    expect(calendar.after('2024-12-31', 1)).toEqual({ date: '2025-01-01', provisional: true });
  });

  it('no working days after a date is the date itself', () => {
    expect(calendar.after('2024-10-01', 0)).toEqual({ date: '2024-10-01', provisional: false });
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    '%p is no number of working days',
    (count) => expect(() => calendar.after('2024-10-01', count)).toThrow(RangeError),
  );

  it('the n-th working day is worked, and n working days lie up to it', () => {
    const counts = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(dateAnywhere, counts, (date, count) => {
        const { date: end } = calendar.after(date, count);
        expect(calendar.isWorkingDay(end)).toBe(true);
        let worked = 0;
        for (let day = addDays(date, 1); day <= end; day = addDays(day, 1)) {
          if (calendar.isWorkingDay(day)) worked += 1;
        }
        expect(worked).toBe(count);
      }),
    );
  });
});

describe('months later', () => {
  it.each([
    ['2026-03-07', 24, '2028-03-07'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-05-15', 0, '2026-05-15'],
  ])('%s and %d months is %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });
});
