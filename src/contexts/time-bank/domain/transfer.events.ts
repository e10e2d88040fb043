import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Movement } from './movement.js';

/**
 * Credit between two books. It leaves the one into `transit:<transferId>`, and arrives in the other
 * from there: whatever happens in between, it is in exactly one place that everybody can see.
 */
export type TransferCause = 'gift' | 'settlement' | 'grant' | 'estate';

/** To a relative; what arrives there can't be given on. */
export type CreditGifted = DomainEvent<
  'time-bank.CreditGifted',
  Movement & {
    readonly giftId: string;
    readonly to: string;
    readonly relation: string;
    /** SHA-256 (hex) of the proof of kinship; the document itself is not kept here. */
    readonly evidenceHash: string;
    readonly centiHours: number;
    readonly at: Instant;
  }
>;

/** To the pool of a division. Nobody can take it back. */
export type CreditDonated = DomainEvent<
  'time-bank.CreditDonated',
  Movement & {
    readonly donationId: string;
    readonly divisionCode: string;
    /** `overflow`: what had gone over a cap. */
    readonly source: 'credit' | 'overflow';
    readonly centiHours: number;
    readonly at: Instant;
  }
>;

/** What had gone over a cap stays as honour, and never becomes credit. */
export type OverflowKept = DomainEvent<
  'time-bank.OverflowKept',
  Movement & { readonly centiHours: number; readonly at: Instant }
>;

/**
 * Credit from another book arrived. Always: an account that is closed passes it on to the pool, one
 * that wants honour only has it retired.
 */
export type CreditReceived = DomainEvent<
  'time-bank.CreditReceived',
  Movement & {
    readonly transferId: string;
    readonly cause: TransferCause;
    readonly from: string;
    /** What arrived in all = reached the account + overflow + retired + forwarded. */
    readonly centiHours: number;
    readonly repaidDebt: number;
    readonly overflow: number;
    readonly retired: number;
    readonly forwarded: number;
    /** Division of the pool it was passed on to. */
    readonly divisionCode: string | null;
    /** The record that was paid with it. */
    readonly recordId: string | null;
  }
>;

/** A grant's quarter is over, or its account closed: what is left of it goes back to its pool. */
export type GrantLapsed = DomainEvent<
  'time-bank.GrantLapsed',
  Movement & {
    readonly transferId: string;
    readonly grantId: string;
    readonly divisionCode: string;
    readonly centiHours: number;
    readonly why: 'expired' | 'closed';
    readonly at: Instant;
  }
>;

export type TransferEvent =
  CreditGifted | CreditDonated | OverflowKept | CreditReceived | GrantLapsed;
