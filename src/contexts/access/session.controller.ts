import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import type { RoleGrant } from '../../http/principal.js';
import { type RefusalCatalogue, Rejection } from '../../kernel/rejection.js';
import { LogInFormDto, SessionDto } from './access.dto.js';
import { logInPage } from './access.pages.js';
import { AccessQueries } from './access.queries.js';
import { localPath } from './local-path.js';
import { LogIn } from './security/log-in.js';
import { OidcProvider } from './security/oidc-provider.js';

/** Log-in and log-out write no events, so they need no Idempotency-Key. */
@ApiTags('access')
@Controller()
export class SessionController {
  constructor(
    private readonly logIns: LogIn,
    private readonly queries: AccessQueries,
    private readonly provider: OidcProvider,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  @Post('api/v1/session')
  @Public()
  @HttpCode(200)
  async logIn(
    @Body() body: SessionDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ accountId: string; grants: readonly RoleGrant[] }> {
    const accountId = await this.logIns.logIn(body, request, reply);
    return { accountId, grants: this.queries.account(accountId).grants };
  }

  @Delete('api/v1/session')
  @Public()
  @HttpCode(204)
  logOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    this.logIns.logOut(request, reply);
  }

  @Get('login')
  @Public()
  @ApiExcludeEndpoint()
  page(
    @Query('next') next: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    void sendPage(
      reply,
      logInPage(languageOf(request), localPath(next), { provider: this.provider.name }),
    );
  }

  @Post('login')
  @Public()
  @ApiExcludeEndpoint()
  async submit(
    @Body() body: LogInFormDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const next = localPath(body.next);
    try {
      await this.logIns.logIn(body, request, reply);
      void reply.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const lang = languageOf(request);
      const { status, text } = textOf(this.refusals, error, lang);
      const provider = this.provider.name;
      const withCode = error.code.startsWith('access/second-factor');
      void sendPage(reply, logInPage(lang, next, { error: text, withCode, provider }), status);
    }
  }

  @Post('logout')
  @Public()
  @ApiExcludeEndpoint()
  leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.logIns.logOut(request, reply);
    void reply.redirect('/login', 303);
  }
}
