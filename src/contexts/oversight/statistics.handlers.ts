import { Injectable } from '@nestjs/common';
import { type Instant, localDateOf, millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { type Period, periodOf } from './domain/period.js';
import { type Statistics, statisticsOf } from './domain/statistics.js';
import {
  STATISTICS_POLICIES,
  type StatisticsPolicy,
  statisticsPolicyOn,
} from './domain/statistics.policy.js';
import { type Counted, StatisticsQueries } from './statistics.queries.js';

/** Anybody may ask as often as they like; the books are counted once in so long. */
const FRESH_MS = 60_000;
const KEPT_MAX = 500;

export interface Scope {
  readonly kind: 'organisation' | 'station';
  readonly id: string;
  readonly name: string;
  readonly divisionCode: string;
}

export interface ScopedStatistics extends Statistics {
  readonly scope: Scope;
}

/** The public numbers of an organisation or station, as of the moment they name. */
@Injectable()
export class StatisticsDesk {
  readonly #policies: readonly StatisticsPolicy[];
  readonly #kept = new Map<string, ScopedStatistics>();

  constructor(
    private readonly queries: StatisticsQueries,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('statistics', STATISTICS_POLICIES);
  }

  /** @throws Rejection `oversight/organisation-unknown`, `oversight/period-malformed` */
  ofOrganisation(organisationId: string, asked: Partial<Period>): ScopedStatistics {
    const { legalName, divisionCode } = this.queries.organisation(organisationId);
    const scope: Scope = {
      kind: 'organisation',
      id: organisationId,
      name: legalName,
      divisionCode,
    };
    return this.#statistics(scope, asked);
  }

  /** @throws Rejection `oversight/station-unknown`, `oversight/period-malformed` */
  ofStation(stationId: string, asked: Partial<Period>): ScopedStatistics {
    const { name, divisionCode } = this.queries.station(stationId);
    return this.#statistics({ kind: 'station', id: stationId, name, divisionCode }, asked);
  }

  #statistics(scope: Scope, asked: Partial<Period>): ScopedStatistics {
    const asOf = this.clock.now();
    const today = localDateOf(asOf);
    const period = periodOf(asked, today);
    const counted: Counted = { kind: scope.kind, id: scope.id, ...period };
    const key = JSON.stringify(counted);
    const kept = this.#kept.get(key);
    if (kept && isFresh(kept.asOf, asOf)) return kept;
    const policy = statisticsPolicyOn(today, this.#policies);
    const counts = this.queries.counts(counted);
    const made = { scope, ...statisticsOf(counts, { asOf, period }, policy) };
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(key, made);
    return made;
  }
}

function isFresh(made: Instant, now: Instant): boolean {
  const age = millis(now) - millis(made);
  return age >= 0 && age < FRESH_MS;
}
