import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** A printed code for somebody without a phone. It says nothing: the ledger knows whose it is. */
export type CardIssued = DomainEvent<
  'devices.CardIssued',
  {
    readonly volunteerId: string;
    readonly cardId: string;
    /** SHA-256 (hex) of the code, which is 128 bits of a keyed hash. */
    readonly codeHash: string;
  }
>;

export const CARD_REVOCATION_REASONS = ['lost', 'stolen', 'lent', 'returned', 'replaced'] as const;
export type CardRevocationReason = (typeof CARD_REVOCATION_REASONS)[number];

export type CardRevoked = DomainEvent<
  'devices.CardRevoked',
  {
    readonly volunteerId: string;
    readonly cardId: string;
    readonly reason: CardRevocationReason;
    readonly at: Instant;
  }
>;

export type PersonalCardEvent = CardIssued | CardRevoked;
