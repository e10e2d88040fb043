import { type CalendarYear, isLocalDate, yearOf } from '../kernel/calendar.js';
import { ConfigError } from './config-error.js';

/** A year of the working-day calendar with the notice it was taken from. */
export interface PublishedYear extends CalendarYear {
  readonly source: string;
}

export class CalendarYearError extends ConfigError {
  constructor(
    readonly file: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(file, message, options);
    this.name = 'CalendarYearError';
  }
}

/**
 * Reads a year file an operator wrote: `{"year", "source", "holidays": [], "workdays": []}`.
 *
 * @throws CalendarYearError naming the file and what is wrong; a deadline computed from half a
 *   calendar would be wrong without anybody noticing
 */
export function parseCalendarYear(text: string, file: string): PublishedYear {
  const value = jsonOf(text, file);
  const { year, source } = value;
  if (typeof year !== 'number' || !Number.isInteger(year)) {
    throw new CalendarYearError(file, '"year" must be a number');
  }
  if (typeof source !== 'string' || source.trim() === '') {
    throw new CalendarYearError(file, '"source" must name the notice');
  }
  const holidays = datesOf(value, 'holidays', { year, file });
  const workdays = datesOf(value, 'workdays', { year, file });
  const both = holidays.find((date) => workdays.includes(date));
  if (both) throw new CalendarYearError(file, `${both} is both holiday and working day`);
  return { year, source, holidays, workdays };
}

function jsonOf(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    throw new CalendarYearError(file, 'is not JSON', { cause });
  }
  throw new CalendarYearError(file, 'must hold one JSON object');
}

function datesOf(
  value: Readonly<Record<string, unknown>>,
  field: 'holidays' | 'workdays',
  { year, file }: { readonly year: number; readonly file: string },
): readonly string[] {
  const list = value[field];
  if (!Array.isArray(list)) throw new CalendarYearError(file, `"${field}" must be a list`);
  return list.map((date: unknown) => {
    if (!isLocalDate(date)) {
      throw new CalendarYearError(file, `"${field}": ${JSON.stringify(date)} is not a date`);
    }
    if (yearOf(date) !== year) {
      throw new CalendarYearError(file, `"${field}": ${date} is not in ${year}`);
    }
    return date;
  });
}
