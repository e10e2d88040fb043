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
import { addDays, instantAt, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { HoldCredit, ReleaseHold, SettleHold } from './domain/account.commands.js';
import { CREDIT_POLICIES, type CreditPolicy, creditPolicyOn } from './domain/credit.policy.js';
import { HoldCreditDto, SettleHoldDto } from './time-bank.dto.js';
import {
  type AccountView,
  type EntryView,
  type HoldView,
  type SupplyView,
  TimeBankQueries,
} from './time-bank.queries.js';

@ApiTags('time bank')
@Controller('api/v1/time-bank')
export class TimeBankController {
  readonly #policies: readonly CreditPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: TimeBankQueries,
    private readonly vault: Vault,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('time-bank', CREDIT_POLICIES);
  }

  @Get('accounts/:volunteerId')
  @Permit('time-bank.read')
  account(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): AccountView {
    who.requireSelfOrAnyGrant('time-bank.read', volunteerId);
    return this.queries.account(volunteerId);
  }

  @Get('accounts/:volunteerId/statement')
  @Permit('time-bank.read')
  statement(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
  ): Page<EntryView> {
    who.requireSelfOrAnyGrant('time-bank.read', volunteerId);
    return pageOf(this.queries.statement(volunteerId, after), (row) => String(row.revision));
  }

  /** Reserves credit for a service. It counts at once: what is held can't be spent twice. */
  @Post('holds')
  @Permit('time-bank.redeem')
  async hold(
    @Body() { volunteerId, centiHours, purpose }: HoldCreditDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string; expiresAt: string }>> {
    who.requireSelfOrAnyGrant('time-bank.redeem', volunteerId);
    if (purpose.trim() === '') throw new Rejection('time-bank/purpose-missing');
    const holdId = deriveId(meta.commandId, 'hold');
    const today = localDateOf(meta.at);
    const policy = creditPolicyOn(today, this.#policies);
    const expiresAt = instantAt(addDays(today, policy.holdDays + 1), '00:00');
    const data = { volunteerId, holdId, centiHours, at: meta.at, expiresAt, policy };
    const receipt = await this.dispatcher.dispatch(new HoldCredit(data, meta));
    this.vault.put(documentKeys.hold(volunteerId, holdId), { purpose });
    return new Written(receipt, { holdId, expiresAt }, true);
  }

  /** The service was given. Not by oneself: staff confirms it. */
  @Put('holds/:holdId/settlement')
  @Permit('time-bank.redeem')
  async settle(
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Body() { centiHours }: SettleHoldDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string }>> {
    who.requireAnyGrant('time-bank.redeem');
    const { volunteerId } = this.queries.hold(holdId);
    const data = { volunteerId, holdId, centiHours, at: meta.at };
    return new Written(await this.dispatcher.dispatch(new SettleHold(data, meta)), { holdId });
  }

  @Put('holds/:holdId/release')
  @Permit('time-bank.redeem')
  async release(
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ holdId: string }>> {
    const { volunteerId } = this.queries.hold(holdId);
    who.requireSelfOrAnyGrant('time-bank.redeem', volunteerId);
    const data = { volunteerId, holdId, at: meta.at };
    return new Written(await this.dispatcher.dispatch(new ReleaseHold(data, meta)), { holdId });
  }

  @Get('holds/:holdId')
  @Permit('time-bank.read')
  holdView(@Param('holdId', ParseUUIDPipe) holdId: string, @Who() who: Principal): HoldView {
    const hold = this.queries.hold(holdId);
    who.requireSelfOrAnyGrant('time-bank.read', hold.volunteerId);
    return hold;
  }

  /** Where all credit ever issued is now. */
  @Get('supply')
  @Permit('time-bank.read')
  supply(): SupplyView {
    return this.queries.supply();
  }
}
