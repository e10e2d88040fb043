import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLocalDate, yearOf } from '../kernel/calendar.js';
import { calendarYears, loadCalendar, PUBLISHED_YEARS } from './calendar.js';
import { CalendarYearError, parseCalendarYear } from './calendar-year.js';

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

describe('the published years', () => {
  it.each(PUBLISHED_YEARS)('$year holds only dates of its own, each once, in order', (year) => {
    const { holidays, workdays } = year;
    for (const dates of [holidays, workdays]) {
      expect(dates.filter((date) => !isLocalDate(date) || yearOf(date) !== year.year)).toEqual([]);
      expect(dates).toEqual([...new Set(dates)].sort());
    }
    expect(holidays.filter((date) => workdays.includes(date))).toEqual([]);
  });

  it.each(PUBLISHED_YEARS)('$year makes up only on weekends', ({ workdays }) => {
    expect(workdays.filter((date) => ![0, 6].includes(weekday(date)))).toEqual([]);
  });

  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has the %i working days of its notice', (year, expected) => {
    const calendar = loadCalendar();
    const last = calendar.after(`${year - 1}-12-31`, expected);
    expect(yearOf(last.date)).toBe(year);
    expect(yearOf(calendar.after(`${year - 1}-12-31`, expected + 1).date)).toBe(year + 1);
  });

  it('ten working days after 27 September 2024 end on 16 October', () => {
    expect(loadCalendar().after('2024-09-27', 10)).toEqual({
      date: '2024-10-16',
      provisional: false,
    });
  });
});

describe('a folder of year files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-calendar-'));
  const put = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('adds a year, so that a deadline in it is no longer provisional', () => {
    expect(loadCalendar().after('2026-12-31', 1).provisional).toBe(true);
    put('2027.json', { year: 2027, source: '通知', holidays: ['2027-01-01'], workdays: [] });
    put('README.txt', 'not a year');
    expect(loadCalendar(folder).after('2026-12-31', 1)).toEqual({
      date: '2027-01-04',
      provisional: false,
    });
  });

  it('replaces a year the product ships', () => {
    put('2026.json', { year: 2026, source: '更正通知', holidays: [], workdays: [] });
    expect(calendarYears(folder).map(({ year, source }) => [year, source.slice(0, 4)])).toEqual([
      [2024, '国务院办'],
      [2025, '国务院办'],
      [2026, '更正通知'],
      [2027, '通知'],
    ]);
  });

  it('is optional', () => {
    expect(calendarYears(join(folder, 'missing'))).toEqual(PUBLISHED_YEARS);
  });
});

describe('a year file', () => {
  const good = { year: 2027, source: '通知', holidays: ['2027-01-01'], workdays: ['2027-01-03'] };

  it('is read as it stands', () => {
    expect(parseCalendarYear(JSON.stringify(good), 'f')).toEqual(good);
  });

  it.each([
    ['2027.json: is not JSON', '{'],
    ['2027.json: must hold one JSON object', '7'],
    ['2027.json: "year" must be a number', JSON.stringify({ ...good, year: '2027' })],
    ['2027.json: "source" must name the notice', JSON.stringify({ ...good, source: ' ' })],
    ['2027.json: "holidays" must be a list', JSON.stringify({ ...good, holidays: {} })],
    [
      '2027.json: "holidays": "2027-02-30" is not a date',
      JSON.stringify({ ...good, holidays: ['2027-02-30'] }),
    ],
    [
      '2027.json: "workdays": 2026-01-04 is not in 2027',
      JSON.stringify({ ...good, workdays: ['2026-01-04'] }),
    ],
    [
      '2027.json: 2027-01-01 is both holiday and working day',
      JSON.stringify({ ...good, workdays: ['2027-01-01'] }),
    ],
  ])('is refused with "%s"', (message, text) => {
    expect(() => parseCalendarYear(text, '2027.json')).toThrow(CalendarYearError);
    expect(() => parseCalendarYear(text, '2027.json')).toThrow(message);
  });
});
