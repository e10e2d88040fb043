import type { Place } from '../../http/principal.js';
import type { HonouredVolunteer } from './honours.queries.js';

/** Where a volunteer is at home: what grants are held against. */
export function placeOf(volunteer: HonouredVolunteer): Place {
  const { divisionCode, stationId, organisationId } = volunteer;
  return {
    divisionCode,
    stationId: stationId ?? undefined,
    organisationId: organisationId ?? undefined,
  };
}
