import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Posting } from './postings.js';

/**
 * Mutual acceptance 通存通兑 of two stations: whose credit is spent where, what the one owes the
 * other for it, and the days on which that is netted.
 */
export interface Terms {
  /** How far one station may come to owe the other; hundredths of an hour. */
  readonly limitCentiHours: number;
  readonly everyMonths: number;
  readonly firstNettingOn: LocalDate;
}

export type AcceptanceProposed = DomainEvent<
  'time-bank.AcceptanceProposed',
  Terms & {
    /** The two ids in order, joined by `.`. */
    readonly pair: string;
    readonly proposedBy: string;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

export type AcceptanceAgreed = DomainEvent<
  'time-bank.AcceptanceAgreed',
  Terms & {
    readonly pair: string;
    readonly agreedBy: string;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

/** What was spent until now is still netted. */
export type AcceptanceEnded = DomainEvent<
  'time-bank.AcceptanceEnded',
  {
    readonly pair: string;
    readonly endedBy: string;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

/** Credit of one station was spent on a service of the other. Recorded even beyond the limit. */
export type SpendCleared = DomainEvent<
  'time-bank.SpendCleared',
  {
    readonly pair: string;
    /** The hold that was settled. */
    readonly transferId: string;
    /** Whose credit it was: it owes. */
    readonly issuer: string;
    /** Where the service was given: it is owed. */
    readonly stationId: string;
    readonly centiHours: number;
    /** By how much the debtor is over the limit now; holds in flight may do that. */
    readonly overLimitCentiHours: number;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

/** What both spent since the last time is set off; the difference is settled between them. */
export type AcceptanceNetted = DomainEvent<
  'time-bank.AcceptanceNetted',
  {
    readonly pair: string;
    readonly on: LocalDate;
    readonly debtor: string;
    readonly creditor: string;
    readonly centiHours: number;
    readonly nextNettingOn: LocalDate;
    readonly postings: readonly Posting[];
  }
>;

export type AcceptanceEvent =
  AcceptanceProposed | AcceptanceAgreed | AcceptanceEnded | SpendCleared | AcceptanceNetted;
