import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/oversight.rejections.js';
import { type Counts, LATENESS_BANDS, type Tally } from './domain/statistics.js';

export interface OrganisationName {
  readonly organisationId: string;
  readonly legalName: string;
  readonly divisionCode: string;
}

export interface StationName {
  readonly stationId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly divisionCode: string;
}

/** Whose hours are counted, and of which days of service. */
export interface Counted {
  readonly kind: 'organisation' | 'station';
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Minutes of typing that are looked at; nobody types hours in more of them in a year. */
const MINUTES_MAX = 100_000;

const STANDS = `status NOT IN ('rejected', 'voided')`;
const BAND = `CASE ${LATENESS_BANDS.map(({ from, to }) =>
  to === null
    ? `ELSE ${from}`
    : `WHEN julianday(recorded_on) - julianday(date) <= ${to} THEN ${from}`,
).join(' ')} END`;
const TALLY = `count(*) AS records, coalesce(sum(centi_hours), 0) AS centiHours,
  count(DISTINCT volunteer_id) AS volunteers`;

@Injectable()
export class StatisticsQueries {
  constructor(private readonly databases: Databases) {}

  organisations(after = ''): readonly OrganisationName[] {
    return this.databases.read
      .prepare<[string, number], OrganisationName>(
        `${ORGANISATION} WHERE organisation_id > ? ORDER BY organisation_id LIMIT ?`,
      )
      .all(after, PAGE_SIZE);
  }

  /** @throws Rejection `oversight/organisation-unknown` */
  organisation(organisationId: string): OrganisationName {
    const found = this.databases.read
      .prepare<[string], OrganisationName>(`${ORGANISATION} WHERE organisation_id = ?`)
      .get(organisationId);
    return found ?? reject('oversight/organisation-unknown');
  }

  stationsOf(organisationId: string): readonly StationName[] {
    return this.databases.read
      .prepare<[string, number], StationName>(
        `${STATION} WHERE organisation_id = ? ORDER BY name, station_id LIMIT ?`,
      )
      .all(organisationId, PAGE_SIZE);
  }

  /** @throws Rejection `oversight/station-unknown` */
  station(stationId: string): StationName {
    const found = this.databases.read
      .prepare<[string], StationName>(`${STATION} WHERE station_id = ?`)
      .get(stationId);
    return found ?? reject('oversight/station-unknown');
  }

  counts(counted: Counted): Counts {
    const byStatus = this.#tallies('status', '1 = 1', counted);
    const [standing] = this.#tallies(`'all'`, STANDS, counted);
    const minutes = this.#typed(counted);
    return {
      byStatus,
      byGrade: this.#tallies('grade', STANDS, counted),
      byLateness: this.#tallies(BAND, STANDS, counted),
      standing: standing ?? { records: 0, centiHours: 0, volunteers: 0 },
      corrections: this.#corrections(counted),
      voids: byStatus.find(({ key }) => key === 'voided')?.records ?? 0,
      typed: {
        operators: new Set(minutes.map(({ recorder }) => recorder)).size,
        records: minutes.reduce((sum, { records }) => sum + records, 0),
        centiHoursPerMinute: minutes.map(({ centiHours }) => centiHours),
      },
    };
  }

  #tallies(key: string, where: string, counted: Counted): readonly Tally[] {
    return this.databases.read
      .prepare<[string, string, string], Tally>(
        `SELECT CAST(${key} AS TEXT) AS key, ${TALLY} FROM oversight_record
         WHERE ${columnOf(counted)} = ? AND date BETWEEN ? AND ? AND ${where} GROUP BY 1`,
      )
      .all(counted.id, counted.from, counted.to);
  }

  #corrections(counted: Counted): number {
    const row = this.databases.read
      .prepare<[string, string, string], { corrections: number | null }>(
        `SELECT sum(corrections) AS corrections FROM oversight_record
         WHERE ${columnOf(counted)} = ? AND date BETWEEN ? AND ?`,
      )
      .get(counted.id, counted.from, counted.to);
    return row?.corrections ?? 0;
  }

  /** What came into the book by hand or by file, whatever became of it: by account and minute. */
  #typed(counted: Counted): readonly TypedMinute[] {
    return this.databases.read
      .prepare<[string, string, string, number], TypedMinute>(
        `SELECT recorder, count(*) AS records, sum(centi_hours) AS centiHours
         FROM oversight_record
         WHERE ${columnOf(counted)} = ? AND date BETWEEN ? AND ? AND mode <> 'sign-in'
         GROUP BY recorder, substr(recorded_at, 1, 16) LIMIT ?`,
      )
      .all(counted.id, counted.from, counted.to, MINUTES_MAX);
  }
}

const ORGANISATION = `
  SELECT organisation_id AS organisationId, legal_name AS legalName,
         division_code AS divisionCode
  FROM oversight_organisation`;
const STATION = `
  SELECT station_id AS stationId, organisation_id AS organisationId, name,
         division_code AS divisionCode
  FROM oversight_station`;

interface TypedMinute {
  readonly recorder: string;
  readonly records: number;
  readonly centiHours: number;
}

function columnOf({ kind }: Counted): string {
  return kind === 'organisation' ? 'organisation_id' : 'station_id';
}
