import { Injectable } from '@nestjs/common';
import { Databases } from '../../projections/databases.js';
import type { SchemeId } from './extras.projection.js';
import type { ChangedRecord } from './certificates.queries.js';
import { ENTITLED, type RecordsWanted } from './entitlement.queries.js';
import { EXTRAS_MAX, type MeanMark, meanMark, STAR_MAX } from './domain/certificate-extras.js';

export interface TrainingRow {
  readonly sessionId: string;
  readonly name: string;
  readonly host: string;
  readonly date: string;
  readonly centiHours: number;
}

export interface AwardRow {
  readonly awardId: string;
  readonly date: string;
}

export interface StarRow {
  readonly applicationId: string;
  readonly scheme: SchemeId;
  readonly star: number;
}

/** What an issuer may say beside hours: what those recorded whose records it may certify. */
@Injectable()
export class ExtrasQueries {
  constructor(private readonly databases: Databases) {}

  /** Sessions attended in the period, the latest `EXTRAS_MAX`, oldest first. */
  trainings(wanted: RecordsWanted): readonly TrainingRow[] {
    return this.#latest<TrainingRow>(
      `SELECT t.session_id AS sessionId, c.name, c.host_unit AS host, s.date,
              t.centi_hours AS centiHours
       FROM certificates_training t
       JOIN certificates_course c ON c.course_id = t.course_id
       JOIN certificates_session s ON s.session_id = t.session_id
       WHERE t.volunteer_id = ? AND c.organisation_id IN (SELECT organisation_id FROM entitled)
         AND t.centi_hours > 0 AND s.date BETWEEN ? AND ?
       ORDER BY s.date DESC, t.session_id DESC`,
      wanted,
    );
  }

  /** Awards of the period that stand, the latest `EXTRAS_MAX`, oldest first. */
  awards(wanted: RecordsWanted): readonly AwardRow[] {
    return this.#latest<AwardRow>(
      `SELECT award_id AS awardId, date FROM certificates_award
       WHERE volunteer_id = ? AND organisation_id IN (SELECT organisation_id FROM entitled)
         AND date BETWEEN ? AND ?
       ORDER BY date DESC, award_id DESC`,
      wanted,
    );
  }

  /** The highest star that rests on an hour of one of these days, the national ladder first. */
  star(volunteerId: string, days: readonly string[]): StarRow | undefined {
    return this.databases.read
      .prepare<[string, number, string], StarRow>(
        `SELECT application_id AS applicationId, scheme, star FROM certificates_star
         WHERE volunteer_id = ? AND star <= ? AND EXISTS (
           SELECT 1 FROM json_each(?) WHERE value BETWEEN counted_from AND counted_until)
         ORDER BY scheme = 'national' DESC, star DESC, application_id LIMIT 1`,
      )
      .get(volunteerId, STAR_MAX, JSON.stringify(days));
  }

  /** Of the last word of each evaluator about each record. */
  meanMark(recordIds: readonly string[]): MeanMark | null {
    const row = this.databases.read
      .prepare<[string], { points: number; ratings: number }>(
        `SELECT coalesce(sum(points), 0) AS points, count(*) AS ratings FROM certificates_mark
         WHERE record_id IN (SELECT value FROM json_each(?))`,
      )
      .get(JSON.stringify(recordIds));
    return row ? meanMark(row.points, row.ratings) : null;
  }

  /** What live certificates list and no longer stands as listed, by certificate or volunteer. */
  changed(
    about: { readonly certificateId: string } | { readonly volunteerId: string },
  ): readonly ChangedRecord[] {
    const [column, id] =
      'volunteerId' in about
        ? ['volunteer_id', about.volunteerId]
        : ['certificate_id', about.certificateId];
    return this.databases.read
      .prepare<[string], ChangedRecord>(
        `SELECT l.certificate_id AS certificateId, l.extra_id AS recordId,
                CASE l.kind WHEN 'training' THEN 'training-withdrawn'
                            WHEN 'award' THEN 'award-revoked' ELSE 'star-revoked' END AS cause
         FROM certificates_certificate c
         JOIN certificates_listed_extra l ON l.certificate_id = c.certificate_id
         WHERE c.${column} = ? AND NOT CASE l.kind
           WHEN 'training' THEN EXISTS (
             SELECT 1 FROM certificates_training t WHERE t.volunteer_id = c.volunteer_id
               AND t.session_id = l.extra_id AND t.centi_hours = l.centi_hours)
           WHEN 'award' THEN EXISTS (
             SELECT 1 FROM certificates_award a WHERE a.award_id = l.extra_id)
           ELSE EXISTS (
             SELECT 1 FROM certificates_star s WHERE s.application_id = l.extra_id) END
         ORDER BY l.certificate_id, l.extra_id`,
      )
      .all(id);
  }

  #latest<Row>(select: string, { organisationId, volunteerId, from, to }: RecordsWanted): Row[] {
    return this.databases.read
      .prepare<[string, string, string, string, number], Row>(
        `WITH RECURSIVE ${ENTITLED} ${select} LIMIT ?`,
      )
      .all(organisationId, volunteerId, from, to, EXTRAS_MAX)
      .reverse();
  }
}
