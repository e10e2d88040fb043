import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type {
  FactKind,
  FactSum,
  FactSums,
  OrganisationPeople,
  ReportAbout,
} from './domain/annual-report.js';
import { reject } from './domain/oversight.rejections.js';

export interface Reporter {
  readonly organisationId: string;
  readonly legalName: string;
}

const STOOD = `kind = ? AND year = ? AND since <= ? AND (until IS NULL OR until > ?)`;
const AMONG = `organisation_id IN (SELECT value FROM json_each(?))`;

/** The facts of a year as they stood at the end of a day, for organisations and divisions. */
@Injectable()
export class AnnualReportQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `oversight/organisation-unknown` */
  reporter(organisationId: string): Reporter {
    const found = this.databases.read
      .prepare<[string], Reporter>(
        `SELECT organisation_id AS organisationId, legal_name AS legalName
         FROM oversight_reporter WHERE organisation_id = ?`,
      )
      .get(organisationId);
    return found ?? reject('oversight/organisation-unknown');
  }

  /** Organisations registered below a division, by the digits its code begins with. */
  below(division: string): readonly string[] {
    return this.databases.read
      .prepare<[string, string], { id: string }>(
        `SELECT organisation_id AS id FROM oversight_reporter
         WHERE division_code BETWEEN ? AND ? ORDER BY organisation_id`,
      )
      .all(division, `${division}~`)
      .map(({ id }) => id);
  }

  sums(kind: FactKind, about: ReportAbout, organisationIds: readonly string[]): FactSums {
    const byKey = this.databases.read
      .prepare<Asked, FactSum>(
        `SELECT key, count(*) AS items, sum(amount) AS amount,
                count(DISTINCT volunteer_id) AS people
         FROM oversight_fact WHERE ${STOOD} AND ${AMONG} GROUP BY key ORDER BY key`,
      )
      .all(...asked(kind, about, organisationIds));
    return { byKey, people: this.people(kind, about, organisationIds) };
  }

  /** Different volunteers behind the facts of one kind. */
  people(kind: FactKind, about: ReportAbout, organisationIds: readonly string[]): number {
    const row = this.databases.read
      .prepare<Asked, { people: number }>(
        `SELECT count(DISTINCT volunteer_id) AS people FROM oversight_fact
         WHERE ${STOOD} AND ${AMONG}`,
      )
      .get(...asked(kind, about, organisationIds));
    return row?.people ?? 0;
  }

  /** The same, of each organisation that has any. */
  peopleOfEach(
    kind: FactKind,
    about: ReportAbout,
    organisationIds: readonly string[],
  ): readonly OrganisationPeople[] {
    return this.databases.read
      .prepare<Asked, OrganisationPeople>(
        `SELECT organisation_id AS organisationId, count(DISTINCT volunteer_id) AS people
         FROM oversight_fact WHERE ${STOOD} AND ${AMONG}
         GROUP BY organisation_id ORDER BY organisation_id`,
      )
      .all(...asked(kind, about, organisationIds));
  }
}

type Asked = [string, number, LocalDate, LocalDate, string];

function asked(kind: FactKind, { year, asOf }: ReportAbout, ids: readonly string[]): Asked {
  return [kind, year, asOf, asOf, JSON.stringify(ids)];
}
