import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { ExportedRecord } from './domain/national-rows.js';

/** What is exported: of one place, and for records of these days. */
export interface Wanted {
  readonly organisationId: string | null;
  readonly stationId: string | null;
  /** A prefix of the division code; empty for everywhere. */
  readonly divisionPrefix: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface VolunteerLine {
  readonly volunteerId: string;
  readonly categories: readonly string[];
}

export interface RecordLine extends ExportedRecord {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly activityId: string | null;
  readonly project: string | null;
  readonly title: string | null;
  readonly place: string | null;
  readonly content: string | null;
  readonly organisation: string | null;
}

/** Rows fetched at once. */
export const NATIONAL_PAGE = 500;

/** A colon follows the nine: the range holds every code that begins with the prefix. */
const HERE = `
  (@organisationId IS NULL OR x.organisation_id = @organisationId)
  AND (@stationId IS NULL OR x.station_id = @stationId)`;

@Injectable()
export class NationalQueries {
  constructor(private readonly databases: Databases) {}

  volunteers(wanted: Wanted, after: string): readonly VolunteerLine[] {
    return this.databases.read
      .prepare<[object], { volunteerId: string; categories: string }>(
        `SELECT x.volunteer_id AS volunteerId, x.categories FROM exchange_volunteer x
         WHERE x.volunteer_id > @after AND x.division_code >= @divisionPrefix
           AND x.division_code < @divisionPrefix || ':' AND ${HERE}
         ORDER BY x.volunteer_id LIMIT ${NATIONAL_PAGE}`,
      )
      .all({ ...wanted, after })
      .map(({ volunteerId, categories }) => ({
        volunteerId,
        categories: JSON.parse(categories) as string[],
      }));
  }

  /** By day; `after` is the `date/recordId` of the last one seen. */
  records(wanted: Wanted, after: string): readonly RecordLine[] {
    const [afterDate = '', afterId = ''] = after.split('/');
    return this.databases.read
      .prepare<[object], RecordLine>(
        `SELECT x.record_id AS recordId, x.volunteer_id AS volunteerId,
                x.activity_id AS activityId, p.name AS project, a.title, a.place, a.content,
                o.legal_name AS organisation, x.date, x.starts_at AS startsAt,
                x.ends_at AS endsAt, x.centi_hours AS centiHours, x.status, x.grade, x.mode,
                x.recorded_on AS recordedOn
         FROM exchange_record x
         LEFT JOIN exchange_activity a ON a.activity_id = x.activity_id
         LEFT JOIN exchange_project p ON p.project_id = a.project_id
         LEFT JOIN exchange_organisation o ON o.organisation_id = x.organisation_id
         WHERE x.date BETWEEN @from AND @to AND (x.date, x.record_id) > (@afterDate, @afterId)
           AND (@divisionPrefix = '' OR (o.division_code >= @divisionPrefix
                AND o.division_code < @divisionPrefix || ':')) AND ${HERE}
         ORDER BY x.date, x.record_id LIMIT ${NATIONAL_PAGE}`,
      )
      .all({ ...wanted, afterDate, afterId });
  }
}
