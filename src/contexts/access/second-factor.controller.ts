import { Body, Controller, Delete, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { ConfirmFactorDto, RemoveFactorDto } from './access.dto.js';
import { LogIn } from './security/log-in.js';
import { ownerOf } from './security/owner.js';
import { type NewFactor, SecondFactor } from './security/second-factor.js';

/** The authenticator of one's own account. Who lost it goes through a recovery. */
@ApiTags('access')
@Controller('api/v1/me/second-factor')
export class SecondFactorController {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly logIns: LogIn,
  ) {}

  /** A secret to scan; nothing changes until a first code has confirmed it. */
  @Post()
  @Permit('accounts.self')
  begin(@Who() who: Principal, @Meta() meta: CommandMeta): NewFactor {
    return this.secondFactor.begin(ownerOf(who), meta);
  }

  @Put()
  @Permit('accounts.self')
  async confirm(
    @Body() body: ConfirmFactorDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ factorId: string }>> {
    const receipt = await this.secondFactor.confirm(ownerOf(who), body, meta);
    return new Written(receipt, { factorId: body.factorId });
  }

  /** Needs the password and a code: a finder of an open session must not weaken the account. */
  @Delete()
  @Permit('accounts.self')
  async remove(
    @Body() body: RemoveFactorDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
    @Req() request: FastifyRequest,
  ): Promise<Written<{ accountId: string }>> {
    const accountId = ownerOf(who);
    await this.logIns.confirm(accountId, body, request);
    return new Written(await this.secondFactor.remove(accountId, meta), { accountId });
  }
}
