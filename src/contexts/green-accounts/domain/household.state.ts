import type { LocalDate } from '../../../kernel/calendar.js';
import type { DaySoFar } from './drop.policy.js';
import type { HouseholdEvent, WasteKind } from './household.events.js';

export interface DropState {
  readonly on: LocalDate;
  readonly stationId: string;
  readonly kind: WasteKind;
  readonly inspectorId: string;
  readonly version: number;
  readonly points: number;
  readonly annulled: boolean;
}

export interface Household {
  status: 'none' | 'open' | 'closed';
  /** Person → the claim by which they belong here. */
  readonly members: Map<string, string>;
  /** Claims that were honoured or turned away. */
  readonly claims: Set<string>;
  readonly drops: Map<string, DropState>;
  /** Day → ids of its drops. */
  readonly days: Map<LocalDate, string[]>;
}

export const emptyHousehold = (): Household => ({
  ...{ status: 'none', members: new Map(), claims: new Set(), drops: new Map(), days: new Map() },
});

/** Drops of the day that stand, without the one that is looked at. */
export function dayOf(state: Household, on: LocalDate, without?: string): DaySoFar {
  let [scored, points] = [0, 0];
  for (const dropId of state.days.get(on) ?? []) {
    const drop = state.drops.get(dropId);
    if (!drop || dropId === without) continue;
    if (drop.points > 0) scored += 1;
    points += drop.points;
  }
  return { scored, points };
}

export function evolveHousehold(state: Household, event: HouseholdEvent): Household {
  switch (event.type) {
    case 'green-accounts.HouseholdRegistered':
      state.status = 'open';
      return state;
    case 'green-accounts.HouseholdMemberJoined':
      state.members.set(event.data.personId, event.data.claimId);
      state.claims.add(event.data.claimId);
      return state;
    case 'green-accounts.HouseholdMemberLeft':
      state.members.delete(event.data.personId);
      state.claims.add(event.data.claimId);
      return state;
    case 'green-accounts.HouseholdClosed':
      state.status = 'closed';
      state.members.clear();
      return state;
    case 'green-accounts.DropInspected': {
      const { dropId, on, stationId, kind, inspectorId, points } = event.data;
      const drop = { on, stationId, kind, inspectorId, points };
      state.drops.set(dropId, { ...drop, version: 1, annulled: false });
      state.days.set(on, [...(state.days.get(on) ?? []), dropId]);
      return state;
    }
    case 'green-accounts.DropCorrected':
      return change(state, event.data.dropId, {
        ...{ version: event.data.version, points: event.data.points },
      });
    case 'green-accounts.DropAnnulled':
      return change(state, event.data.dropId, { points: 0, annulled: true });
    default:
      return state;
  }
}

function change(state: Household, dropId: string, to: Partial<DropState>): Household {
  const drop = state.drops.get(dropId);
  if (drop) state.drops.set(dropId, { ...drop, ...to });
  return state;
}
