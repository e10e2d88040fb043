import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';

export interface ProjectView {
  readonly projectId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly name: string;
  readonly categories: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly regular: boolean;
  readonly revision: number;
}

export interface ShiftView {
  readonly shiftId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly capacity: number;
  readonly enrolled: number;
}

export interface ActivityView {
  readonly activityId: string;
  readonly projectId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly divisionCode: string;
  readonly title: string;
  readonly place: string;
  readonly content: string;
  readonly category: string;
  /** Null until screened; empty = nothing found. */
  readonly findings: readonly string[] | null;
  readonly cancelled: boolean;
  /** When its first shift begins. */
  readonly startsAt: string;
  readonly shifts: readonly ShiftView[];
  readonly revision: number;
}

const PROJECT = `
  SELECT project_id AS projectId, organisation_id AS organisationId, station_id AS stationId, name,
         categories, from_date AS "from", to_date AS "to", regular, revision
  FROM activities_project`;
const ACTIVITY = `
  SELECT activity_id AS activityId, project_id AS projectId, organisation_id AS organisationId,
         station_id AS stationId, division_code AS divisionCode, title, place, content, category,
         findings, cancelled, starts_at AS startsAt, revision
  FROM activities_activity`;

@Injectable()
export class ActivitiesQueries {
  constructor(private readonly databases: Databases) {}

  /**
   * The division an organisation belongs to.
   * @throws Rejection `activities/organisation-unknown`
   */
  divisionOf(organisationId: string): string {
    const row = this.databases.read
      .prepare<[string], { divisionCode: string }>(
        `SELECT division_code AS divisionCode FROM activities_organisation
         WHERE organisation_id = ?`,
      )
      .get(organisationId);
    if (!row) throw new Rejection('activities/organisation-unknown');
    return row.divisionCode;
  }

  /** @throws Rejection `activities/project-unknown` */
  project(projectId: string): ProjectView {
    const row = this.databases.read
      .prepare<[string], ProjectRow>(`${PROJECT} WHERE project_id = ?`)
      .get(projectId);
    if (!row) throw new Rejection('activities/project-unknown');
    return { ...row, categories: parseTexts(row.categories), regular: row.regular === 1 };
  }

  /** @throws Rejection `activities/activity-unknown` */
  activity(activityId: string): ActivityView {
    const row = this.databases.read
      .prepare<[string], ActivityRow>(`${ACTIVITY} WHERE activity_id = ?`)
      .get(activityId);
    if (!row) throw new Rejection('activities/activity-unknown');
    return this.#view(row);
  }

  /** Newest first; `after` is the `startsAt/activityId` of the last one seen. */
  activities(after = '9999/'): readonly ActivityView[] {
    const [startsAt = '', activityId = ''] = after.split('/');
    return this.databases.read
      .prepare<[string, string, number], ActivityRow>(
        `${ACTIVITY} WHERE (starts_at, activity_id) < (?, ?)
         ORDER BY starts_at DESC, activity_id DESC LIMIT ?`,
      )
      .all(startsAt, activityId, PAGE_SIZE)
      .map((row) => this.#view(row));
  }

  #view(row: ActivityRow): ActivityView {
    const shifts = this.databases.read
      .prepare<[string], ShiftView>(
        `SELECT shift_id AS shiftId, starts_at AS startsAt, ends_at AS endsAt, capacity, enrolled
         FROM activities_shift WHERE activity_id = ? ORDER BY starts_at, shift_id`,
      )
      .all(row.activityId);
    const findings = row.findings === null ? null : parseTexts(row.findings);
    return { ...row, findings, cancelled: row.cancelled === 1, shifts };
  }
}

type ProjectRow = Omit<ProjectView, 'categories' | 'regular'> & {
  readonly categories: string;
  readonly regular: number;
};
type ActivityRow = Omit<ActivityView, 'findings' | 'cancelled' | 'shifts'> & {
  readonly findings: string | null;
  readonly cancelled: number;
};

function parseTexts(json: string): readonly string[] {
  return JSON.parse(json) as string[];
}
