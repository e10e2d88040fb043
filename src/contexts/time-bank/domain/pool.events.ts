import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Posting } from './postings.js';

/** The time pool 时间池 of one division: what is donated to it, granted from it, and who vouches. */
export type PoolReceived = DomainEvent<
  'time-bank.PoolReceived',
  {
    readonly divisionCode: string;
    readonly transferId: string;
    /** `forwarded`: it was meant for an account that had closed. */
    readonly cause: 'donation' | 'lapsed-grant' | 'closed-account' | 'forwarded';
    readonly centiHours: number;
    readonly postings: readonly Posting[];
  }
>;

export type PoolGranted = DomainEvent<
  'time-bank.PoolGranted',
  {
    readonly divisionCode: string;
    readonly grantId: string;
    readonly volunteerId: string;
    readonly centiHours: number;
    readonly ground: string;
    /** SHA-256 (hex) of the proof of eligibility. */
    readonly evidenceHash: string;
    readonly approver: string;
    /** The month whose quota it counts in, `YYYY-MM`. */
    readonly month: string;
    /** The first moment of the next quarter: what is left then goes back. */
    readonly expiresAt: Instant;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

/** The organisation that vouches for credit saved in the division, by name on the account's terms. */
export type GuarantorNamed = DomainEvent<
  'time-bank.GuarantorNamed',
  {
    readonly divisionCode: string;
    readonly organisationId: string;
    readonly at: Instant;
    readonly postings: readonly Posting[];
  }
>;

export type PoolEvent = PoolReceived | PoolGranted | GuarantorNamed;
