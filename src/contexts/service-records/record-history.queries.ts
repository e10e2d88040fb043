import { Injectable } from '@nestjs/common';
import { addDays, instantAt, type LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { Grade } from './domain/evidence.policy.js';
import type { Change } from './domain/proposals.events.js';

/** Which hours one asks for: whose, served in which month, as the book stood on which day. */
export interface AsOf {
  /** `YYYY-MM`; undefined for all months. */
  readonly month?: string | undefined;
  /** What was recorded until the end of this day in Shanghai counts. */
  readonly asOf: LocalDate;
}

export interface HoursAsOf {
  readonly month: string | null;
  readonly asOf: LocalDate;
  readonly centiHours: number;
  readonly records: number;
  readonly byGrade: Readonly<Partial<Record<Grade, number>>>;
}

export interface ObjectionView {
  readonly objectionId: string;
  readonly recordId: string;
  readonly version: number;
  readonly raisedOn: LocalDate;
  readonly stopsEffect: boolean;
  readonly decideBy: LocalDate;
  readonly provisional: boolean;
  readonly status: 'open' | 'dismissed' | 'corrected' | 'voided' | 'overtaken';
}

export interface ProposalView {
  readonly proposalId: string;
  readonly recordId: string;
  readonly version: number;
  readonly objectionId: string | null;
  readonly proposer: string;
  readonly change: Change;
  readonly status: 'open' | 'confirmed' | 'returned' | 'overtaken';
}

@Injectable()
export class RecordHistoryQueries {
  constructor(private readonly databases: Databases) {}

  hoursOfVolunteer(volunteerId: string, asked: AsOf): HoursAsOf {
    return this.#hours('volunteer_id', volunteerId, asked);
  }

  hoursOfOrganisation(organisationId: string, asked: AsOf): HoursAsOf {
    return this.#hours('organisation_id', organisationId, asked);
  }

  /** Oldest first; a record has few. */
  objectionsTo(recordId: string): readonly ObjectionView[] {
    return this.databases.read
      .prepare<[string], StoredObjection>(
        `SELECT objection_id AS objectionId, record_id AS recordId, version,
                raised_on AS raisedOn, stops_effect AS stopsEffect, decide_by AS decideBy,
                provisional, status
         FROM service_records_objection WHERE record_id = ? ORDER BY raised_on, objection_id`,
      )
      .all(recordId)
      .map((row) => ({
        ...row,
        stopsEffect: row.stopsEffect === 1,
        provisional: row.provisional === 1,
      }));
  }

  /** The account that raised an objection. */
  objectorOf(objectionId: string): string | undefined {
    return this.databases.read
      .prepare<[string], { objector: string }>(
        'SELECT objector FROM service_records_objection WHERE objection_id = ?',
      )
      .get(objectionId)?.objector;
  }

  /** As they were made; a record has few. */
  proposalsFor(recordId: string): readonly ProposalView[] {
    return this.databases.read
      .prepare<[string], StoredProposal>(
        `SELECT proposal_id AS proposalId, record_id AS recordId, version,
                objection_id AS objectionId, proposer, change, status
         FROM service_records_proposal WHERE record_id = ? ORDER BY rowid`,
      )
      .all(recordId)
      .map((row) => ({ ...row, change: JSON.parse(row.change) as Change }));
  }

  #hours(column: 'volunteer_id' | 'organisation_id', id: string, { month, asOf }: AsOf): HoursAsOf {
    const before = instantAt(addDays(asOf, 1), '00:00');
    const [from, to] = month === undefined ? ['', '9'] : [`${month}-01`, `${month}-31`];
    const rows = this.databases.read
      .prepare<[string, string, string, string, string], Sum>(
        `SELECT grade, sum(centi_hours) AS centiHours, count(*) AS records
         FROM service_records_counted
         WHERE ${column} = ? AND date BETWEEN ? AND ? AND since < ?
           AND (until IS NULL OR until >= ?)
         GROUP BY grade ORDER BY grade`,
      )
      .all(id, from, to, before, before);
    return {
      ...{ month: month ?? null, asOf },
      centiHours: rows.reduce((sum, row) => sum + row.centiHours, 0),
      records: rows.reduce((sum, row) => sum + row.records, 0),
      byGrade: Object.fromEntries(rows.map((row) => [row.grade, row.centiHours])),
    };
  }
}

interface Sum {
  readonly grade: Grade;
  readonly centiHours: number;
  readonly records: number;
}
type StoredObjection = Omit<ObjectionView, 'stopsEffect' | 'provisional'> & {
  readonly stopsEffect: number;
  readonly provisional: number;
};
type StoredProposal = Omit<ProposalView, 'change'> & { readonly change: string };
