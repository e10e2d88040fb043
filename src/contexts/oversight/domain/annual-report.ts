import type { LocalDate } from '../../../kernel/calendar.js';
import { GRADES, sharesOf } from './statistics.js';
import type { StatisticsPolicy } from './statistics.policy.js';

/** What is counted of a year; each stood in the ledger from one day until another. */
export type FactKind =
  | 'entry'
  | 'service'
  | 'change'
  | 'objection'
  | 'certificate'
  | 'certificate-end'
  | 'training'
  | 'award'
  | 'evaluation'
  | 'complaint';

/** All facts of one kind and key, e.g. the effective records of grade A. */
export interface FactSum {
  readonly key: string;
  readonly items: number;
  /** Hundredths of an hour, or points of marks. */
  readonly amount: number;
  /** Different volunteers behind them. */
  readonly people: number;
}

export interface FactSums {
  readonly byKey: readonly FactSum[];
  /** Different volunteers behind all of them. */
  readonly people: number;
}

/** The facts of a kind, summed over whoever may stand in the sum. */
export type Facts = (kind: FactKind) => FactSums;

const MARKS_PER_EVALUATION = 3;
const OBJECTIONS = ['open', 'dismissed', 'corrected', 'voided', 'overtaken'] as const;
const COMPLAINTS = ['open', 'upheld', 'partly-upheld', 'dismissed'] as const;

export interface ReportAbout {
  readonly year: number;
  /** The ledger as it stood at the end of this day. */
  readonly asOf: LocalDate;
}

/** Numbers of people and what they did; null where too few people stand behind them. */
type Told = number | null;

export interface AnnualReport extends ReportAbout {
  readonly policyVersion: string;
  /** Groups of fewer people than this are not told in numbers. */
  readonly fewerThan: number;
  readonly service: {
    readonly volunteers: Told;
    readonly records: Told;
    readonly centiHours: Told;
    /** Whole percents of the hours, summing to 100. */
    readonly grades: readonly { readonly grade: string; readonly percent: number }[];
  };
  readonly recording: {
    readonly records: Told;
    /** Typed in within the working days of O67 art. 11, or signed in: whole percents. */
    readonly inTimePercent: number;
    readonly latePercent: number;
    readonly corrections: number;
    readonly voids: number;
  };
  readonly objections: Readonly<Record<(typeof OBJECTIONS)[number], number>>;
  readonly certificates: {
    readonly issued: Told;
    readonly holders: Told;
    readonly centiHours: Told;
    readonly superseded: number;
    readonly revoked: number;
  };
  readonly trainings: {
    readonly people: Told;
    readonly attendances: Told;
    readonly centiHours: Told;
  };
  readonly awards: Told;
  readonly evaluations: { readonly given: Told; readonly meanHundredths: Told };
  readonly complaints: Readonly<Record<(typeof COMPLAINTS)[number], number>>;
}

/**
 * The yearly report of recording and certification (Order 67 art. 18). Numbers of people and what
 * they did are withheld for small groups; shares, and how the office works (corrections, objections,
 * complaints, revocations), always stand (ADR 0020).
 */
export function annualReportOf(
  facts: Facts,
  about: ReportAbout,
  { peopleMin, version }: StatisticsPolicy,
): AnnualReport {
  const told: Tell = ({ people }, figure) => (people === 0 || people >= peopleMin ? figure : null);
  const award = facts('award');
  return {
    ...{ ...about, policyVersion: version, fewerThan: peopleMin },
    service: serviceOf(facts('service'), told),
    recording: recordingOf(facts('entry'), facts('change'), told),
    objections: countsOf(facts('objection'), OBJECTIONS),
    certificates: certificatesOf(facts('certificate'), facts('certificate-end'), told),
    trainings: trainingsOf(facts('training'), told),
    awards: told(award, items(award)),
    evaluations: evaluationsOf(facts('evaluation'), told),
    complaints: countsOf(facts('complaint'), COMPLAINTS),
  };
}

/** The figure, or null when too few people stand behind it. */
type Tell = (of: FactSums, figure: number) => Told;

function serviceOf(service: FactSums, told: Tell): AnnualReport['service'] {
  const hours = GRADES.map((grade) => service.byKey.find(({ key }) => key === grade)?.amount ?? 0);
  const shares = sharesOf(hours);
  return {
    volunteers: told(service, service.people),
    records: told(service, items(service)),
    centiHours: told(service, amount(service)),
    grades: GRADES.map((grade, i) => ({ grade, percent: shares[i] ?? 0 })),
  };
}

function recordingOf(entry: FactSums, change: FactSums, told: Tell): AnnualReport['recording'] {
  const timeliness = ['in-time', 'late'].map((key) => itemsOf(entry, key));
  const [inTimePercent = 0, latePercent = 0] = sharesOf(timeliness);
  const voids = itemsOf(change, 'voided') + itemsOf(change, 'voided-before-effect');
  const records = told(entry, items(entry));
  return { records, inTimePercent, latePercent, corrections: itemsOf(change, 'corrected'), voids };
}

function certificatesOf(
  certificate: FactSums,
  end: FactSums,
  told: Tell,
): AnnualReport['certificates'] {
  return {
    issued: told(certificate, items(certificate)),
    holders: told(certificate, certificate.people),
    centiHours: told(certificate, amount(certificate)),
    superseded: itemsOf(end, 'superseded'),
    revoked: itemsOf(end, 'revoked'),
  };
}

function trainingsOf(training: FactSums, told: Tell): AnnualReport['trainings'] {
  return {
    people: told(training, training.people),
    attendances: told(training, items(training)),
    centiHours: told(training, amount(training)),
  };
}

function evaluationsOf(evaluation: FactSums, told: Tell): AnnualReport['evaluations'] {
  const given = items(evaluation);
  const hundredths = Math.floor((amount(evaluation) * 100) / (given * MARKS_PER_EVALUATION));
  const meanHundredths = given === 0 ? null : told(evaluation, hundredths);
  return { given: told(evaluation, given), meanHundredths };
}

function countsOf<Key extends string>(
  facts: FactSums,
  keys: readonly Key[],
): Readonly<Record<Key, number>> {
  // Its entries are exactly the keys.
  return Object.fromEntries(keys.map((key) => [key, itemsOf(facts, key)])) as Record<Key, number>;
}

/** How many people of one organisation stand behind its facts of one kind. */
export interface OrganisationPeople {
  readonly organisationId: string;
  readonly people: number;
}

/**
 * Whose facts a sum over many organisations may hold: all that may be told by themselves, and the
 * small ones only where together enough people stand behind them. Else the sum, less what the others
 * publish, would tell what they must not.
 *
 * @param peopleOf different people behind the facts of these organisations
 */
export function summable(
  organisations: readonly OrganisationPeople[],
  peopleOf: (organisationIds: readonly string[]) => number,
  { peopleMin }: Pick<StatisticsPolicy, 'peopleMin'>,
): readonly string[] {
  const ids = (of: readonly OrganisationPeople[]) => of.map((each) => each.organisationId);
  const small = ids(organisations.filter(({ people }) => people > 0 && people < peopleMin));
  if (small.length === 0 || peopleOf(small) >= peopleMin) return ids(organisations);
  return ids(organisations).filter((id) => !small.includes(id));
}

function items({ byKey }: FactSums): number {
  return byKey.reduce((sum, each) => sum + each.items, 0);
}

function amount({ byKey }: FactSums): number {
  return byKey.reduce((sum, each) => sum + each.amount, 0);
}

function itemsOf({ byKey }: FactSums, wanted: string): number {
  return byKey.find(({ key }) => key === wanted)?.items ?? 0;
}
