import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CardRevocationReason } from './personal-card.events.js';

/** A person has one card at a time: a new one revokes the one before it. */
export class IssueCard {
  readonly type = 'IssueCard';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly cardId: string;
      readonly codeHash: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeCard {
  readonly type = 'RevokeCard';
  constructor(
    readonly data: {
      readonly volunteerId: string;
      readonly cardId: string;
      readonly reason: CardRevocationReason;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type PersonalCardCommand = IssueCard | RevokeCard;
