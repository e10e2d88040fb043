import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Databases } from '../../projections/databases.js';
import type { ExplainedRecord } from './domain/explanation.js';
import { reject } from './domain/oversight.rejections.js';

export interface RecordRow extends ExplainedRecord {
  readonly stream: string;
  readonly volunteerId: string;
  readonly activityId: string | null;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
  readonly organisationName: string | null;
  readonly title: string | null;
  readonly place: string | null;
}

const RECORD = `
  SELECT r.record_id AS recordId, r.stream, r.version, r.status, r.volunteer_id AS volunteerId,
         r.activity_id AS activityId, r.organisation_id AS organisationId,
         r.station_id AS stationId, o.division_code AS divisionCode,
         o.legal_name AS organisationName, a.title, a.place, r.date, r.starts_at AS startsAt,
         r.ends_at AS endsAt, r.centi_hours AS centiHours, r.grade, r.mode
  FROM oversight_record r
  LEFT JOIN oversight_organisation o ON o.organisation_id = r.organisation_id
  LEFT JOIN oversight_activity a ON a.activity_id = r.activity_id`;

@Injectable()
export class OverseenRecords {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `oversight/record-unknown` */
  record(recordId: string): RecordRow {
    const found = this.databases.read
      .prepare<[string], RecordRow>(`${RECORD} WHERE r.record_id = ?`)
      .get(recordId);
    return found ?? reject('oversight/record-unknown');
  }

  /** Newest first; `before` is the `date/recordId` of the last one seen. */
  of(volunteerId: string, before = ''): readonly RecordRow[] {
    const [date = '', recordId = ''] = (before || '9999-12-31/~').split('/');
    return this.databases.read
      .prepare<[string, string, string, number], RecordRow>(
        `${RECORD} WHERE r.volunteer_id = ? AND (r.date, r.record_id) < (?, ?)
         ORDER BY r.date DESC, r.record_id DESC LIMIT ?`,
      )
      .all(volunteerId, date, recordId, PAGE_SIZE);
  }

  /** Effective hundredths of an hour. */
  effective(volunteerId: string): number {
    const row = this.databases.read
      .prepare<[string], { centiHours: number | null }>(
        `SELECT sum(centi_hours) AS centiHours FROM oversight_record
         WHERE volunteer_id = ? AND status = 'effective'`,
      )
      .get(volunteerId);
    return row?.centiHours ?? 0;
  }

  volunteerOfAccount(accountId: string): string | null {
    const row = this.databases.read
      .prepare<[string], { volunteerId: string | null }>(
        'SELECT volunteer_id AS volunteerId FROM oversight_account WHERE account_id = ?',
      )
      .get(accountId);
    return row?.volunteerId ?? null;
  }
}
