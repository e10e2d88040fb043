/**
 * Civil time without a clock. Instants are ISO 8601 UTC texts; dates are `YYYY-MM-DD` in
 * Asia/Shanghai. The zone is named, never "+8": China kept summer time from 1986 to 1991.
 */
export type Instant = string;
export type LocalDate = string;

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export function isInstant(text: unknown): text is Instant {
  // Date.parse alone takes 30 February for 1 March.
  return typeof text === 'string' && isLocalDate(INSTANT.exec(text)?.[1]);
}

export function isLocalDate(text: unknown): text is LocalDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export function millis(instant: Instant): number {
  return Date.parse(instant);
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The civil date in Asia/Shanghai at an instant. */
export function localDateOf(instant: Instant): LocalDate {
  return localPartsOf(instant).date;
}

/** `{date: '2026-02-15', time: '10:25:00'}` in Asia/Shanghai. */
export function localPartsOf(instant: Instant): { date: LocalDate; time: string } {
  const at = millis(instant);
  const wall = new Date(at + offsetAt(at)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 19) };
}

/** `2026-02-15 10:25` in Asia/Shanghai: an instant as people read it. */
export function minuteOf(instant: Instant): string {
  const { date, time } = localPartsOf(instant);
  return `${date} ${time.slice(0, 5)}`;
}

/** Offsets from UTC in milliseconds by hour: to ask for one costs more than all that uses it. */
const offsets = new Map<number, number>();
const OFFSETS_MAX = 20_000;

function offsetAt(ms: number): number {
  const hour = Math.floor(ms / HOUR_MS);
  let offset = offsets.get(hour);
  if (offset === undefined) {
    if (offsets.size >= OFFSETS_MAX) offsets.clear();
    offset = wallClockAt(hour * HOUR_MS) - hour * HOUR_MS;
    offsets.set(hour, offset);
  }
  return offset;
}

/** What the clocks of Asia/Shanghai show, as if it were UTC. Its changes fell on whole hours. */
function wallClockAt(ms: number): number {
  const p = Object.fromEntries(
    shanghai.formatToParts(new Date(ms)).map(({ type, value }) => [type, value]),
  );
  return Date.parse(
    `${p['year']}-${p['month']}-${p['day']}T${p['hour']}:${p['minute']}:${p['second']}Z`,
  );
}

/** The instant of a wall-clock time in Asia/Shanghai; time as `HH:MM` or `HH:MM:SS`. */
export function instantAt(date: LocalDate, time: string): Instant {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  let guess = wall - 8 * HOUR_MS;
  const shown = localPartsOf(instantOf(guess));
  guess += wall - Date.parse(`${shown.date}T${shown.time}Z`);
  return instantOf(guess);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day some months later, or the last day of a month that has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const day = Number(date.slice(8));
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const month = first.toISOString().slice(0, 7);
  first.setUTCMonth(first.getUTCMonth() + 1, 0);
  return `${month}-${String(Math.min(day, first.getUTCDate())).padStart(2, '0')}`;
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** Half-open: touching intervals do not overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return millis(a.startsAt) < millis(b.endsAt) && millis(b.startsAt) < millis(a.endsAt);
}

export interface Interval {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** One year of the State Council's holiday notice: only the days that differ from Mon–Fri. */
export interface CalendarYear {
  readonly year: number;
  readonly holidays: readonly LocalDate[];
  /** Make-up working days that fall on a weekend. */
  readonly workdays: readonly LocalDate[];
}

export interface WorkingDay {
  readonly date: LocalDate;
  /** True when a year without calendar data was crossed: Monday to Friday was assumed. */
  readonly provisional: boolean;
}

/** No deadline is further away; an impossible count must not become an endless loop. */
const WORKING_DAYS_MAX = 10_000;

export class WorkingDayCalendar {
  readonly #years: ReadonlyMap<number, { holidays: Set<string>; workdays: Set<string> }>;

  constructor(years: readonly CalendarYear[]) {
    this.#years = new Map(
      years.map((y) => [y.year, { holidays: new Set(y.holidays), workdays: new Set(y.workdays) }]),
    );
  }

  isWorkingDay(date: LocalDate): boolean {
    const year = this.#years.get(yearOf(date));
    if (year?.holidays.has(date)) return false;
    if (year?.workdays.has(date)) return true;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  /** The n-th working day after a date; day 1 is the first working day after it. */
  after(date: LocalDate, workingDays: number): WorkingDay {
    if (!Number.isSafeInteger(workingDays) || workingDays < 0 || workingDays > WORKING_DAYS_MAX) {
      throw new RangeError(`not a number of working days: ${workingDays}`);
    }
    let [day, left] = [date, workingDays];
    let provisional = false;
    while (left > 0) {
      day = addDays(day, 1);
      provisional ||= !this.#years.has(yearOf(day));
      if (this.isWorkingDay(day)) left -= 1;
    }
    return { date: day, provisional };
  }

  /** Working days strictly between two dates. */
  between(after: LocalDate, before: LocalDate): number {
    let days = 0;
    let day = addDays(after, 1);
    for (let tries = 0; day < before; tries += 1, day = addDays(day, 1)) {
      if (tries >= WORKING_DAYS_MAX) throw new RangeError(`too far apart: ${after}, ${before}`);
      if (this.isWorkingDay(day)) days += 1;
    }
    return days;
  }
}
