import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Movement } from './movement.js';

/** In what standing an account is: open, frozen, left by somebody who died, closed. */
export const FREEZE_REASONS = ['dispute', 'false-hours', 'authority'] as const;
export type FreezeReason = (typeof FREEZE_REASONS)[number];

export type AccountFrozen = DomainEvent<
  'time-bank.AccountFrozen',
  Movement & { readonly reason: FreezeReason; readonly at: Instant }
>;

export type AccountUnfrozen = DomainEvent<
  'time-bank.AccountUnfrozen',
  Movement & { readonly at: Instant }
>;

/** Whether services one gives are paid with the holder's credit, or done for honour only. */
export type HonourOnlyChosen = DomainEvent<
  'time-bank.HonourOnlyChosen',
  Movement & { readonly honourOnly: boolean; readonly at: Instant }
>;

/** Near relatives may claim what is left until the day given; then it goes to the pool. */
export type DeathReported = DomainEvent<
  'time-bank.DeathReported',
  Movement & {
    readonly evidenceHash: string;
    readonly divisionCode: string;
    readonly claimUntil: Instant;
    readonly at: Instant;
  }
>;

export type ClosingReason = 'moved-away' | 'withdrawn' | 'died';
export type RestGoesTo = 'pool' | 'statement' | 'relative';

export type AccountClosed = DomainEvent<
  'time-bank.AccountClosed',
  Movement & {
    readonly reason: ClosingReason;
    /** `statement`: carried away, for another bank to honour. */
    readonly rest: RestGoesTo;
    /** Also the number of the signed statement. */
    readonly transferId: string;
    readonly centiHours: number;
    /** To whom, and by which kinship, when the rest goes to a relative. */
    readonly to: string | null;
    readonly relation: string | null;
    readonly evidenceHash: string | null;
    /** Its pool takes the rest, and whatever arrives later. */
    readonly divisionCode: string;
    readonly overflowKept: number;
    readonly writtenOff: number;
    readonly at: Instant;
  }
>;

export type StandingEvent =
  AccountFrozen | AccountUnfrozen | HonourOnlyChosen | DeathReported | AccountClosed;
