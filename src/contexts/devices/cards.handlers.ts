import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { DevicesQueries } from './devices.queries.js';
import { IssueCard, RevokeCard } from './domain/personal-card.commands.js';
import type { CardRevocationReason } from './domain/personal-card.events.js';
import { PersonalCodes } from './personal-codes.js';

export interface NewCard {
  readonly cardId: string;
  /** What its QR says; shown in this answer only, the same key shows it again. */
  readonly code: string;
}

/** Printed codes for people without a phone. */
@Injectable()
export class CardDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: DevicesQueries,
    private readonly codes: PersonalCodes,
  ) {}

  async issue(
    volunteerId: string,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; card: NewCard }> {
    const cardId = deriveId(meta.commandId, 'card');
    const { code, codeHash } = this.codes.cardCode(cardId);
    const command = new IssueCard({ volunteerId, cardId, codeHash, at: meta.at }, meta);
    return { receipt: await this.dispatcher.dispatch(command), card: { cardId, code } };
  }

  /** @throws Rejection `devices/card-unknown` */
  revoke(
    card: { readonly volunteerId: string; readonly cardId: string },
    reason: CardRevocationReason,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const { volunteerId, cardId } = card;
    const isTheirs = this.queries.cardsOf(volunteerId).some((row) => row.cardId === cardId);
    if (!isTheirs) throw new Rejection('devices/card-unknown');
    const command = new RevokeCard({ volunteerId, cardId, reason, at: meta.at }, meta);
    return this.dispatcher.dispatch(command);
  }
}
