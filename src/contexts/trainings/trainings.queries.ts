import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/trainings.rejections.js';

export interface CourseView {
  readonly courseId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly divisionCode: string;
  readonly name: string;
  readonly content: string;
  readonly hostUnit: string;
  readonly centiHours: number;
  readonly leadsTo: string | null;
  readonly closed: boolean;
  readonly revision: number;
}

export interface VolunteerHome {
  readonly divisionCode: string;
  readonly stationId: string | null;
  readonly organisationId: string | null;
}

export interface SessionView {
  readonly sessionId: string;
  readonly courseId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
  readonly cancelled: boolean;
  readonly attended: number;
}

/** One line of a volunteer's training record (O67 art. 8). */
export interface TrainingView {
  readonly sessionId: string;
  readonly courseId: string;
  readonly name: string;
  readonly content: string;
  readonly hostUnit: string;
  readonly startsAt: string;
  readonly centiHours: number;
}

export type QualificationStanding = 'valid' | 'not-yet-valid' | 'expired' | 'revoked';

export interface QualificationView {
  readonly qualificationId: string;
  readonly volunteerId: string;
  readonly kind: string;
  readonly courseId: string | null;
  readonly proofHash: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly revokedOn: string | null;
  /** As of the day that was asked for. */
  readonly standing: QualificationStanding;
  readonly revision: number;
}

const COURSE = `
  SELECT course_id AS courseId, organisation_id AS organisationId, station_id AS stationId,
         division_code AS divisionCode, name, content, host_unit AS hostUnit,
         centi_hours AS centiHours, leads_to AS leadsTo, closed, revision
  FROM trainings_course`;
const QUALIFICATION = `
  SELECT qualification_id AS qualificationId, volunteer_id AS volunteerId, kind,
         course_id AS courseId, proof_hash AS proofHash, valid_from AS validFrom,
         valid_until AS validUntil, revoked_on AS revokedOn, revision
  FROM trainings_qualification`;

@Injectable()
export class TrainingsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `trainings/organisation-unknown` */
  divisionOf(organisationId: string): string {
    const row = this.databases.read
      .prepare<[string], { divisionCode: string }>(
        `SELECT division_code AS divisionCode FROM trainings_organisation
         WHERE organisation_id = ?`,
      )
      .get(organisationId);
    return row?.divisionCode ?? reject('trainings/organisation-unknown');
  }

  /**
   * Where a volunteer is at home.
   * @throws Rejection `trainings/volunteer-unknown`
   */
  volunteer(volunteerId: string): VolunteerHome {
    const row = this.databases.read
      .prepare<[string], VolunteerHome>(
        `SELECT division_code AS divisionCode, station_id AS stationId,
                organisation_id AS organisationId
         FROM trainings_volunteer WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    return row ?? reject('trainings/volunteer-unknown');
  }

  /** @throws Rejection `trainings/course-unknown` */
  course(courseId: string): CourseView {
    const row = this.databases.read
      .prepare<[string], CourseRow>(`${COURSE} WHERE course_id = ?`)
      .get(courseId);
    return row ? courseOf(row) : reject('trainings/course-unknown');
  }

  courses(after = ''): readonly CourseView[] {
    return this.databases.read
      .prepare<[string, number], CourseRow>(
        `${COURSE} WHERE course_id > ? ORDER BY course_id LIMIT ?`,
      )
      .all(after, PAGE_SIZE)
      .map(courseOf);
  }

  /** Oldest first; `after` is the `startsAt/sessionId` of the last one seen. */
  sessions(courseId: string, after = ''): readonly SessionView[] {
    const [startsAt = '', sessionId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], SessionRow>(
        `SELECT session_id AS sessionId, course_id AS courseId, starts_at AS startsAt,
                ends_at AS endsAt, place, cancelled,
                (SELECT count(*) FROM trainings_attendance a
                 WHERE a.session_id = s.session_id) AS attended
         FROM trainings_session s
         WHERE course_id = ? AND (starts_at, session_id) > (?, ?)
         ORDER BY starts_at, session_id LIMIT ?`,
      )
      .all(courseId, startsAt, sessionId, PAGE_SIZE)
      .map((row) => ({ ...row, cancelled: row.cancelled === 1 }));
  }

  /** What a volunteer has studied; `after` is the `startsAt/sessionId` of the last one seen. */
  trainingsOf(volunteerId: string, after = ''): readonly TrainingView[] {
    const [startsAt = '', sessionId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], TrainingView>(
        `SELECT a.session_id AS sessionId, a.course_id AS courseId, c.name, c.content,
                c.host_unit AS hostUnit, s.starts_at AS startsAt, a.centi_hours AS centiHours
         FROM trainings_attendance a
         JOIN trainings_session s ON s.session_id = a.session_id
         JOIN trainings_course c ON c.course_id = a.course_id
         WHERE a.volunteer_id = ? AND (s.starts_at, a.session_id) > (?, ?)
         ORDER BY s.starts_at, a.session_id LIMIT ?`,
      )
      .all(volunteerId, startsAt, sessionId, PAGE_SIZE);
  }

  /** Hundredths of an hour a volunteer has studied of a course. */
  studied(volunteerId: string, courseId: string): number {
    const row = this.databases.read
      .prepare<[string, string], { centiHours: number }>(
        `SELECT coalesce(sum(centi_hours), 0) AS centiHours FROM trainings_attendance
         WHERE volunteer_id = ? AND course_id = ?`,
      )
      .get(volunteerId, courseId);
    return row?.centiHours ?? 0;
  }

  /** Hash of the paper that a qualification rests on; null where it rests on a course. */
  proofOf(volunteerId: string, qualificationId: string): string | null {
    const found = this.databases.read
      .prepare<[string, string], { proofHash: string | null }>(
        `SELECT proof_hash AS proofHash FROM trainings_qualification
         WHERE volunteer_id = ? AND qualification_id = ?`,
      )
      .get(volunteerId, qualificationId);
    return found ? found.proofHash : reject('trainings/qualification-unknown');
  }

  /** Oldest first; `after` is the `validFrom/qualificationId` of the last one seen. */
  qualificationsOf(volunteerId: string, on: LocalDate, after = ''): readonly QualificationView[] {
    const [validFrom = '', qualificationId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], QualificationRow>(
        `${QUALIFICATION} WHERE volunteer_id = ? AND (valid_from, qualification_id) > (?, ?)
         ORDER BY valid_from, qualification_id LIMIT ?`,
      )
      .all(volunteerId, validFrom, qualificationId, PAGE_SIZE)
      .map((row) => ({ ...row, standing: standingOn(on, row) }));
  }
}

type CourseRow = Omit<CourseView, 'closed'> & { readonly closed: number };
type SessionRow = Omit<SessionView, 'cancelled'> & { readonly cancelled: number };
type QualificationRow = Omit<QualificationView, 'standing'>;

function courseOf(row: CourseRow): CourseView {
  return { ...row, closed: row.closed === 1 };
}

function standingOn(on: LocalDate, row: QualificationRow): QualificationStanding {
  if (row.revokedOn !== null) return 'revoked';
  if (on < row.validFrom) return 'not-yet-valid';
  return row.validUntil !== null && row.validUntil < on ? 'expired' : 'valid';
}
