import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { StatisticsPolicy } from './statistics.policy.js';

/** The evidence grades, best first. */
export const GRADES = ['A+', 'A', 'B', 'C', 'D'] as const;

/** Days from service to recording; the last has no end. */
export const LATENESS_BANDS = [
  { from: 0, to: 0 },
  { from: 1, to: 3 },
  { from: 4, to: 10 },
  { from: 11, to: 30 },
  { from: 31, to: 90 },
  { from: 91, to: null },
] as const;

/** Hours one account typed in within one minute, in hundredths; the last has no end. */
export const TYPING_BANDS = [
  { from: 1, to: 800 },
  { from: 801, to: 2_400 },
  { from: 2_401, to: 10_000 },
  { from: 10_001, to: null },
] as const;

export interface Tally {
  readonly key: string;
  readonly records: number;
  readonly centiHours: number;
  readonly volunteers: number;
}

/** What the read model counted; every record has a service date in the period. */
export interface Counts {
  readonly byStatus: readonly Tally[];
  /** Of records that stand: neither rejected nor voided. */
  readonly byGrade: readonly Tally[];
  /** The same records, by the first day of their band of lateness. */
  readonly byLateness: readonly Tally[];
  /** The same records, all together. */
  readonly standing: Omit<Tally, 'key'>;
  readonly corrections: number;
  readonly voids: number;
  /** One number for each account and minute in which hours were typed in or imported. */
  readonly typed: {
    readonly operators: number;
    readonly records: number;
    readonly centiHoursPerMinute: readonly number[];
  };
}

export interface Share {
  /** Whole percent; all of one list sum to 100, or to 0 when there is nothing. */
  readonly percent: number;
  /** Null where fewer people stand behind it than may be told. */
  readonly records: number | null;
}

export interface Statistics {
  readonly asOf: Instant;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly policyVersion: string;
  /** Set when numbers are withheld because there are fewer people than this. */
  readonly fewerThan: number | null;
  readonly volunteers: number | null;
  readonly records: number | null;
  readonly centiHours: number | null;
  readonly effectiveCentiHours: number | null;
  /** Shares of the hours that stand. */
  readonly grades: readonly (Share & { readonly grade: string })[];
  /** Shares of the records that stand. */
  readonly lateness: readonly (Share & { readonly from: number; readonly to: number | null })[];
  readonly typing: {
    readonly operators: number;
    readonly records: number;
    /** Of the minutes in which somebody typed hours in: how many lay in each band. */
    readonly minutes: readonly {
      readonly from: number;
      readonly to: number | null;
      readonly minutes: number;
    }[];
    readonly mostCentiHoursPerMinute: number;
  };
  readonly corrections: number;
  readonly voids: number;
}

/**
 * What is told in public. Numbers of people, records and hours are withheld when fewer than the
 * policy's number of people stand behind them; shares of grades and lateness always stand, and so do
 * the numbers about those who type: they say how hours came into the book, and name nobody.
 */
export function statisticsOf(
  counts: Counts,
  about: Pick<Statistics, 'asOf' | 'period'>,
  { peopleMin, version }: StatisticsPolicy,
): Statistics {
  const { standing, corrections, voids } = counts;
  const tells = (people: number) => people === 0 || people >= peopleMin;
  const shown = tells(standing.volunteers);
  const told: Told = (tally, amount) => (shown && tells(tally.volunteers) ? amount : null);
  return {
    ...{ ...about, policyVersion: version, fewerThan: shown ? null : peopleMin },
    ...sumsOf(counts, told),
    ...{ grades: gradesOf(counts, told), lateness: latenessOf(counts, told) },
    ...{ typing: typingOf(counts), corrections, voids },
  };
}

/** The amount, or null when too few people stand behind it. */
type Told = (tally: Pick<Tally, 'volunteers'>, amount: number) => number | null;

function sumsOf({ standing, byStatus }: Counts, told: Told) {
  const effective = tallyOf(byStatus, 'effective');
  return {
    volunteers: told(standing, standing.volunteers),
    records: told(standing, standing.records),
    centiHours: told(standing, standing.centiHours),
    effectiveCentiHours: told(effective, effective.centiHours),
  };
}

function gradesOf({ byGrade }: Counts, told: Told): Statistics['grades'] {
  const tallies = GRADES.map((grade) => tallyOf(byGrade, grade));
  const shares = sharesOf(tallies.map(({ centiHours }) => centiHours));
  return tallies.map((tally, i) => ({
    ...{ grade: tally.key, percent: shares[i] ?? 0, records: told(tally, tally.records) },
  }));
}

function latenessOf({ byLateness }: Counts, told: Told): Statistics['lateness'] {
  const tallies = LATENESS_BANDS.map(({ from, to }) => ({
    ...{ from, to, ...tallyOf(byLateness, String(from)) },
  }));
  const shares = sharesOf(tallies.map(({ records }) => records));
  return tallies.map((tally, i) => ({
    ...{ from: tally.from, to: tally.to, percent: shares[i] ?? 0 },
    records: told(tally, tally.records),
  }));
}

function typingOf({ typed }: Counts): Statistics['typing'] {
  const { operators, records, centiHoursPerMinute } = typed;
  const minutes = TYPING_BANDS.map((band) => ({
    ...{ from: band.from, to: band.to },
    minutes: centiHoursPerMinute.filter((sum) => isWithin(sum, band)).length,
  }));
  const mostCentiHoursPerMinute = centiHoursPerMinute.reduce((a, b) => Math.max(a, b), 0);
  return { operators, records, minutes, mostCentiHoursPerMinute };
}

/** Whole percents by largest remainder: they sum to 100 and none is off by a whole one. */
export function sharesOf(amounts: readonly number[]): readonly number[] {
  const total = amounts.reduce((a, b) => a + b, 0);
  if (total === 0) return amounts.map(() => 0);
  const floors = amounts.map((amount) => Math.floor((amount * 100) / total));
  const missing = 100 - floors.reduce((a, b) => a + b, 0);
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: (amount * 100) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1 : floor));
}

interface Band {
  readonly from: number;
  readonly to: number | null;
}

function isWithin(amount: number, { from, to }: Band): boolean {
  return amount >= from && (to === null || amount <= to);
}

function tallyOf(tallies: readonly Tally[], key: string): Tally {
  return tallies.find((tally) => tally.key === key) ?? { ...NOTHING, key };
}

const NOTHING = { records: 0, centiHours: 0, volunteers: 0 };
