import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import {
  CountStock,
  ListItem,
  PriceItem,
  ReceiveStock,
  type StockItemCommand,
  WithdrawItem,
} from './domain/stock-item.commands.js';
import { CountStockDto, ListItemDto, PriceItemDto, ReceiveStockDto } from './points.dto.js';
import type { ItemView, StockMoveView } from './points.views.js';
import { StockQueries } from './stock.queries.js';

interface OfItem {
  readonly itemId: string;
}

/** Goods of a station: what comes in, what is counted, what it costs. */
@ApiTags('points')
@Controller('api/v1/points')
export class StockController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: StockQueries,
  ) {}

  @Post('items')
  @Permit('points.stock')
  async list(
    @Body() body: ListItemDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfItem>> {
    who.require('points.stock', this.queries.placeOfStation(body.stationId));
    const { stationId, book, name, pricePoints } = body;
    const itemId = deriveId(meta.commandId, 'item');
    const data = { itemId, stationId, book, name: name.trim(), pricePoints };
    return new Written(await this.dispatcher.dispatch(new ListItem(data, meta)), { itemId }, true);
  }

  @Put('items/:itemId/price')
  @Permit('points.stock')
  price(
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() { pricePoints }: PriceItemDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfItem>> {
    return this.#ask(who, new PriceItem({ itemId, pricePoints }, meta));
  }

  @Post('items/:itemId/receipts')
  @Permit('points.stock')
  receive(
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() { count, receipt }: ReceiveStockDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfItem>> {
    return this.#ask(who, new ReceiveStock({ itemId, count, receipt }, meta));
  }

  @Put('items/:itemId/count')
  @Permit('points.stock')
  count(
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() { counted, reason }: CountStockDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfItem>> {
    return this.#ask(who, new CountStock({ itemId, counted, reason }, meta));
  }

  @Put('items/:itemId/withdrawal')
  @Permit('points.stock')
  withdraw(
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfItem>> {
    return this.#ask(who, new WithdrawItem({ itemId }, meta));
  }

  /** What a station has to give: for everybody with an account. */
  @Get('stations/:stationId/items')
  @Permit('points.goods')
  items(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query('after') after?: string,
  ): Page<ItemView> {
    this.queries.placeOfStation(stationId);
    return pageOf(this.queries.items(stationId, after), ({ itemId }) => itemId);
  }

  /** Every movement of the shelf, newest first. */
  @Get('items/:itemId/moves')
  @Permit('points.stock')
  moves(
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
  ): Page<StockMoveView> {
    this.#requireAt(who, itemId);
    return pageOf(this.queries.moves(itemId, after), ({ revision }) => String(revision));
  }

  async #ask(who: Principal, command: StockItemCommand): Promise<Written<OfItem>> {
    const { itemId } = command.data;
    this.#requireAt(who, itemId);
    return new Written(await this.dispatcher.dispatch(command), { itemId });
  }

  #requireAt(who: Principal, itemId: string): void {
    who.require('points.stock', this.queries.placeOfStation(this.queries.item(itemId).stationId));
  }
}
