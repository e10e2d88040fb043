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
import { DivisionCodePipe } from '../../http/division-code.pipe.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { instantAt, localDateOf } from '../../kernel/calendar.js';
import type { Command, CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { deriveId } from '../../platform/ids.js';
import { AccountDesk } from './account-desk.handlers.js';
import { BankQueries } from './bank.queries.js';
import {
  ConfirmAcceptance,
  EndAcceptance,
  ProposeAcceptance,
} from './domain/acceptance.commands.js';
import { pairOf } from './domain/acceptance.decider.js';
import { nextQuarter } from './domain/dates.js';
import { GrantFromPool, NameGuarantor } from './domain/pool.commands.js';
import { reject } from './domain/time-bank.rejections.js';
import { PoolGrantDto, GuarantorDto, ProposeAcceptanceDto } from './time-bank.dto.js';
import { TimeBankQueries } from './time-bank.queries.js';
import type { PoolEntryView, PoolView, WarnedAcceptanceView } from './time-bank.views.js';

type PairDone = Promise<Written<{ readonly pair: string }>>;

/** What is nobody's own: the pools of divisions and the agreements between stations. */
@ApiTags('time bank')
@Controller('api/v1/time-bank')
export class BankController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly desk: AccountDesk,
    private readonly accounts: TimeBankQueries,
    private readonly bank: BankQueries,
    private readonly clock: Clock,
  ) {}

  @Get('pools/:divisionCode')
  @Permit('time-bank.read')
  pool(@Param('divisionCode', DivisionCodePipe) divisionCode: string): PoolView {
    return this.bank.pool(divisionCode);
  }

  /** Every donation and grant, with ground and approver: the pool's approval log. */
  @Get('pools/:divisionCode/entries')
  @Permit('time-bank.read')
  poolEntries(
    @Param('divisionCode', DivisionCodePipe) divisionCode: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
  ): Page<PoolEntryView> {
    who.require('time-bank.read', { divisionCode });
    return pageOf(this.bank.poolEntries(divisionCode, after), (row) => String(row.revision));
  }

  @Post('pools/:divisionCode/grants')
  @Permit('time-bank.govern')
  async grant(
    @Param('divisionCode', DivisionCodePipe) divisionCode: string,
    @Body() body: PoolGrantDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ grantId: string; expiresAt: string }>> {
    who.require('time-bank.govern', { divisionCode });
    if (!this.accounts.isKnown(body.volunteerId)) reject('time-bank/holder-unknown');
    const grantId = deriveId(meta.commandId, 'grant');
    const today = localDateOf(meta.at);
    const expiresAt = instantAt(nextQuarter(today), '00:00');
    const approval = {
      approver: who.accountId,
      approverVolunteerId: who.volunteerId ?? null,
    };
    const data = { ...body, ...approval, divisionCode, grantId, expiresAt, at: meta.at };
    const terms = { month: today.slice(0, 7), policy: this.desk.policyOn(today) };
    const command = new GrantFromPool({ ...data, ...terms }, meta);
    return new Written(await this.dispatcher.dispatch(command), { grantId, expiresAt }, true);
  }

  /** The organisation that vouches for credit saved in the division. */
  @Put('pools/:divisionCode/guarantor')
  @Permit('time-bank.govern')
  async guarantor(
    @Param('divisionCode', DivisionCodePipe) divisionCode: string,
    @Body() { organisationId }: GuarantorDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ divisionCode: string }>> {
    who.require('time-bank.govern', { divisionCode });
    this.bank.unit(organisationId);
    const command = new NameGuarantor({ divisionCode, organisationId, at: meta.at }, meta);
    return new Written(await this.dispatcher.dispatch(command), { divisionCode });
  }

  /** With a warning where what one of the two is owed comes near the limit. */
  @Get('stations/:stationId/acceptances')
  @Permit('time-bank.read')
  acceptances(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query('after') after?: string,
  ): Page<WarnedAcceptanceView> {
    const { limitWarnPercent } = this.desk.policyOn(localDateOf(this.clock.now()));
    const asked = { after, warnPercent: limitWarnPercent };
    return pageOf(this.bank.warnedAcceptances(stationId, asked), ({ pair }) => pair);
  }

  /** One station offers; the other has to confirm. */
  @Post('stations/:stationId/acceptances')
  @Permit('time-bank.govern')
  async propose(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Body() body: ProposeAcceptanceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): PairDone {
    this.bank.unit(body.otherId);
    const command = new ProposeAcceptance({ stationId, ...body, at: meta.at }, meta);
    return this.#between(who, command, { stationId, otherId: body.otherId });
  }

  @Put('stations/:stationId/acceptances/:otherId/confirmation')
  @Permit('time-bank.govern')
  async confirm(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): PairDone {
    const command = new ConfirmAcceptance({ stationId, otherId, at: meta.at }, meta);
    return this.#between(who, command, { stationId, otherId });
  }

  @Put('stations/:stationId/acceptances/:otherId/end')
  @Permit('time-bank.govern')
  async end(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): PairDone {
    const command = new EndAcceptance({ stationId, otherId, at: meta.at }, meta);
    return this.#between(who, command, { stationId, otherId });
  }

  /** In the name of a station: the actor's role must count there. */
  async #between(
    who: Principal,
    command: Command,
    { stationId, otherId }: { readonly stationId: string; readonly otherId: string },
  ): PairDone {
    who.require('time-bank.govern', this.bank.unit(stationId));
    const receipt = await this.dispatcher.dispatch(command);
    return new Written(receipt, { pair: pairOf(stationId, otherId) });
  }
}
