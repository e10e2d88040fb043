import { Controller, Get, Inject, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { LocalDatePipe } from '../../http/local-date.pipe.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import type { LocalDate } from '../../kernel/calendar.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import type { PointsBook } from './domain/points-account.events.js';
import { PickUpCodes } from './pick-up-codes.js';
import { PointsQueries } from './points.queries.js';
import type {
  HolderView,
  PointsAccountView,
  PointsEntryView,
  PointsOnDate,
  PointsSupplyView,
} from './points.views.js';

@ApiTags('points')
@Controller('api/v1/points')
export class PointsController {
  constructor(
    private readonly queries: PointsQueries,
    private readonly codes: PickUpCodes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('accounts/:accountId')
  @Permit('points.read')
  account(@Param('accountId') accountId: string, @Who() who: Principal): PointsAccountView {
    requireHolder(who, 'points.read', this.queries.holder(accountId));
    return this.queries.account(accountId);
  }

  /** What the books said at the end of a day. */
  @Get('accounts/:accountId/balances/:asOf')
  @Permit('points.read')
  balanceOn(
    @Param('accountId') accountId: string,
    @Param('asOf', LocalDatePipe) asOf: LocalDate,
    @Who() who: Principal,
  ): PointsOnDate {
    requireHolder(who, 'points.read', this.queries.holder(accountId));
    return this.queries.balanceOn(accountId, asOf);
  }

  /** Date, cause, change, balance, why; newest first, as of a day if one is given. */
  @Get('accounts/:accountId/statement')
  @Permit('points.read')
  statement(
    @Param('accountId') accountId: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
    @Query('asOf', LocalDatePipe) asOf?: LocalDate,
  ): Page<PointsEntryView> {
    const holder = this.queries.holder(accountId);
    requireHolder(who, 'points.read', holder);
    const page = { after, asOf };
    return pageOf(this.queries.statement(holder.accountId, page), (row) => String(row.revision));
  }

  /** What stands on the card: the code to read out, and the address in its QR code. */
  @Get('accounts/:accountId/card')
  @Permit('points.read')
  card(
    @Param('accountId') accountId: string,
    @Who() who: Principal,
  ): { code: string | null; url: string } {
    const holder = this.queries.holder(accountId);
    requireHolder(who, 'points.read', holder);
    const seal = this.codes.sealOf(accountId);
    return { code: holder.code, url: `${this.config.publicUrl}/p/${accountId}?k=${seal}` };
  }

  /**
   * Where all points ever issued are, now or at the end of a day, the two kinds apart: for a role
   * that counts everywhere.
   */
  @Get('supply')
  @Permit('points.read')
  supply(
    @Who() who: Principal,
    @Query('asOf', LocalDatePipe) asOf?: LocalDate,
  ): { green: PointsSupplyView; volunteer: PointsSupplyView } {
    who.require('points.read', {});
    const of = (book: PointsBook): PointsSupplyView => this.queries.supply(book, asOf);
    return { green: of('green'), volunteer: of('volunteer') };
  }
}

/** About an account of one's own, or of somebody at a place where the role counts. */
export function requireHolder(who: Principal, permission: Permission, holder: HolderView): void {
  const self = holder.personIds.some((personId) => who.isSelf(permission, personId));
  if (!self) who.require(permission, holder.place);
}
