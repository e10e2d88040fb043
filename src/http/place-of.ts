import type { Place } from './principal.js';

/** Nulls of a read model become what a scope is held against. */
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
