import { Injectable } from '@nestjs/common';
import { addDays, type LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import type { DossierKind, ProjectFacts, Roster, YearOfService } from './domain/dossier.policy.js';
import { reject } from './domain/honours.rejections.js';
import type { ClassOfService, DossierView } from './dossier.views.js';

export interface Subject {
  readonly kind: DossierKind;
  readonly id: string;
}

export interface SubjectFacts {
  readonly name: string | null;
  readonly since: string | null;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string;
}

/** The services of a subject; each asks for its id once. */
const SERVICES: Readonly<Record<DossierKind, string>> = {
  volunteer: 's.volunteer_id = @id',
  organisation: 's.organisation_id = @id',
  project: 's.activity_id IN (SELECT activity_id FROM honours_activity WHERE project_id = @id)',
  community: `s.volunteer_id IN (SELECT volunteer_id FROM honours_volunteer
              WHERE division_code = @id)`,
};
const PROJECTS: Readonly<Record<DossierKind, string>> = {
  volunteer: `p.project_id IN (SELECT a.project_id FROM honours_activity a
              JOIN honours_service s ON s.activity_id = a.activity_id
              WHERE s.volunteer_id = @id AND s.effective = 1)`,
  organisation: 'p.organisation_id = @id',
  project: 'p.project_id = @id',
  community: `p.project_id IN (SELECT project_id FROM honours_activity WHERE division_code = @id)`,
};
const COMPLAINTS: Readonly<Record<DossierKind, string>> = {
  volunteer: `(c.subject_id = @id OR c.subject_id IN
              (SELECT record_id FROM honours_service WHERE volunteer_id = @id))`,
  organisation: '(c.organisation_id = @id OR c.subject_id = @id)',
  project: 'c.subject_id = @id',
  community: `c.organisation_id IN (SELECT organisation_id FROM honours_organisation
              WHERE division_code = @id)`,
};
const ROSTERS: Readonly<Partial<Record<DossierKind, string>>> = {
  organisation: 'v.organisation_id = @id',
  community: 'v.division_code = @id',
};
const SUBJECTS: Readonly<Record<DossierKind, string>> = {
  volunteer: `SELECT NULL AS name, registered_on AS since, organisation_id AS organisationId,
                     station_id AS stationId, division_code AS divisionCode
              FROM honours_volunteer WHERE volunteer_id = @id`,
  organisation: `SELECT legal_name AS name, NULL AS since, organisation_id AS organisationId,
                        NULL AS stationId, division_code AS divisionCode
                 FROM honours_organisation WHERE organisation_id = @id`,
  project: `SELECT p.name, p.from_date AS since, p.organisation_id AS organisationId,
                   NULL AS stationId, o.division_code AS divisionCode
            FROM honours_project p
            JOIN honours_organisation o ON o.organisation_id = p.organisation_id
            WHERE p.project_id = @id`,
  community: `SELECT @id AS name, min(registered_on) AS since, NULL AS organisationId,
                     NULL AS stationId, @id AS divisionCode
              FROM honours_volunteer WHERE division_code = @id HAVING count(*) > 0`,
};

/** No subject has run more projects, or in more years or classes, than one page shows. */
const ROWS_MAX = 200;
const YEAR_DAYS = 365;

@Injectable()
export class DossierQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `honours/subject-unknown` */
  subject({ kind, id }: Subject): SubjectFacts {
    const row = this.databases.read.prepare<[object], SubjectFacts>(SUBJECTS[kind]).get({ id });
    return row ?? reject('honours/subject-unknown');
  }

  years({ kind, id }: Subject): readonly YearOfService[] {
    return this.databases.read
      .prepare<[object], YearOfService>(
        `SELECT CAST(substr(s.date, 1, 4) AS INTEGER) AS year, sum(s.centi_hours) AS centiHours,
                count(*) AS services, count(DISTINCT s.volunteer_id) AS volunteers
         FROM honours_service s WHERE s.effective = 1 AND ${SERVICES[kind]}
         GROUP BY 1 ORDER BY 1 LIMIT @max`,
      )
      .all({ id, max: ROWS_MAX });
  }

  classes({ kind, id }: Subject): readonly ClassOfService[] {
    return this.databases.read
      .prepare<[object], ClassOfService>(
        `SELECT a.category, sum(s.centi_hours) AS centiHours, count(*) AS services
         FROM honours_service s LEFT JOIN honours_activity a ON a.activity_id = s.activity_id
         WHERE s.effective = 1 AND ${SERVICES[kind]}
         GROUP BY a.category ORDER BY 2 DESC, 1 LIMIT @max`,
      )
      .all({ id, max: ROWS_MAX });
  }

  projects({ kind, id }: Subject): readonly ProjectFacts[] {
    return this.databases.read
      .prepare<[object], Omit<ProjectFacts, 'regular'> & { regular: number }>(
        `SELECT p.project_id AS projectId, p.name, p.from_date AS "from", p.to_date AS "to",
                p.regular
         FROM honours_project p WHERE ${PROJECTS[kind]}
         ORDER BY p.from_date, p.project_id LIMIT @max`,
      )
      .all({ id, max: ROWS_MAX })
      .map((row) => ({ ...row, regular: row.regular === 1 }));
  }

  /** Who belongs to the subject on a day, and is active: so many services in the year before. */
  roster({ kind, id }: Subject, on: LocalDate, activeServices: number): Roster | null {
    const belongs = ROSTERS[kind];
    if (belongs === undefined) return null;
    const from = addDays(on, -YEAR_DAYS);
    const row = this.databases.read
      .prepare<[object], Roster>(
        `SELECT count(*) AS registered, coalesce(sum(
           (SELECT count(*) FROM honours_service s
            WHERE s.volunteer_id = v.volunteer_id AND s.effective = 1
              AND s.date > @from AND s.date <= @on AND ${SERVICES[kind]}) >= @activeServices
         ), 0) AS active
         FROM honours_volunteer v WHERE v.gone = 0 AND ${belongs}`,
      )
      .get({ id, on, from, activeServices });
    return row ?? null;
  }

  evaluations({ kind, id }: Subject): DossierView['evaluations'] {
    const row = this.databases.read
      .prepare<[object], { count: number; points: number }>(
        `SELECT count(*) AS count, coalesce(sum(m.points), 0) AS points
         FROM honours_mark m JOIN honours_service s ON s.record_id = m.record_id
         WHERE ${SERVICES[kind]}`,
      )
      .get({ id });
    const { count = 0, points = 0 } = row ?? {};
    return { count, meanMark: count === 0 ? null : Math.floor((points * 100) / (3 * count)) };
  }

  complaints({ kind, id }: Subject): DossierView['complaints'] {
    const row = this.databases.read
      .prepare<[object], DossierView['complaints']>(
        `SELECT count(*) AS filed,
                coalesce(sum(c.outcome IN ('upheld', 'partly-upheld')), 0) AS upheld,
                coalesce(sum(c.outcome IS NULL), 0) AS open
         FROM honours_complaint c WHERE ${COMPLAINTS[kind]}`,
      )
      .get({ id });
    return row ?? { filed: 0, upheld: 0, open: 0 };
  }
}
