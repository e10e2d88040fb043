import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { type PageAnswer, SeeOther } from '../../http/page-answer.js';
import type { RoleGrant } from '../../http/principal.js';
import { RefusalPages } from '../../http/refusal-pages.js';
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
    private readonly pages: RefusalPages,
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
  page(@Query('next') next: unknown, @Lang() lang: Language): PageContent {
    return logInPage(lang, localPath(next), { provider: this.provider.name });
  }

  @Post('login')
  @Public()
  @ApiExcludeEndpoint()
  submit(
    @Body() body: LogInFormDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const next = localPath(body.next);
    const logIn = async (): Promise<PageAnswer> => {
      await this.logIns.logIn(body, request, reply);
      return new SeeOther(next);
    };
    return this.pages.orRefusal(lang, logIn, (error, { code }) => {
      const withCode = code.startsWith('access/second-factor');
      return logInPage(lang, next, { error, withCode, provider: this.provider.name });
    });
  }

  @Post('logout')
  @Public()
  @ApiExcludeEndpoint()
  leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): SeeOther {
    this.logIns.logOut(request, reply);
    return new SeeOther('/login');
  }
}
