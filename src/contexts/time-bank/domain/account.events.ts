import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Movement } from './movement.js';
import type { Part } from './parts.js';
import type { StandingEvent } from './standing.events.js';
import type { TransferEvent } from './transfer.events.js';

export type CreditIssued = DomainEvent<
  'time-bank.CreditIssued',
  Movement & {
    /** The one cause: a record earns once, for ever. */
    readonly recordId: string;
    readonly version: number;
    /** The station or organisation whose record it is. */
    readonly issuer: string;
    readonly earnedOn: LocalDate;
    /** Reached the account; the rest of the record's hours went over a cap. */
    readonly centiHours: number;
    readonly overDailyCap: number;
    readonly overAccountCap: number;
    /** Of what was issued, so much repaid a debt at once. */
    readonly repaidDebt: number;
  }
>;

/** A record that had earned was corrected: one step from what it brought to what it should have. */
export type IssueCorrected = DomainEvent<
  'time-bank.IssueCorrected',
  Movement & {
    readonly recordId: string;
    readonly version: number;
    readonly issuer: string;
    readonly earnedOn: LocalDate;
    readonly centiHours: number;
    readonly overDailyCap: number;
    readonly overAccountCap: number;
    readonly previous: {
      readonly version: number;
      readonly earnedOn: LocalDate;
      readonly centiHours: number;
      readonly overflow: number;
    };
    readonly becameDebt: number;
    readonly repaidDebt: number;
  }
>;

/** A record that had earned was voided: what can't be taken back stands as a visible debt. */
export type IssueReversed = DomainEvent<
  'time-bank.IssueReversed',
  Movement & {
    readonly recordId: string;
    readonly centiHours: number;
    readonly becameDebt: number;
    /** What had gone over a cap is taken back too. */
    readonly overflow: number;
  }
>;

/** A record was voided before it earned: it never will, however late its issue comes. */
export type IssueForestalled = DomainEvent<
  'time-bank.IssueForestalled',
  Movement & { readonly recordId: string }
>;

export type CreditHeld = DomainEvent<
  'time-bank.CreditHeld',
  Movement & {
    readonly holdId: string;
    readonly centiHours: number;
    /** Where the service is given; null for the bank as a whole. */
    readonly stationId: string | null;
    readonly heldAt: Instant;
    readonly expiresAt: Instant;
  }
>;

/** The service was given: at most the hold is spent, the rest is free again. */
export type HoldSettled = DomainEvent<
  'time-bank.HoldSettled',
  Movement & {
    readonly holdId: string;
    readonly centiHours: number;
    readonly released: number;
    /** Of what was released, so much repaid a debt at once. */
    readonly repaidDebt: number;
    /** What was spent, by origin. */
    readonly spent: readonly Part[];
    readonly stationId: string | null;
    /** Who gave the service and is paid; null = the credit is retired. */
    readonly providerId: string | null;
    /** The provider's record of this very service: paid here, it earns nothing by itself. */
    readonly recordId: string | null;
    readonly at: Instant;
  }
>;

export type HoldReleased = DomainEvent<
  'time-bank.HoldReleased',
  Movement & {
    readonly holdId: string;
    readonly centiHours: number;
    readonly why: 'cancelled' | 'expired';
    /** Of what came back, so much repaid a debt at once: nobody spends while owing. */
    readonly repaidDebt: number;
    readonly at: Instant;
  }
>;

export type AccountEvent =
  | CreditIssued
  | IssueCorrected
  | IssueReversed
  | IssueForestalled
  | CreditHeld
  | HoldSettled
  | HoldReleased
  | TransferEvent
  | StandingEvent;
