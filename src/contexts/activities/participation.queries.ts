import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import {
  NO_REQUIREMENTS,
  type Preparation,
  type Qualification,
  type Requirements,
} from './domain/participation.policy.js';

/** A volunteer without a birth date: the vault has it. */
export interface KnownVolunteer {
  /** Of age when they registered, and so for ever. */
  readonly adult: boolean;
  /** They left, or were erased. */
  readonly gone: boolean;
  readonly guardian: 'none' | 'given' | 'withdrawn';
  readonly accompanied: boolean;
}

export interface RequirementsView {
  readonly activityId: string;
  readonly requirements: Requirements;
  readonly noticeVersion: number;
}

interface ShiftOf {
  readonly activityId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
}

@Injectable()
export class ParticipationQueries {
  constructor(private readonly databases: Databases) {}

  /** Without requirements of its own an activity has none. */
  requirements(activityId: string): RequirementsView {
    const row = this.databases.read
      .prepare<[string], { requirements: string; noticeVersion: number }>(
        `SELECT requirements, notice_version AS noticeVersion
         FROM activities_requirements WHERE activity_id = ?`,
      )
      .get(activityId);
    if (!row) return { activityId, requirements: NO_REQUIREMENTS, noticeVersion: 0 };
    const requirements = JSON.parse(row.requirements) as Requirements;
    return { activityId, requirements, noticeVersion: row.noticeVersion };
  }

  volunteer(volunteerId: string): KnownVolunteer | undefined {
    const row = this.databases.read
      .prepare<[string], VolunteerRow>(
        `SELECT age_band = 'adult' AS adult, gone, guardian, accompanied
         FROM activities_volunteer WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    if (!row) return undefined;
    const { adult, gone, guardian, accompanied } = row;
    return { adult: adult === 1, gone: gone === 1, guardian, accompanied: accompanied === 1 };
  }

  qualifications(volunteerId: string): readonly Qualification[] {
    return this.databases.read
      .prepare<[string], Qualification>(
        `SELECT kind, valid_from AS validFrom, valid_until AS validUntil
         FROM activities_qualification WHERE volunteer_id = ?`,
      )
      .all(volunteerId);
  }

  /** What the activity knows of somebody on the day of a shift. */
  preparation({ activityId, shiftId, volunteerId }: ShiftOf, day: LocalDate): Preparation {
    const row = this.databases.read
      .prepare<[Record<string, string>], PreparationRow>(
        `SELECT
           (SELECT notice_version FROM activities_requirements
            WHERE activity_id = @activityId) AS noticeVersion,
           (SELECT notice_version FROM activities_acknowledgement
            WHERE activity_id = @activityId AND volunteer_id = @volunteerId) AS acknowledgedVersion,
           EXISTS (SELECT 1 FROM activities_insurance
             WHERE activity_id = @activityId AND coalesce(volunteer_id, @volunteerId) = @volunteerId
               AND valid_from <= @day AND valid_until >= @day) AS insured,
           EXISTS (SELECT 1 FROM activities_guardian
             WHERE shift_id = @shiftId AND volunteer_id = @volunteerId) AS guardianIsThere`,
      )
      .get({ activityId, shiftId, volunteerId, day });
    return {
      noticeVersion: row?.noticeVersion ?? 0,
      acknowledgedVersion: row?.acknowledgedVersion ?? null,
      insured: row?.insured === 1,
      guardianIsThere: row?.guardianIsThere === 1,
    };
  }

  /** When a shift of an activity begins. */
  shiftStart(activityId: string, shiftId: string): string | undefined {
    return this.databases.read
      .prepare<[string, string], { startsAt: string }>(
        `SELECT starts_at AS startsAt FROM activities_shift
         WHERE shift_id = ? AND activity_id = ?`,
      )
      .get(shiftId, activityId)?.startsAt;
  }
}

interface VolunteerRow {
  readonly adult: number;
  readonly gone: number;
  readonly guardian: KnownVolunteer['guardian'];
  readonly accompanied: number;
}

interface PreparationRow {
  readonly noticeVersion: number | null;
  readonly acknowledgedVersion: number | null;
  readonly insured: number;
  readonly guardianIsThere: number;
}
