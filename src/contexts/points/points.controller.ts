import { Controller, Get, Inject, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { PickUpCodes } from './pick-up-codes.js';
import { PointsQueries } from './points.queries.js';
import type {
  HolderView,
  PointsAccountView,
  PointsEntryView,
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

  /** Date, cause, change, balance, why; newest first. */
  @Get('accounts/:accountId/statement')
  @Permit('points.read')
  statement(
    @Param('accountId') accountId: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
  ): Page<PointsEntryView> {
    requireHolder(who, 'points.read', this.queries.holder(accountId));
    return pageOf(this.queries.statement(accountId, after), (row) => String(row.revision));
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

  /** Where all points ever issued are now, the two kinds apart: for a role that counts everywhere. */
  @Get('supply')
  @Permit('points.read')
  supply(@Who() who: Principal): { green: PointsSupplyView; volunteer: PointsSupplyView } {
    who.require('points.read', {});
    return { green: this.queries.supply('green'), volunteer: this.queries.supply('volunteer') };
  }
}

/** About an account of one's own, or of somebody at a place where the role counts. */
export function requireHolder(who: Principal, permission: Permission, holder: HolderView): void {
  const self = holder.personIds.some((personId) => who.isSelf(permission, personId));
  if (!self) who.require(permission, holder.place);
}
