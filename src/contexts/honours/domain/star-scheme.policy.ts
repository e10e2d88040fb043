import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** Who approves, from below: each may also approve what a lower one may. */
export const APPROVER_LEVELS = ['organisation', 'county', 'prefecture', 'province'] as const;
export type ApproverLevel = (typeof APPROVER_LEVELS)[number];

export interface StarLevel {
  readonly star: number;
  /** Effective hours that are enough, in hundredths: reached exactly is reached. */
  readonly centiHours: number;
  /** Full months since registration. */
  readonly tenureMonths: number;
  readonly approver: ApproverLevel;
}

/**
 * A ladder of stars. Ladders differ from place to place and none is fixed by a national text that is
 * in force, so every figure is data with an effective date.
 */
export interface StarScheme extends Policy {
  readonly levels: readonly StarLevel[];
  readonly publicityWorkingDays: number;
  readonly reset: 'never' | 'yearly';
  /** `MM-DD`: hours count until the last such day; `none` = until the application. */
  readonly cutOff: string;
  /** Each star in its turn. */
  readonly inOrder: boolean;
  /** Least mean mark in hundredths of a mark (1.00 to 5.00); 0 = not asked. */
  readonly leastMeanMark: number;
  /** Whether complaints that were upheld are held against the application at all. */
  readonly complaintsCount: boolean;
  readonly mostUpheldComplaints: number;
}

export const SCHEME_IDS = ['national', 'community'] as const;
export type SchemeId = (typeof SCHEME_IDS)[number];

const level = (star: number, hours: number, approver: ApproverLevel): StarLevel => ({
  ...{ star, centiHours: hours * 100, tenureMonths: 0, approver },
});

/**
 * `star-scheme-national` and `star-scheme-community` in an operator's policy file. The national
 * thresholds are those of civil-affairs practice since 2012, their approvers those of one province;
 * the second is the ladder of one community, begun anew each year.
 */
export const STAR_SCHEMES: Readonly<Record<SchemeId, readonly [StarScheme, ...StarScheme[]]>> = {
  national: [
    {
      version: 'star-scheme-national/2012-10',
      effectiveFrom: '2012-10-01',
      levels: [
        level(1, 100, 'county'),
        level(2, 300, 'county'),
        level(3, 600, 'prefecture'),
        level(4, 1000, 'prefecture'),
        level(5, 1500, 'province'),
      ],
      publicityWorkingDays: 5,
      reset: 'never',
      cutOff: 'none',
      inOrder: false,
      leastMeanMark: 0,
      complaintsCount: false,
      mostUpheldComplaints: 0,
    },
  ],
  community: [
    {
      version: 'star-scheme-community/2026-01',
      effectiveFrom: '2026-01-01',
      levels: [1, 2, 3, 4, 5].map((star) => level(star, star * 10, 'organisation')),
      publicityWorkingDays: 5,
      reset: 'yearly',
      cutOff: 'none',
      inOrder: false,
      leastMeanMark: 0,
      complaintsCount: false,
      mostUpheldComplaints: 0,
    },
  ],
};

export function starSchemeOn(date: LocalDate, schemes: readonly StarScheme[]): StarScheme {
  return policyOn(date, schemes);
}

/** The first day of every ladder that is never begun anew. */
const EVER = '1900-01-01';

/** The days whose hours count for an application. */
export function countedDays(
  { reset, cutOff }: Pick<StarScheme, 'reset' | 'cutOff'>,
  on: LocalDate,
): { readonly from: LocalDate; readonly until: LocalDate } {
  const year = Number(on.slice(0, 4));
  const thisYears = `${year}-${cutOff}`;
  const last = thisYears <= on ? thisYears : `${year - 1}-${cutOff}`;
  const until = cutOff === 'none' ? on : last;
  return { from: reset === 'yearly' ? `${until.slice(0, 4)}-01-01` : EVER, until };
}

/** Full months from one day to another. */
export function monthsBetween(from: LocalDate, until: LocalDate): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = until.split('-').map(Number);
  return (year - fromYear) * 12 + month - fromMonth - (day < fromDay ? 1 : 0);
}

export function isHighEnough(level: ApproverLevel | null, needed: ApproverLevel): boolean {
  return level !== null && APPROVER_LEVELS.indexOf(level) >= APPROVER_LEVELS.indexOf(needed);
}

/**
 * What an operator's file may get wrong and its types don't show.
 * @throws RangeError naming the version and what is wrong with it
 */
export function checkStarSchemes(schemes: readonly StarScheme[]): readonly StarScheme[] {
  for (const { version, levels, reset, cutOff } of schemes) {
    const say = (what: string): never => {
      throw new RangeError(`star scheme "${version}": ${what}`);
    };
    if (!Array.isArray(levels) || levels.length === 0) say('"levels" must be a list');
    if (reset !== 'never' && reset !== 'yearly') say('"reset" must be never or yearly');
    if (!/^(none|(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/.test(cutOff)) say('"cutOff" is no day');
    levels.forEach((each, index) => {
      const before = levels[index - 1];
      if (!isLevel(each)) say(`level ${index + 1} is not as required`);
      if (each.star <= (before?.star ?? 0)) say('stars must rise');
      if (each.centiHours <= (before?.centiHours ?? 0)) say('thresholds must rise');
    });
  }
  return schemes;
}

function isLevel({ star, centiHours, tenureMonths, approver }: StarLevel): boolean {
  const figures = [star, centiHours, tenureMonths];
  return figures.every(Number.isSafeInteger) && APPROVER_LEVELS.includes(approver);
}
