import { Injectable } from '@nestjs/common';
import { addDays, isLocalDate, localDateOf, yearOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import {
  type AnnualReport,
  annualReportOf,
  type FactKind,
  type ReportAbout,
  summable,
} from './domain/annual-report.js';
import { reject } from './domain/oversight.rejections.js';
import {
  STATISTICS_POLICIES,
  type StatisticsPolicy,
  statisticsPolicyOn,
} from './domain/statistics.policy.js';
import { AnnualReportQueries } from './annual-reports.queries.js';

export interface ReportScope {
  readonly kind: 'organisation' | 'division';
  readonly id: string;
  /** A division is known by its code alone. */
  readonly name: string;
  /** How many organisations are registered there. */
  readonly organisations: number;
}

export interface ScopedReport extends AnnualReport {
  readonly scope: ReportScope;
}

export interface AskedReport {
  /** Four digits. */
  readonly year?: string | undefined;
  readonly asOf?: string | undefined;
}

const FIRST_YEAR = 2000;

/** Annual reports, of the ledger as it stood at the end of a day that is over. */
@Injectable()
export class AnnualReports {
  readonly #policies: readonly StatisticsPolicy[];

  constructor(
    private readonly queries: AnnualReportQueries,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('statistics', STATISTICS_POLICIES);
  }

  /** @throws Rejection `oversight/organisation-unknown`, `oversight/day-not-over`, `-year-malformed` */
  ofOrganisation(organisationId: string, asked: AskedReport): ScopedReport {
    const { legalName } = this.queries.reporter(organisationId);
    const scope = { kind: 'organisation', id: organisationId, name: legalName } as const;
    return this.#report({ ...scope, organisations: 1 }, asked, [organisationId]);
  }

  /** @throws Rejection `oversight/division-unknown`, `oversight/day-not-over`, `-year-malformed` */
  ofDivision(division: string, asked: AskedReport): ScopedReport {
    const ids = this.queries.below(division);
    if (ids.length === 0) return reject('oversight/division-unknown');
    const scope = { kind: 'division', id: division, name: division } as const;
    return this.#report({ ...scope, organisations: ids.length }, asked, ids);
  }

  #report(scope: ReportScope, asked: AskedReport, ids: readonly string[]): ScopedReport {
    const about = this.#about(asked);
    const policy = statisticsPolicyOn(about.asOf, this.#policies);
    const sums = (kind: FactKind) => this.#sums(kind, { about, policy, scope }, ids);
    return { scope, ...annualReportOf(sums, about, policy) };
  }

  #sums(
    kind: FactKind,
    { about, policy, scope }: { about: ReportAbout; policy: StatisticsPolicy; scope: ReportScope },
    ids: readonly string[],
  ) {
    if (scope.kind === 'organisation') return this.queries.sums(kind, about, ids);
    const each = this.queries.peopleOfEach(kind, about, ids);
    const among = summable(each, (small) => this.queries.people(kind, about, small), policy);
    return this.queries.sums(kind, about, among);
  }

  /** The year before this one, as of yesterday, where nothing is asked. */
  #about({ year, asOf }: AskedReport): ReportAbout {
    const today = localDateOf(this.clock.now());
    const day = asOf ?? addDays(today, -1);
    if (!isLocalDate(day) || day >= today) reject('oversight/day-not-over');
    const wanted = Number(year ?? yearOf(today) - 1);
    if (!Number.isInteger(wanted) || wanted < FIRST_YEAR || wanted > yearOf(today)) {
      reject('oversight/year-malformed', { from: FIRST_YEAR, to: yearOf(today) });
    }
    return { year: wanted, asOf: day };
  }
}
