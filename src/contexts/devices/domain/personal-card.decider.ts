import type { Instant } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { reject } from './devices.rejections.js';
import type { IssueCard, PersonalCardCommand, RevokeCard } from './personal-card.commands.js';
import type { PersonalCardEvent } from './personal-card.events.js';

export interface PersonalCards {
  activeId: string | null;
  /** Card → when it was revoked; null while it is good. */
  readonly cards: Map<string, Instant | null>;
}

/** The printed cards of one volunteer: at most one is good. */
export const personalCard: Decider<PersonalCardCommand, PersonalCards, PersonalCardEvent> = {
  category: 'personalCard',
  streamId: ({ data }) => data.volunteerId,
  initialState: () => ({ activeId: null, cards: new Map() }),
  decide(command, state) {
    return command.type === 'IssueCard' ? issue(command.data, state) : revoke(command.data, state);
  },
  evolve(state, { type, data }) {
    if (type === 'devices.CardIssued') {
      state.cards.set(data.cardId, null);
      state.activeId = data.cardId;
    }
    if (type === 'devices.CardRevoked') {
      state.cards.set(data.cardId, data.at);
      if (state.activeId === data.cardId) state.activeId = null;
    }
    return state;
  },
};

function issue(data: IssueCard['data'], { activeId, cards }: PersonalCards): PersonalCardEvent[] {
  const { volunteerId, cardId, codeHash, at } = data;
  if (cards.has(cardId)) reject('devices/card-exists');
  const issued = { type: 'devices.CardIssued', data: { volunteerId, cardId, codeHash } } as const;
  if (activeId === null) return [issued];
  const replaced = { volunteerId, cardId: activeId, reason: 'replaced', at } as const;
  return [{ type: 'devices.CardRevoked', data: replaced }, issued];
}

function revoke(data: RevokeCard['data'], { cards }: PersonalCards): PersonalCardEvent[] {
  const revokedAt = cards.get(data.cardId);
  if (revokedAt === undefined) reject('devices/card-unknown');
  return revokedAt === null ? [{ type: 'devices.CardRevoked', data }] : [];
}
