import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { Terms } from './acceptance.events.js';

interface BetweenStations {
  /** The station that acts, and the other one. */
  readonly stationId: string;
  readonly otherId: string;
}

export class ProposeAcceptance {
  readonly type = 'ProposeAcceptance';
  constructor(
    readonly data: BetweenStations & Terms & { readonly at: Instant },
    readonly meta: CommandMeta,
  ) {}
}

export class ConfirmAcceptance {
  readonly type = 'ConfirmAcceptance';
  constructor(
    readonly data: BetweenStations & { readonly at: Instant },
    readonly meta: CommandMeta,
  ) {}
}

export class EndAcceptance {
  readonly type = 'EndAcceptance';
  constructor(
    readonly data: BetweenStations & { readonly at: Instant },
    readonly meta: CommandMeta,
  ) {}
}

/** `stationId` gave the service, `otherId` issued the credit. */
export class ClearSpend {
  readonly type = 'ClearSpend';
  constructor(
    readonly data: BetweenStations & {
      readonly transferId: string;
      readonly centiHours: number;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class NetAcceptance {
  readonly type = 'NetAcceptance';
  constructor(
    readonly data: BetweenStations & { readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export type AcceptanceCommand =
  ProposeAcceptance | ConfirmAcceptance | EndAcceptance | ClearSpend | NetAcceptance;
