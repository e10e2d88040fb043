import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { RecordFact, ScanFact } from './domain/anomalies.js';
import type { CheckFinding } from './domain/anomaly.events.js';

/** A record with where it was made. */
export interface PlacedRecord extends RecordFact {
  readonly stationId: string | null;
  readonly divisionCode: string | null;
}

export interface CheckView {
  readonly finding: CheckFinding;
  readonly checker: string;
  readonly checkedAt: string;
  /** How many records the anomaly was about then. */
  readonly records: number;
}

export interface StoredCheck extends CheckView {
  readonly anomalyId: string;
  readonly checkId: string;
  readonly rule: string;
  readonly month: string;
  readonly hasNote: 0 | 1;
  /** The first of them. */
  readonly recordIds: readonly string[];
}

const CHECK = `
  SELECT anomaly_id AS anomalyId, check_id AS checkId, rule, month, finding, checker,
         checked_at AS checkedAt, has_note AS hasNote, records, record_ids AS recordIds
  FROM oversight_note`;

@Injectable()
export class AnomalyQueries {
  constructor(private readonly databases: Databases) {}

  /** What was recorded on a day. */
  recordsOn(day: LocalDate, limit: number): readonly PlacedRecord[] {
    return this.databases.read
      .prepare<[string, number], StoredRecord>(
        `SELECT r.record_id AS recordId, r.volunteer_id AS volunteerId,
                r.organisation_id AS organisationId, r.station_id AS stationId,
                o.division_code AS divisionCode, r.date, r.starts_at AS startsAt,
                r.ends_at AS endsAt, r.centi_hours AS centiHours, r.mode,
                r.has_proof AS hasProof, r.status NOT IN ('rejected', 'voided') AS standing,
                e.volunteer_id IS NOT NULL AS enrolled, r.recorder, r.recorded_at AS recordedAt,
                r.approver
         FROM oversight_record r
         LEFT JOIN oversight_organisation o ON o.organisation_id = r.organisation_id
         LEFT JOIN oversight_enrolment e
           ON e.activity_id = r.activity_id AND e.volunteer_id = r.volunteer_id
         WHERE r.recorded_on = ? ORDER BY r.recorded_at, r.record_id LIMIT ?`,
      )
      .all(day, limit)
      .map((row) => ({
        ...row,
        hasProof: row.hasProof === 1,
        standing: row.standing === 1,
        enrolled: row.enrolled === 1,
      }));
  }

  /** What devices saw of the records that were made on a day. */
  scansOn(day: LocalDate, limit: number): readonly ScanFact[] {
    return this.databases.read
      .prepare<[string, number], ScanFact>(
        `SELECT s.device_id AS deviceId, s.at, s.record_id AS recordId,
                r.volunteer_id AS volunteerId, r.organisation_id AS organisationId
         FROM oversight_record r JOIN oversight_scan s ON s.record_id = r.record_id
         WHERE r.recorded_on = ? ORDER BY s.at, s.record_id LIMIT ?`,
      )
      .all(day, limit);
  }

  /** Every check of an anomaly, oldest first; it is looked at few times. */
  checks(anomalyId: string): readonly StoredCheck[] {
    return this.databases.read
      .prepare<[string], StoredRow>(`${CHECK} WHERE anomaly_id = ? ORDER BY checked_at, check_id`)
      .all(anomalyId)
      .map(checkOf);
  }

  /** The last check of each anomaly that was looked into in what was recorded in a month. */
  checkedIn(month: string): readonly StoredCheck[] {
    const all = this.databases.read
      .prepare<[string], StoredRow>(
        `${CHECK} WHERE month = ? ORDER BY anomaly_id, checked_at, check_id`,
      )
      .all(month)
      .map(checkOf);
    return [...new Map(all.map((check) => [check.anomalyId, check])).values()];
  }

  /** The places where these records were made, each once. */
  placesOf(recordIds: readonly string[]): readonly PlaceRow[] {
    return this.databases.read
      .prepare<[string], PlaceRow>(
        `SELECT DISTINCT r.organisation_id AS organisationId, r.station_id AS stationId,
                o.division_code AS divisionCode
         FROM oversight_record r
         LEFT JOIN oversight_organisation o ON o.organisation_id = r.organisation_id
         WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(recordIds));
  }

  check(anomalyId: string): CheckView | null {
    const found = this.databases.read
      .prepare<[string], CheckView>(
        `SELECT finding, checker, checked_at AS checkedAt, records FROM oversight_check
         WHERE anomaly_id = ?`,
      )
      .get(anomalyId);
    return found ?? null;
  }
}

type Flag = 'hasProof' | 'standing' | 'enrolled';
type StoredRecord = Omit<PlacedRecord, Flag> & Readonly<Record<Flag, number>>;

export type PlaceRow = Pick<PlacedRecord, 'organisationId' | 'stationId' | 'divisionCode'>;

type StoredRow = Omit<StoredCheck, 'recordIds'> & { readonly recordIds: string };

function checkOf(row: StoredRow): StoredCheck {
  return { ...row, recordIds: JSON.parse(row.recordIds) as string[] };
}
