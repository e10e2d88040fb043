import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { addDays, instantAt, type LocalDate, localDateOf } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';

/** Something that is to be done by a day, with the place that has to do it. */
export interface OpenTask {
  /** The record, the objection, or the shift of which something is still to be written. */
  readonly id: string;
  readonly recordId: string | null;
  /** The day of service; of an objection, the day by which it is to be decided. */
  readonly date: LocalDate;
  /** Where the next page begins: goes back as it came. */
  readonly cursor: string;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
}

/** Days from and to which one looks, both included, and the cursor of the last task seen. */
export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly after: string;
}

type Row = Omit<OpenTask, 'date' | 'cursor'> & { readonly sort: string };

const ORGANISATION = `
  LEFT JOIN service_records_organisation o ON o.organisation_id = r.organisation_id`;
const PLACE = `
  r.organisation_id AS organisationId, r.station_id AS stationId,
  o.division_code AS divisionCode`;

const UNFINISHED = `
  SELECT r.record_id AS id, r.record_id AS recordId, r.date AS sort, ${PLACE}
  FROM service_records_record r ${ORGANISATION}
  WHERE r.status IN ('submitted', 'publicised', 'objected')
    AND r.date BETWEEN ? AND ? AND (r.date, r.record_id) > (?, ?)
  ORDER BY r.date, r.record_id LIMIT ?`;

const OBJECTIONS = `
  SELECT x.objection_id AS id, x.record_id AS recordId, x.decide_by AS sort, ${PLACE}
  FROM service_records_objection x
  JOIN service_records_record r ON r.record_id = x.record_id ${ORGANISATION}
  WHERE x.status = 'open'
    AND x.decide_by BETWEEN ? AND ? AND (x.decide_by, x.objection_id) > (?, ?)
  ORDER BY x.decide_by, x.objection_id LIMIT ?`;

const UNRECORDED = `
  SELECT s.shift_id AS id, NULL AS recordId, s.starts_at AS sort,
         r.organisation_id AS organisationId, r.station_id AS stationId,
         r.division_code AS divisionCode
  FROM service_records_shift s
  JOIN service_records_activity r ON r.activity_id = s.activity_id
  WHERE r.recordable = 1 AND r.cancelled = 0
    AND s.starts_at >= ? AND s.starts_at < ? AND (s.starts_at, s.shift_id) > (?, ?)
    AND EXISTS (
      SELECT 1 FROM service_records_enrolment e
      WHERE e.shift_id = s.shift_id AND NOT EXISTS (
        SELECT 1 FROM service_records_record w
        WHERE w.volunteer_id = e.volunteer_id AND w.activity_id = s.activity_id
          AND w.starts_at < s.ends_at AND w.ends_at > s.starts_at))
  ORDER BY s.starts_at, s.shift_id LIMIT ?`;

@Injectable()
export class DeadlineQueries {
  constructor(private readonly databases: Databases) {}

  /** Records that do not count yet, by the day of service. */
  unfinished({ from, to, after }: Span): readonly OpenTask[] {
    return this.#tasks(UNFINISHED, [from, to, after]);
  }

  /** Open objections, by the day by which they are to be decided. */
  objections({ from, to, after }: Span): readonly OpenTask[] {
    return this.#tasks(OBJECTIONS, [from, to, after]);
  }

  /** Shifts with somebody enrolled of whom nothing is recorded, by the day of the shift. */
  unrecorded({ from, to, after }: Span): readonly OpenTask[] {
    const [first, beyond] = [instantAt(from, '00:00'), instantAt(addDays(to, 1), '00:00')];
    return this.#tasks(UNRECORDED, [first, beyond, after]).map((task) => ({
      ...task,
      date: localDateOf(task.date),
    }));
  }

  #tasks(query: string, [from, to, after]: readonly [string, string, string]): OpenTask[] {
    const [sort = '', id = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, string, number], Row>(query)
      .all(from, to, sort, id, PAGE_SIZE)
      .map(({ sort: date, ...row }) => ({ ...row, date, cursor: `${date}/${row.id}` }));
  }
}
