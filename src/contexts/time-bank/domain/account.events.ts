import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * The time-credit account of one volunteer. Double entry: every event names the postings it makes,
 * and each posting takes from one account what it gives to another. Only the volunteer's account has
 * limits, so only it has a stream; the others are sums.
 */
export interface Posting {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Hundredths of an hour, > 0. */
  readonly centiHours: number;
}

/**
 * `available:` and `held:` of a volunteer, `debt:` (what a voided hour left owing), `overflow:` (over
 * a cap, offered for donation), `issuance:` of the station or organisation whose record earned it,
 * and `retired` (redeemed).
 */
export type LedgerAccount =
  | `available:${string}`
  | `held:${string}`
  | `debt:${string}`
  | `overflow:${string}`
  | `issuance:${string}`
  | 'retired';

export type CreditIssued = DomainEvent<
  'time-bank.CreditIssued',
  {
    readonly volunteerId: string;
    /** The one cause: a record earns once, for ever. */
    readonly recordId: string;
    /** The station or organisation whose record it is. */
    readonly issuer: string;
    readonly earnedOn: LocalDate;
    /** Reached the account; the rest of the record's hours went over a cap. */
    readonly centiHours: number;
    readonly overDailyCap: number;
    readonly overAccountCap: number;
    /** Of what was issued, so much repaid a debt at once. */
    readonly repaidDebt: number;
    readonly postings: readonly Posting[];
  }
>;

/** A record that had earned was voided: what can't be taken back stands as a visible debt. */
export type IssueReversed = DomainEvent<
  'time-bank.IssueReversed',
  {
    readonly volunteerId: string;
    readonly recordId: string;
    readonly centiHours: number;
    readonly becameDebt: number;
    /** What had gone over a cap is taken back too. */
    readonly overflow: number;
    readonly postings: readonly Posting[];
  }
>;

export type CreditHeld = DomainEvent<
  'time-bank.CreditHeld',
  {
    readonly volunteerId: string;
    readonly holdId: string;
    readonly centiHours: number;
    readonly heldAt: Instant;
    readonly expiresAt: Instant;
    readonly postings: readonly Posting[];
  }
>;

/** The service was given: at most the hold is spent, the rest is free again. */
export type HoldSettled = DomainEvent<
  'time-bank.HoldSettled',
  {
    readonly volunteerId: string;
    readonly holdId: string;
    readonly centiHours: number;
    readonly released: number;
    /** Of what was released, so much repaid a debt at once. */
    readonly repaidDebt: number;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

export type HoldReleased = DomainEvent<
  'time-bank.HoldReleased',
  {
    readonly volunteerId: string;
    readonly holdId: string;
    readonly centiHours: number;
    readonly why: 'cancelled' | 'expired';
    /** Of what came back, so much repaid a debt at once: nobody spends while owing. */
    readonly repaidDebt: number;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

export type AccountEvent = CreditIssued | IssueReversed | CreditHeld | HoldSettled | HoldReleased;
