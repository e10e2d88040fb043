import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Databases } from '../../projections/databases.js';
import type { Grade } from './domain/evidence.policy.js';
import { reject } from './domain/late-sign-outs.rejections.js';

/** What the record says now: closed by policy, or whatever became of it since. */
export interface RecordedInstead {
  readonly version: number;
  readonly status: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
  readonly grade: Grade;
}

/** What a device says of a sign-in that was closed, beside what the book says. */
export interface LateSignOutView {
  readonly lateSignOutId: string;
  readonly recordId: string;
  readonly volunteerId: string;
  readonly activityId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
  readonly status: 'open' | 'accepted' | 'dismissed';
  /** When the device saw the volunteer leave, and when that reached the server. */
  readonly at: string;
  readonly seenAt: string;
  /** What it would come to. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
  readonly grade: Grade;
  readonly doubts: readonly string[];
  /** Null when the sign-in lapsed: its time was taken. */
  readonly recorded: RecordedInstead | null;
  readonly settledBy: string | null;
  readonly settledAt: string | null;
}

export interface LateSignOutRow extends LateSignOutView {
  readonly year: number;
}

const LATE = `
  SELECT l.late_sign_out_id AS lateSignOutId, l.record_id AS recordId,
         l.volunteer_id AS volunteerId, l.year, l.activity_id AS activityId,
         l.organisation_id AS organisationId, l.station_id AS stationId,
         o.division_code AS divisionCode, l.status, l.at, l.seen_at AS seenAt,
         l.starts_at AS startsAt, l.ends_at AS endsAt, l.centi_hours AS centiHours, l.grade,
         l.doubts, l.settled_by AS settledBy, l.settled_at AS settledAt,
         CASE WHEN r.record_id IS NULL THEN NULL ELSE json_object(
           'version', r.version, 'status', r.status, 'startsAt', r.starts_at,
           'endsAt', r.ends_at, 'centiHours', r.centi_hours, 'grade', r.grade) END AS recorded
  FROM service_records_late_sign_out l
  LEFT JOIN service_records_record r ON r.record_id = l.record_id
  LEFT JOIN service_records_organisation o ON o.organisation_id = l.organisation_id`;

@Injectable()
export class LateSignOutsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `service-records/late-sign-out-unknown` */
  lateSignOut(lateSignOutId: string): LateSignOutRow {
    const found = this.databases.read
      .prepare<[string], StoredLateSignOut>(`${LATE} WHERE l.late_sign_out_id = ?`)
      .get(lateSignOutId);
    return found ? rowOf(found) : reject('service-records/late-sign-out-unknown');
  }

  /** Oldest first; `after` is the `seenAt/lateSignOutId` of the last one seen. */
  list(state: 'open' | 'settled', after = ''): readonly LateSignOutRow[] {
    const [seenAt = '', lateSignOutId = ''] = after.split('/');
    return this.databases.read
      .prepare<[number, string, string, number], StoredLateSignOut>(
        `${LATE} WHERE (l.status = 'open') = ? AND (l.seen_at, l.late_sign_out_id) > (?, ?)
         ORDER BY l.seen_at, l.late_sign_out_id LIMIT ?`,
      )
      .all(state === 'open' ? 1 : 0, seenAt, lateSignOutId, PAGE_SIZE)
      .map(rowOf);
  }
}

type StoredLateSignOut = Omit<LateSignOutRow, 'doubts' | 'recorded'> & {
  readonly doubts: string;
  readonly recorded: string | null;
};

function rowOf(stored: StoredLateSignOut): LateSignOutRow {
  const { doubts, recorded } = stored;
  return {
    ...stored,
    doubts: JSON.parse(doubts) as string[],
    recorded: recorded === null ? null : (JSON.parse(recorded) as RecordedInstead),
  };
}
