import type { Place } from '../../http/principal.js';

/** Where a record or an activity is: what a grant's scope is held against. */
export function placeOf(of: {
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly divisionCode: string | null;
}): Place {
  return {
    organisationId: of.organisationId ?? undefined,
    stationId: of.stationId ?? undefined,
    divisionCode: of.divisionCode ?? undefined,
  };
}
