import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { requireHolder } from './points.controller.js';
import { PickUpDto, RedeemDto } from './points.dto.js';
import { PointsQueries } from './points.queries.js';
import type { RedemptionView } from './points.views.js';
import { type Redeemed, RedemptionDesk } from './redemption.handlers.js';
import { StockQueries } from './stock.queries.js';

@ApiTags('points')
@Controller('api/v1/points')
export class RedemptionsController {
  constructor(
    private readonly desk: RedemptionDesk,
    private readonly points: PointsQueries,
    private readonly stock: StockQueries,
  ) {}

  /** Reserves points and goods, and answers with the code that fetches the goods, once. */
  @Post('redemptions')
  @Permit('points.redeem')
  async redeem(
    @Body() wish: RedeemDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<Omit<Redeemed, 'receipt'>>> {
    requireHolder(who, 'points.redeem', this.points.holder(wish.accountId));
    const { receipt, ...answer } = await this.desk.redeem(wish, meta);
    return new Written(receipt, answer, true);
  }

  /** At the counter: the right code, in time, once. */
  @Put('redemptions/:redemptionId/pick-up')
  @Permit('points.hand-out')
  async pickUp(
    @Param('redemptionId', ParseUUIDPipe) redemptionId: string,
    @Body() { code }: PickUpDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ redemptionId: string }>> {
    const { stationId } = this.stock.redemption(redemptionId);
    who.require('points.hand-out', this.stock.placeOfStation(stationId));
    return new Written(await this.desk.pickUp(redemptionId, code, meta), { redemptionId });
  }

  @Put('redemptions/:redemptionId/cancellation')
  @Permit('points.redeem')
  async cancel(
    @Param('redemptionId', ParseUUIDPipe) redemptionId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ redemptionId: string }>> {
    const { accountId } = this.stock.redemption(redemptionId);
    requireHolder(who, 'points.redeem', this.points.holder(accountId));
    return new Written(await this.desk.cancel(redemptionId, meta), { redemptionId });
  }

  @Get('redemptions/:redemptionId')
  @Permit('points.read')
  redemption(
    @Param('redemptionId', ParseUUIDPipe) redemptionId: string,
    @Who() who: Principal,
  ): RedemptionView {
    const view = this.stock.redemption(redemptionId);
    requireHolder(who, 'points.read', this.points.holder(view.accountId));
    return view;
  }

  /** Who waits at a station to pick something up. */
  @Get('stations/:stationId/redemptions')
  @Permit('points.hand-out')
  waiting(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<RedemptionView> {
    who.require('points.hand-out', this.stock.placeOfStation(stationId));
    return pageOf(this.stock.waiting(stationId, after), ({ redemptionId }) => redemptionId);
  }
}
