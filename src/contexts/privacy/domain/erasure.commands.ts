import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { ErasureRequested, ObstacleKind, RefusalReason } from './erasure.events.js';

export class RequestErasure {
  readonly type = 'RequestErasure';
  constructor(
    readonly data: ErasureRequested['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawErasure {
  readonly type = 'WithdrawErasure';
  constructor(
    readonly data: { readonly volunteerId: string; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export type ErasureDecision =
  | { readonly outcome: 'erase' }
  | { readonly outcome: 'restrict'; readonly retainUntil: LocalDate | null }
  | { readonly outcome: 'refuse'; readonly reason: RefusalReason };

export class DecideErasure {
  readonly type = 'DecideErasure';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly decision: ErasureDecision;
      readonly decider: string;
      /** Fact: the decider's own volunteer, if they are one. */
      readonly deciderVolunteerId: string | null;
      /** Fact: what is under way, as the read models stand. */
      readonly obstacles: readonly ObstacleKind[];
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The keys are destroyed: said after it was done, so that an event never promises it. */
export class NoteErasure {
  readonly type = 'NoteErasure';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly identityHash: string;
      readonly accountIds: readonly string[];
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type ErasureCommand = RequestErasure | WithdrawErasure | DecideErasure | NoteErasure;
