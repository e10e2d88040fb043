import { addMonths } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { pointsOfDrop } from './drop.policy.js';
import { reject } from './green-accounts.rejections.js';
import type {
  AnnulDrop,
  CloseHousehold,
  CorrectDrop,
  HouseholdCommand,
  InspectDrop,
  JoinHousehold,
  LeaveHousehold,
} from './household.commands.js';
import type { HouseholdEvent, Measure } from './household.events.js';
import {
  dayOf,
  type DropState,
  emptyHousehold,
  evolveHousehold,
  type Household,
} from './household.state.js';

/** One household: who belongs to it, and what it dropped, looked at by somebody of another. */
export const household: Decider<HouseholdCommand, Household, HouseholdEvent> = {
  category: 'household',
  streamId: ({ data }) => data.householdId,
  initialState: emptyHousehold,
  decide(command, state) {
    switch (command.type) {
      case 'RegisterHousehold':
        if (state.status !== 'none') reject('green-accounts/household-exists');
        return [{ type: 'green-accounts.HouseholdRegistered', data: command.data }];
      case 'JoinHousehold':
        return join(command.data, state);
      case 'LeaveHousehold':
        return leave(command.data, state);
      case 'CloseHousehold':
        return close(command.data, state);
      case 'InspectDrop':
        return inspect(command.data, state);
      case 'CorrectDrop':
        return correct(command.data, state);
      case 'AnnulDrop':
        return annul(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveHousehold,
};

/** Who finds the household closed has left it: the claim is then given back. */
function join(data: JoinHousehold['data'], state: Household): HouseholdEvent[] {
  if (state.status === 'none') reject('green-accounts/household-unknown');
  if (state.claims.has(data.claimId)) return [];
  if (state.status === 'closed') return [{ type: 'green-accounts.HouseholdMemberLeft', data }];
  return [{ type: 'green-accounts.HouseholdMemberJoined', data }];
}

function leave(data: LeaveHousehold['data'], state: Household): HouseholdEvent[] {
  if (state.status === 'none') reject('green-accounts/household-unknown');
  const claimId = state.members.get(data.personId);
  if (claimId === undefined) return [];
  return [{ type: 'green-accounts.HouseholdMemberLeft', data: { ...data, claimId } }];
}

function close({ householdId, on }: CloseHousehold['data'], state: Household): HouseholdEvent[] {
  if (state.status === 'none') reject('green-accounts/household-unknown');
  if (state.status === 'closed') return [];
  const members = [...state.members].map(([personId, claimId]) => ({ personId, claimId }));
  return [{ type: 'green-accounts.HouseholdClosed', data: { householdId, members, on } }];
}

function inspect(data: InspectDrop['data'], state: Household): HouseholdEvent[] {
  const { policy, ...drop } = data;
  requireOpen(state);
  if (state.drops.has(data.dropId)) return [];
  requireStranger(state, data.inspectorId);
  requireMeasure(data, policy);
  if ((state.days.get(data.on) ?? []).length >= policy.dropsPerDay) {
    reject('green-accounts/too-many-drops', { dropsPerDay: policy.dropsPerDay });
  }
  const points = pointsOfDrop(data, dayOf(state, data.on), policy);
  const pointsExpireOn = addMonths(data.on, policy.validMonths);
  return [
    {
      type: 'green-accounts.DropInspected',
      data: { ...drop, points, pointsExpireOn },
      policies: { 'green-account': policy.version },
    },
  ];
}

function correct(data: CorrectDrop['data'], state: Household): HouseholdEvent[] {
  const { householdId, dropId, passed, correctorId, on, policy, grams, pieces } = data;
  const drop = dropToChange(state, dropId, correctorId);
  requireMeasure(data, policy);
  const day = dayOf(state, drop.on, dropId);
  const points = pointsOfDrop({ kind: drop.kind, passed, grams, pieces }, day, policy);
  const pointsExpireOn = addMonths(drop.on, policy.validMonths);
  return [
    {
      type: 'green-accounts.DropCorrected',
      data: {
        ...{ dropId, householdId, stationId: drop.stationId, version: drop.version + 1 },
        ...{ passed, grams, pieces, correctorId, on, points, pointsExpireOn },
      },
      policies: { 'green-account': policy.version },
    },
  ];
}

function annul(data: AnnulDrop['data'], state: Household): HouseholdEvent[] {
  const drop = state.drops.get(data.dropId);
  if (drop?.annulled) return [];
  dropToChange(state, data.dropId, data.annullerId);
  return [{ type: 'green-accounts.DropAnnulled', data }];
}

/** Not by who inspected it, and not by who lives there. */
function dropToChange(state: Household, dropId: string, personId: string): DropState {
  requireOpen(state);
  const drop = state.drops.get(dropId);
  if (!drop) return reject('green-accounts/drop-unknown');
  if (drop.annulled) reject('green-accounts/drop-annulled');
  if (drop.inspectorId === personId) reject('green-accounts/own-inspection');
  requireStranger(state, personId);
  return drop;
}

function requireOpen({ status }: Household): void {
  if (status === 'none') reject('green-accounts/household-unknown');
  if (status === 'closed') reject('green-accounts/household-closed');
}

function requireStranger({ members }: Household, personId: string): void {
  if (members.has(personId)) reject('green-accounts/inspector-of-household');
}

function requireMeasure(
  { grams, pieces }: Measure,
  { gramsMax, piecesMax }: { readonly gramsMax: number; readonly piecesMax: number },
): void {
  if ((grams === null) === (pieces === null)) reject('green-accounts/measure-missing');
  if (grams !== null && !isWithin(grams, gramsMax)) {
    reject('green-accounts/weight-out-of-range', { gramsMax });
  }
  if (pieces !== null && !isWithin(pieces, piecesMax)) {
    reject('green-accounts/count-out-of-range', { piecesMax });
  }
}

function isWithin(amount: number, max: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0 && amount <= max;
}
