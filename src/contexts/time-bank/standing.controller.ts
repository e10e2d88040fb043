import { Body, Controller, Delete, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { requireAccount } from './account-access.js';
import { AccountDesk } from './account-desk.handlers.js';
import { ChooseHonourOnly, FreezeAccount, UnfreezeAccount } from './domain/standing.commands.js';
import {
  ClaimEstateDto,
  CloseAccountDto,
  FreezeDto,
  HonourOnlyDto,
  ReportDeathDto,
} from './time-bank.dto.js';
import { TimeBankQueries } from './time-bank.queries.js';

type Done = Promise<Written<{ readonly volunteerId: string }>>;

/** The standing of an account: frozen, closed, left by somebody who died. */
@ApiTags('time bank')
@Controller('api/v1/time-bank/accounts/:volunteerId')
export class StandingController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly desk: AccountDesk,
    private readonly accounts: TimeBankQueries,
  ) {}

  /** While a question is open: it earns, and spends nothing new. */
  @Put('freeze')
  @Permit('time-bank.govern')
  async freeze(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { reason }: FreezeDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.govern', volunteerId);
    const command = new FreezeAccount({ volunteerId, reason, at: meta.at }, meta);
    return new Written(await this.dispatcher.dispatch(command), { volunteerId });
  }

  @Delete('freeze')
  @Permit('time-bank.govern')
  async unfreeze(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.govern', volunteerId);
    const command = new UnfreezeAccount({ volunteerId, at: meta.at }, meta);
    return new Written(await this.dispatcher.dispatch(command), { volunteerId });
  }

  /** Whether services one gives are paid in credit, or done for honour only. */
  @Put('honour-only')
  @Permit('time-bank.redeem')
  async honourOnly(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { honourOnly }: HonourOnlyDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.redeem', volunteerId);
    const command = new ChooseHonourOnly({ volunteerId, honourOnly, at: meta.at }, meta);
    return new Written(await this.dispatcher.dispatch(command), { volunteerId });
  }

  @Put('closing')
  @Permit('time-bank.govern')
  async close(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: CloseAccountDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.govern', volunteerId);
    return new Written(await this.desk.close({ volunteerId, ...body }, meta), { volunteerId });
  }

  /** Near relatives may claim for the months the terms say; then the pool takes the rest. */
  @Put('death')
  @Permit('time-bank.govern')
  async death(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { evidenceHash }: ReportDeathDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.govern', volunteerId);
    const receipt = await this.desk.reportDeath(volunteerId, evidenceHash, meta);
    return new Written(receipt, { volunteerId });
  }

  @Put('estate-claim')
  @Permit('time-bank.govern')
  async claim(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: ClaimEstateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Done {
    this.#require(who, 'time-bank.govern', volunteerId);
    return new Written(await this.desk.claim(volunteerId, body, meta), { volunteerId });
  }

  #require(who: Principal, permission: Permission, volunteerId: string): void {
    requireAccount(who, permission, { volunteerId, places: this.accounts.places(volunteerId) });
  }
}
