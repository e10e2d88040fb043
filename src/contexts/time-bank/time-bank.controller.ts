import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { requireAccount, requireAccountByRole } from './account-access.js';
import { AccountDesk } from './account-desk.handlers.js';
import { ReleaseHold } from './domain/account.commands.js';
import { KeepOverflow } from './domain/transfer.commands.js';
import {
  DonateCreditDto,
  GiveCreditDto,
  HoldCreditDto,
  KeepOverflowDto,
  SettleHoldDto,
} from './time-bank.dto.js';
import { TimeBankQueries } from './time-bank.queries.js';
import type { HoldView } from './time-bank.views.js';

/** Spending: holds, gifts, donations. */
@ApiTags('time bank')
@Controller('api/v1/time-bank')
export class TimeBankController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly desk: AccountDesk,
    private readonly accounts: TimeBankQueries,
  ) {}

  /** Reserves credit for a service. It counts at once: what is held can't be spent twice. */
  @Post('holds')
  @Permit('time-bank.redeem')
  async hold(
    @Body() body: HoldCreditDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string; expiresAt: string }>> {
    this.#require(who, 'time-bank.redeem', body.volunteerId);
    const request = { ...body, stationId: body.stationId ?? null };
    const { receipt, ...hold } = await this.desk.hold(request, meta);
    return new Written(receipt, hold, true);
  }

  /** The service was given. Not by oneself: staff confirms it. */
  @Put('holds/:holdId/settlement')
  @Permit('time-bank.redeem')
  async settle(
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Body() { centiHours, providerId, recordId }: SettleHoldDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string }>> {
    const places = this.accounts.places(this.accounts.hold(holdId).volunteerId);
    requireAccountByRole(who, 'time-bank.redeem', places);
    const paid = { providerId: providerId ?? null, recordId: recordId ?? null };
    return new Written(await this.desk.settle({ holdId, centiHours, ...paid }, meta), { holdId });
  }

  @Put('holds/:holdId/release')
  @Permit('time-bank.redeem')
  async release(
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string }>> {
    const { volunteerId } = this.accounts.hold(holdId);
    this.#require(who, 'time-bank.redeem', volunteerId);
    const data = { volunteerId, holdId, at: meta.at };
    return new Written(await this.dispatcher.dispatch(new ReleaseHold(data, meta)), { holdId });
  }

  @Get('holds/:holdId')
  @Permit('time-bank.read')
  holdView(@Param('holdId', ParseUUIDPipe) holdId: string, @Who() who: Principal): HoldView {
    const hold = this.accounts.hold(holdId);
    this.#require(who, 'time-bank.read', hold.volunteerId);
    return hold;
  }

  /** To a relative, at the desk: staff has seen the proof of kinship. */
  @Post('accounts/:volunteerId/gifts')
  @Permit('time-bank.transfer')
  async give(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: GiveCreditDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ giftId: string }>> {
    this.#require(who, 'time-bank.transfer', volunteerId);
    const { receipt, giftId } = await this.desk.give({ volunteerId, ...body }, meta);
    return new Written(receipt, { giftId }, true);
  }

  /** To the division's pool. It can't be taken back. */
  @Post('accounts/:volunteerId/donations')
  @Permit('time-bank.redeem')
  async donate(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: DonateCreditDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ donationId: string }>> {
    this.#require(who, 'time-bank.redeem', volunteerId);
    const { receipt, donationId } = await this.desk.donate({ volunteerId, ...body }, meta);
    return new Written(receipt, { donationId }, true);
  }

  /** What went over a cap is kept as honour instead of donated. */
  @Post('accounts/:volunteerId/overflow-kept')
  @Permit('time-bank.redeem')
  async keepOverflow(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { centiHours }: KeepOverflowDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    this.#require(who, 'time-bank.redeem', volunteerId);
    const command = new KeepOverflow({ volunteerId, centiHours, at: meta.at }, meta);
    return new Written(await this.dispatcher.dispatch(command), { volunteerId }, true);
  }

  #require(who: Principal, permission: Permission, volunteerId: string): void {
    requireAccount(who, permission, { volunteerId, places: this.accounts.places(volunteerId) });
  }
}
