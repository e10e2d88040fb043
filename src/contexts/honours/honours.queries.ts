import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { AwardLevel, AwardPath } from './domain/award.events.js';
import { reject } from './domain/honours.rejections.js';
import type { Quality } from './domain/star.commands.js';
import type { StarStatus } from './domain/star.state.js';
import type { ApproverLevel, SchemeId } from './domain/star-scheme.policy.js';

export interface AwardView {
  readonly awardId: string;
  readonly volunteerId: string;
  readonly organisationId: string;
  readonly path: AwardPath;
  readonly level: AwardLevel;
  readonly awardedOn: string;
  readonly proofHash: string | null;
  readonly status: 'handed-in' | 'recorded' | 'refused' | 'revoked';
  readonly revision: number;
}

export interface StarView {
  readonly applicationId: string;
  readonly volunteerId: string;
  readonly scheme: SchemeId;
  readonly star: number;
  readonly status: StarStatus;
  readonly requiredCentiHours: number;
  /** As counted at the application, and again when it was granted. */
  readonly centiHours: number;
  readonly countedFrom: string;
  readonly countedUntil: string;
  readonly approverLevel: ApproverLevel;
  readonly appliedOn: string;
  readonly effectiveOn: string | null;
  readonly objectionId: string | null;
  readonly objectedOn: string | null;
  readonly grantedOn: string | null;
  readonly revision: number;
}

export interface HonouredVolunteer {
  readonly volunteerId: string;
  readonly adult: boolean;
  readonly registeredOn: string;
  readonly divisionCode: string;
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly gone: boolean;
  /** They agreed to be named in public. */
  readonly publicByName: boolean;
}

const AWARD = `
  SELECT award_id AS awardId, volunteer_id AS volunteerId, organisation_id AS organisationId, path,
         level, awarded_on AS awardedOn, proof_hash AS proofHash, status, revision
  FROM honours_award`;
export interface OrganisationPlace {
  readonly organisationId: string;
  readonly divisionCode: string;
}

const STAR_COLUMNS = `
         s.application_id AS applicationId, s.volunteer_id AS volunteerId, s.scheme, s.star,
         s.status, s.required AS requiredCentiHours, s.centi_hours AS centiHours,
         s.counted_from AS countedFrom, s.counted_until AS countedUntil,
         s.approver_level AS approverLevel, s.applied_on AS appliedOn,
         s.effective_on AS effectiveOn, s.objection_id AS objectionId,
         s.objected_on AS objectedOn, s.granted_on AS grantedOn, s.revision`;
const STAR = `SELECT ${STAR_COLUMNS} FROM honours_star s`;
/** Effective hours of one volunteer on the days that count. */
const COUNTED = `
  SELECT coalesce(sum(centi_hours), 0) FROM honours_service
  WHERE volunteer_id = s.volunteer_id AND effective = 1
    AND date BETWEEN s.counted_from AND s.counted_until`;

@Injectable()
export class HonoursQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `honours/volunteer-unknown` */
  volunteer(volunteerId: string): HonouredVolunteer {
    const row = this.databases.read
      .prepare<[string], VolunteerRow>(
        `SELECT volunteer_id AS volunteerId, age_band = 'adult' AS adult,
                registered_on AS registeredOn, division_code AS divisionCode,
                station_id AS stationId, organisation_id AS organisationId, gone,
                public_by_name AS publicByName
         FROM honours_volunteer WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    if (!row) return reject('honours/volunteer-unknown');
    const { adult, gone, publicByName } = row;
    return { ...row, adult: adult === 1, gone: gone === 1, publicByName: publicByName === 1 };
  }

  /** @throws Rejection `honours/organisation-unknown` */
  organisation(organisationId: string): OrganisationPlace {
    const row = this.databases.read
      .prepare<[string], OrganisationPlace>(
        `SELECT organisation_id AS organisationId, division_code AS divisionCode
         FROM honours_organisation WHERE organisation_id = ?`,
      )
      .get(organisationId);
    return row ?? reject('honours/organisation-unknown');
  }

  /** @throws Rejection `honours/award-unknown` */
  award(awardId: string): AwardView {
    const row = this.databases.read
      .prepare<[string], AwardView>(`${AWARD} WHERE award_id = ?`)
      .get(awardId);
    return row ?? reject('honours/award-unknown');
  }

  /** Oldest first; `after` is the `awardedOn/awardId` of the last one seen. */
  awardsOf(volunteerId: string, after = ''): readonly AwardView[] {
    const [awardedOn = '', awardId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, string, number], AwardView>(
        `${AWARD} WHERE volunteer_id = ? AND (awarded_on, award_id) > (?, ?)
         ORDER BY awarded_on, award_id LIMIT ?`,
      )
      .all(volunteerId, awardedOn, awardId, PAGE_SIZE);
  }

  /** What waits to be checked. */
  awardsWaiting(after = ''): readonly AwardView[] {
    return this.databases.read
      .prepare<[string, number], AwardView>(
        `${AWARD} WHERE status = 'handed-in' AND award_id > ? ORDER BY award_id LIMIT ?`,
      )
      .all(after, PAGE_SIZE);
  }

  /** @throws Rejection `honours/application-unknown` */
  star(applicationId: string): StarView {
    const row = this.databases.read
      .prepare<[string], StarView>(`${STAR} WHERE application_id = ?`)
      .get(applicationId);
    return row ?? reject('honours/application-unknown');
  }

  starsOf(volunteerId: string): readonly StarView[] {
    return this.databases.read
      .prepare<[string, number], StarView>(
        `${STAR} WHERE volunteer_id = ? ORDER BY applied_on, application_id LIMIT ?`,
      )
      .all(volunteerId, PAGE_SIZE);
  }

  starsWith(status: StarStatus, after = ''): readonly StarView[] {
    return this.databases.read
      .prepare<[string, string, number], StarView>(
        `${STAR} WHERE status = ? AND application_id > ? ORDER BY application_id LIMIT ?`,
      )
      .all(status, after, PAGE_SIZE);
  }

  /** Publicity has passed. */
  starsDue(today: LocalDate, limit: number): readonly StarView[] {
    return this.databases.read
      .prepare<[string, number], StarView>(
        `${STAR} WHERE status = 'publicised' AND effective_on <= ?
         ORDER BY application_id LIMIT ?`,
      )
      .all(today, limit);
  }

  /** Granted stars whose hours are now fewer than when somebody looked last. */
  starsShort(limit: number): readonly (StarView & { readonly nowCentiHours: number })[] {
    return this.databases.read
      .prepare<[number], StarView & { readonly nowCentiHours: number }>(
        `SELECT * FROM (
           SELECT ${STAR_COLUMNS}, s.looked_at, (${COUNTED}) AS nowCentiHours
           FROM honours_star s WHERE s.touched = 1 AND s.status = 'granted'
         ) WHERE nowCentiHours < looked_at ORDER BY applicationId LIMIT ?`,
      )
      .all(limit);
  }

  /** Effective hours on the days that count, both included. */
  counted(volunteerId: string, from: LocalDate, until: LocalDate): number {
    const row = this.databases.read
      .prepare<[string, string, string], { centiHours: number }>(
        `SELECT coalesce(sum(centi_hours), 0) AS centiHours FROM honours_service
         WHERE volunteer_id = ? AND effective = 1 AND date BETWEEN ? AND ?`,
      )
      .get(volunteerId, from, until);
    return row?.centiHours ?? 0;
  }

  quality(volunteerId: string): Quality {
    const marks = this.databases.read
      .prepare<[string], { points: number; marks: number }>(
        `SELECT coalesce(sum(points), 0) AS points, 3 * count(*) AS marks
         FROM honours_mark WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    const complaints = this.databases.read
      .prepare<[string, string], { upheld: number }>(
        `SELECT count(*) AS upheld FROM honours_complaint
         WHERE outcome IN ('upheld', 'partly-upheld') AND (subject_id = ? OR subject_id IN
           (SELECT record_id FROM honours_service WHERE volunteer_id = ?))`,
      )
      .get(volunteerId, volunteerId);
    const { points = 0, marks: count = 0 } = marks ?? {};
    return {
      meanMark: count === 0 ? null : Math.floor((points * 100) / count),
      upheldComplaints: complaints?.upheld ?? 0,
    };
  }
}

type VolunteerRow = Omit<HonouredVolunteer, 'adult' | 'gone' | 'publicByName'> & {
  readonly adult: number;
  readonly gone: number;
  readonly publicByName: number;
};
