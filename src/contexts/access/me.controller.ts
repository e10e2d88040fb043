import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { ChangePasswordDto, IssueTokenDto } from './access.dto.js';
import { AccessQueries, type AccountView } from './access.queries.js';
import { RevokeApiToken } from './domain/account.commands.js';
import { ApiTokens, type OwnToken } from './security/api-tokens.js';
import { LogIn } from './security/log-in.js';
import { ownerOf } from './security/owner.js';
import { PasswordChange } from './security/password-change.js';

/** What everybody does with their own account. */
@ApiTags('access')
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: AccessQueries,
    private readonly logIns: LogIn,
    private readonly passwords: PasswordChange,
    private readonly apiTokens: ApiTokens,
  ) {}

  @Get()
  @Permit('accounts.self')
  me(@Who() who: Principal): AccountView {
    return this.queries.account(who.accountId);
  }

  /** Ends every session of the account, this one too. */
  @Put('password')
  @Permit('accounts.self')
  async changePassword(
    @Body() body: ChangePasswordDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Written<{ accountId: string }>> {
    const accountId = ownerOf(who);
    const { current: password, code } = body;
    await this.logIns.confirm(accountId, { password, code }, request);
    const receipt = await this.passwords.change(accountId, body.password, meta);
    this.logIns.logOut(request, reply);
    return new Written(receipt, { accountId });
  }

  @Get('tokens')
  @Permit('accounts.self')
  tokens(@Who() who: Principal): readonly OwnToken[] {
    return this.apiTokens.of(who.accountId);
  }

  /** The only answer that ever holds the token; the same key gives the same token again. */
  @Post('tokens')
  @Permit('accounts.self')
  async issueToken(
    @Body() body: IssueTokenDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ tokenId: string; token: string }>> {
    const { receipt, tokenId, token } = await this.apiTokens.issue(ownerOf(who), body, meta);
    return new Written(receipt, { tokenId, token }, true);
  }

  @Delete('tokens/:tokenId')
  @Permit('accounts.self')
  async revokeToken(
    @Param('tokenId', ParseUUIDPipe) tokenId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ tokenId: string }>> {
    const data = { accountId: who.accountId, tokenId };
    const receipt = await this.dispatcher.dispatch(new RevokeApiToken(data, meta));
    return new Written(receipt, { tokenId });
  }
}
