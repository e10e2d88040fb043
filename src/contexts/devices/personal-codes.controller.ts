import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { CardDesk, type NewCard } from './cards.handlers.js';
import { volunteerOf } from './devices.controller.js';
import { RevokeCardDto } from './devices.dto.js';
import { type CardRow, DevicesQueries } from './devices.queries.js';
import { PersonalCodes } from './personal-codes.js';

@ApiTags('personal codes')
@Controller('api/v1')
export class PersonalCodesController {
  constructor(
    private readonly codes: PersonalCodes,
    private readonly cards: CardDesk,
    private readonly queries: DevicesQueries,
    private readonly clock: Clock,
  ) {}

  /** What one's phone shows to a device of the station; another one every half minute. */
  @Get('me/personal-code')
  @Permit('records.sign-in')
  mine(@Who() who: Principal): { readonly code: string; readonly refreshAt: string } {
    return this.codes.issue(volunteerOf(who), this.clock.now());
  }

  /** A printed code. It is in this answer only; a card before it is worth nothing any more. */
  @Post('volunteers/:volunteerId/cards')
  @Permit('cards.manage')
  async issue(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<NewCard>> {
    this.#require(who, volunteerId);
    const { receipt, card } = await this.cards.issue(volunteerId, meta);
    return new Written(receipt, card, true);
  }

  @Get('volunteers/:volunteerId/cards')
  @Permit('cards.manage')
  list(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): Page<CardRow> {
    this.#require(who, volunteerId);
    return pageOf(this.queries.cardsOf(volunteerId), ({ cardId }) => cardId);
  }

  @Put('volunteers/:volunteerId/cards/:cardId/revocation')
  @Permit('cards.manage')
  async revoke(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Param('cardId', ParseUUIDPipe) cardId: string,
    @Body() { reason }: RevokeCardDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ cardId: string }>> {
    this.#require(who, volunteerId);
    const receipt = await this.cards.revoke({ volunteerId, cardId }, reason, meta);
    return new Written(receipt, { cardId });
  }

  #require(who: Principal, volunteerId: string): void {
    who.require('cards.manage', { divisionCode: this.queries.divisionOf(volunteerId) });
  }
}
