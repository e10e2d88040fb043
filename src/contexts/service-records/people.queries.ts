import { Injectable } from '@nestjs/common';
import type { Permission } from '../../http/permissions.js';
import { placeOf } from '../../http/place-of.js';
import type { Place, Principal } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/service-records.rejections.js';

interface PlaceRow {
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
}

/** Whose hours and proofs somebody may see or bring: by where a volunteer belongs. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly databases: Databases) {}

  /**
   * Oneself, or a role where the volunteer is at home, serves or has enrolled.
   *
   * @throws Rejection `service-records/person-unknown`, `access/not-permitted`
   */
  require(who: Principal, permission: Permission, volunteerId: string): void {
    const home = this.#home(volunteerId);
    if (who.isSelf(permission, volunteerId) || who.may(permission, home)) return;
    const served = this.#placesOfService(volunteerId);
    if (served.some((place) => who.may(permission, place))) return;
    throw new Rejection('access/not-permitted', { permission });
  }

  #home(volunteerId: string): Place {
    const row = this.databases.read
      .prepare<[string], PlaceRow>(
        `SELECT organisation_id AS organisationId, station_id AS stationId,
                division_code AS divisionCode
         FROM service_records_person WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    return row ? placeOf(row) : reject('service-records/person-unknown');
  }

  #placesOfService(volunteerId: string): readonly Place[] {
    return this.databases.read
      .prepare<[string], PlaceRow>(
        `SELECT DISTINCT a.organisation_id AS organisationId, a.station_id AS stationId,
                a.division_code AS divisionCode
         FROM service_records_taking_part t
         JOIN service_records_activity a ON a.activity_id = t.activity_id
         WHERE t.volunteer_id = ?`,
      )
      .all(volunteerId)
      .map(placeOf);
  }
}
