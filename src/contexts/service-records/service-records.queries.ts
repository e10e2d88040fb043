import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { addDays, instantAt, type Instant, type LocalDate } from '../../kernel/calendar.js';
import { SYSTEM_ACTOR } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { Grade } from './domain/evidence.policy.js';
import type { ShiftFacts } from './domain/shift-facts.js';
import type { RecordMode } from './domain/service-book.events.js';

export interface RecordView {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly year: number;
  readonly version: number;
  readonly status: string;
  readonly activityId: string | null;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  /** The division of the organisation that recorded it. */
  readonly divisionCode: string | null;
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
  readonly grade: Grade;
  readonly mode: RecordMode;
  readonly recorder: string;
  readonly approver: string | null;
  readonly effectiveOn: string | null;
  readonly revision: number;
  /** SHA-256 (hex) of the document behind it. */
  readonly proofHash: string | null;
  /** Typed in after the days of the policy: a manager approves it. */
  readonly late: boolean;
  /** How many have approved this version; a back-entry takes two. */
  readonly approvals: number;
  /** Why a reviewer should look twice; see `evidence.policy.ts`. */
  readonly doubts: readonly string[];
  /** Whose confirmation it has. */
  readonly confirmedBy: 'beneficiary' | 'second-device' | null;
}

export interface HoursView {
  readonly volunteerId: string;
  readonly centiHours: number;
  readonly records: number;
  readonly byGrade: Readonly<Partial<Record<Grade, number>>>;
}

export interface ActivityFacts {
  readonly activityId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly divisionCode: string;
  readonly title: string;
  readonly place: string;
  readonly content: string;
}

/** People, not scans: who comes twice on a day is counted once. */
export interface Attendance {
  /** Everybody who signed in on the day, whether or not they have left. */
  readonly signedIn: number;
  readonly signedOut: number;
}

/** A sign-in that is open. */
export interface OpenRef {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly year: number;
}

export interface BookRef {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly year: number;
  readonly version: number;
}

const RECORD = `
  SELECT r.record_id AS recordId, r.volunteer_id AS volunteerId, r.year, r.version, r.status,
         r.activity_id AS activityId, r.organisation_id AS organisationId,
         r.station_id AS stationId, o.division_code AS divisionCode, r.date,
         r.starts_at AS startsAt, r.ends_at AS endsAt, r.centi_hours AS centiHours, r.grade,
         r.mode, r.recorder, r.approver, r.effective_on AS effectiveOn, r.revision, r.doubts,
         r.proof_hash AS proofHash, r.late, r.approvals, r.confirmed_by AS confirmedBy
  FROM service_records_record r
  LEFT JOIN service_records_organisation o ON o.organisation_id = r.organisation_id`;

/** Forgotten sign-ins that a volunteer is told of at once. */
const TOLD_MAX = 3;

@Injectable()
export class ServiceRecordsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `service-records/record-unknown` */
  record(recordId: string): RecordView {
    const found = this.databases.read
      .prepare<[string], StoredRecord>(`${RECORD} WHERE record_id = ?`)
      .get(recordId);
    if (!found) throw new Rejection('service-records/record-unknown');
    return recordOf(found);
  }

  /** Oldest first; `after` is the `date/recordId` of the last one seen. */
  recordsOf(volunteerId: string, after = ''): readonly RecordView[] {
    const [date = '', recordId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], StoredRecord>(
        `${RECORD} WHERE volunteer_id = ? AND (date, record_id) > (?, ?)
         ORDER BY date, record_id LIMIT ?`,
      )
      .all(volunteerId, date, recordId, PAGE_SIZE)
      .map(recordOf);
  }

  /** The review queue: what waits, oldest first. */
  waiting(status: string, after = ''): readonly RecordView[] {
    return this.databases.read
      .prepare<[string, string, number], StoredRecord>(
        `${RECORD} WHERE status = ? AND record_id > ? ORDER BY record_id LIMIT ?`,
      )
      .all(status, after, PAGE_SIZE)
      .map(recordOf);
  }

  /** Open sign-ins for which a sign-out stopped counting before an instant. */
  forgotten(before: Instant, limit: number): readonly OpenRef[] {
    return this.databases.read
      .prepare<[string, number], OpenRef>(
        `SELECT record_id AS recordId, volunteer_id AS volunteerId, year
         FROM service_records_open WHERE closes_at < ?
         ORDER BY closes_at, record_id LIMIT ?`,
      )
      .all(before, limit);
  }

  /** Forgotten sign-ins of a volunteer whose closing nobody has reviewed yet, the newest first. */
  closedByPolicy(volunteerId: string): readonly RecordView[] {
    return this.databases.read
      .prepare<[string, string, number], StoredRecord>(
        `${RECORD} WHERE volunteer_id = ? AND status = 'submitted' AND mode = 'sign-in'
         AND recorder = ? ORDER BY date DESC, record_id LIMIT ?`,
      )
      .all(volunteerId, SYSTEM_ACTOR.accountId, TOLD_MAX)
      .map(recordOf);
  }

  /** The record that a beneficiary's code was made for. */
  offeredRecord(codeHash: string): string | undefined {
    return this.databases.read
      .prepare<[string], { recordId: string }>(
        'SELECT record_id AS recordId FROM service_records_offer WHERE code_hash = ?',
      )
      .get(codeHash)?.recordId;
  }

  /** Records of activities that were found not to be volunteer service, and that still stand. */
  excluded(limit: number): readonly BookRef[] {
    return this.databases.read
      .prepare<[number], BookRef>(
        `SELECT r.record_id AS recordId, r.volunteer_id AS volunteerId, r.year, r.version
         FROM service_records_activity a
         JOIN service_records_record r ON r.activity_id = a.activity_id
         WHERE a.recordable = 0 AND r.status IN ('submitted', 'publicised', 'objected', 'effective')
         LIMIT ?`,
      )
      .all(limit);
  }

  /** Undefined for an organisation that nobody registered. */
  divisionOf(organisationId: string): string | undefined {
    return this.databases.read
      .prepare<[string], { divisionCode: string }>(
        `SELECT division_code AS divisionCode FROM service_records_organisation
         WHERE organisation_id = ?`,
      )
      .get(organisationId)?.divisionCode;
  }

  /** Publicised records whose day has come. */
  due(today: string, limit: number): readonly BookRef[] {
    return this.databases.read
      .prepare<[string, number], BookRef>(
        `SELECT record_id AS recordId, volunteer_id AS volunteerId, year, version
         FROM service_records_record
         WHERE status = 'publicised' AND effective_on <= ?
         ORDER BY effective_on, record_id LIMIT ?`,
      )
      .all(today, limit);
  }

  hours(volunteerId: string): HoursView {
    const rows = this.databases.read
      .prepare<[string], { grade: Grade; centiHours: number; records: number }>(
        `SELECT grade, centi_hours AS centiHours, records FROM service_records_hours
         WHERE volunteer_id = ? AND records > 0 ORDER BY grade`,
      )
      .all(volunteerId);
    return {
      volunteerId,
      centiHours: rows.reduce((sum, row) => sum + row.centiHours, 0),
      records: rows.reduce((sum, row) => sum + row.records, 0),
      byGrade: Object.fromEntries(rows.map((row) => [row.grade, row.centiHours])),
    };
  }

  /** @throws Rejection `service-records/activity-unknown` */
  activity(activityId: string): ActivityFacts {
    const found = this.databases.read
      .prepare<[string], ActivityFacts>(
        `SELECT activity_id AS activityId, organisation_id AS organisationId,
                station_id AS stationId, division_code AS divisionCode, title, place, content
         FROM service_records_activity WHERE activity_id = ?`,
      )
      .get(activityId);
    if (!found) throw new Rejection('service-records/activity-unknown');
    return found;
  }

  /** The shifts of an activity as one volunteer meets them. */
  shifts(activityId: string, volunteerId: string): readonly ShiftFacts[] {
    return this.databases.read
      .prepare<[string, string], ShiftRow>(
        `SELECT a.activity_id AS activityId, s.shift_id AS shiftId,
                a.organisation_id AS organisationId, a.station_id AS stationId,
                s.starts_at AS startsAt, s.ends_at AS endsAt, a.recordable, a.cancelled,
                e.volunteer_id IS NOT NULL AS enrolled
         FROM service_records_activity a
         JOIN service_records_shift s ON s.activity_id = a.activity_id
         LEFT JOIN service_records_enrolment e
           ON e.shift_id = s.shift_id AND e.volunteer_id = ?
         WHERE a.activity_id = ? ORDER BY s.starts_at, s.shift_id`,
      )
      .all(volunteerId, activityId)
      .map((row) => ({
        ...row,
        recordable: row.recordable === 1,
        cancelled: row.cancelled === 1,
        enrolled: row.enrolled === 1,
      }));
  }

  /** Who came to an activity on a day, and who of them has left. */
  attendance(activityId: string, date: LocalDate): Attendance {
    const [from, until] = [instantAt(date, '00:00'), instantAt(addDays(date, 1), '00:00')];
    const found = this.databases.read
      .prepare<[string, string, string, string, string], Attendance>(
        `SELECT count(*) AS signedIn, coalesce(sum(hasLeft), 0) AS signedOut FROM (
           SELECT volunteer_id, min(hasLeft) AS hasLeft FROM (
             SELECT volunteer_id, 0 AS hasLeft FROM service_records_open
             WHERE activity_id = ? AND at >= ? AND at < ?
             UNION ALL
             SELECT volunteer_id, 1 FROM service_records_record
             WHERE activity_id = ? AND date = ? AND mode = 'sign-in'
           ) GROUP BY volunteer_id)`,
      )
      .get(activityId, from, until, activityId, date);
    return found ?? { signedIn: 0, signedOut: 0 };
  }

  /** The year of the book in which a volunteer is signed in to an activity, if they are. */
  openBookYear(volunteerId: string, activityId: string): number | undefined {
    return this.databases.read
      .prepare<[string, string], { year: number }>(
        `SELECT year FROM service_records_open WHERE volunteer_id = ? AND activity_id = ?
         ORDER BY year DESC LIMIT 1`,
      )
      .get(volunteerId, activityId)?.year;
  }
}

type StoredRecord = Omit<RecordView, 'doubts' | 'late'> & {
  readonly doubts: string;
  readonly late: number;
};

function recordOf(stored: StoredRecord): RecordView {
  const { doubts, late } = stored;
  return { ...stored, doubts: JSON.parse(doubts) as string[], late: late === 1 };
}

type ShiftRow = Omit<ShiftFacts, 'recordable' | 'cancelled' | 'enrolled'> & {
  readonly recordable: number;
  readonly cancelled: number;
  readonly enrolled: number;
};
