import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { DropPolicy } from './drop.policy.js';
import type { Claim } from './membership.events.js';
import type { AnnulReason, HouseholdRegistered, Measure, WasteKind } from './household.events.js';

export class RegisterHousehold {
  readonly type = 'RegisterHousehold';
  constructor(
    readonly data: HouseholdRegistered['data'],
    readonly meta: CommandMeta,
  ) {}
}

/** For somebody who holds the claim to this household. */
export class JoinHousehold {
  readonly type = 'JoinHousehold';
  constructor(
    readonly data: Claim,
    readonly meta: CommandMeta,
  ) {}
}

export class LeaveHousehold {
  readonly type = 'LeaveHousehold';
  constructor(
    readonly data: { readonly householdId: string; readonly personId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class CloseHousehold {
  readonly type = 'CloseHousehold';
  constructor(
    readonly data: { readonly householdId: string; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export class InspectDrop {
  readonly type = 'InspectDrop';
  constructor(
    readonly data: Measure & {
      readonly householdId: string;
      readonly dropId: string;
      readonly stationId: string;
      readonly kind: WasteKind;
      readonly passed: boolean;
      readonly inspectorId: string;
      readonly at: Instant;
      readonly on: LocalDate;
      readonly policy: DropPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class CorrectDrop {
  readonly type = 'CorrectDrop';
  constructor(
    readonly data: Measure & {
      readonly householdId: string;
      readonly dropId: string;
      readonly passed: boolean;
      readonly correctorId: string;
      readonly on: LocalDate;
      /** The one of the day of the drop. */
      readonly policy: DropPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class AnnulDrop {
  readonly type = 'AnnulDrop';
  constructor(
    readonly data: {
      readonly householdId: string;
      readonly dropId: string;
      readonly reason: AnnulReason;
      readonly annullerId: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type HouseholdCommand =
  | RegisterHousehold
  | JoinHousehold
  | LeaveHousehold
  | CloseHousehold
  | InspectDrop
  | CorrectDrop
  | AnnulDrop;
