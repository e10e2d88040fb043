import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuthenticatedRequest, Permit, Public, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { type PageAnswer, SeeOther } from '../../http/page-answer.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { ConfirmDto, IdentityDto, OidcCodeDto } from './access.dto.js';
import { AccessQueries, type LinkedIdentity } from './access.queries.js';
import { codePage, goToProviderPage, linkedPage, linkPage } from './oidc.pages.js';
import { localPath } from './local-path.js';
import { LogIn } from './security/log-in.js';
import { OidcLogIn } from './security/oidc-log-in.js';
import { OidcProvider } from './security/oidc-provider.js';
import { ownerOf } from './security/owner.js';
import { SameOrigin } from './security/same-origin.js';

/** Log-in through an identity provider, and the identities of one's own account. */
@ApiTags('access')
@Controller()
export class OidcController {
  constructor(
    private readonly oidc: OidcLogIn,
    private readonly provider: OidcProvider,
    private readonly logIns: LogIn,
    private readonly queries: AccessQueries,
    private readonly sameOrigin: SameOrigin,
  ) {}

  /** A link and not a form: `form-action 'self'` of our pages ends no form at another site. */
  @Get('login/oidc')
  @Public()
  @ApiExcludeEndpoint()
  async begin(
    @Query('next') next: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const { url } = await this.oidc.begin({ next: localPath(next), linkTo: null }, reply);
    return new SeeOther(url);
  }

  @Get('login/oidc/callback')
  @Public()
  @ApiExcludeEndpoint()
  async callback(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const outcome = await this.oidc.finish(request, reply);
    if (outcome.kind === 'logged-in') return new SeeOther(outcome.next);
    return outcome.kind === 'code-needed' ? codePage(lang) : linkedPage(lang);
  }

  @Post('login/oidc/code')
  @Public()
  @ApiExcludeEndpoint()
  code(
    @Body() { code }: OidcCodeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SeeOther {
    this.sameOrigin.refuseForeign(request);
    return new SeeOther(this.oidc.finishWithCode(code, request, reply));
  }

  @Get('login/oidc/link')
  @Permit('accounts.self')
  @ApiExcludeEndpoint()
  page(@Lang() lang: Language): PageContent {
    return linkPage(lang, this.provider.name);
  }

  @Post('login/oidc/link')
  @Permit('accounts.self')
  @ApiExcludeEndpoint()
  async submit(
    @Body() body: ConfirmDto,
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Lang() lang: Language,
  ): Promise<PageContent> {
    const { url } = await this.#beginLink(body, { who, request, reply });
    return goToProviderPage(lang, this.provider.name, url);
  }

  /** Answers with the address to open in the same browser; nothing is linked until it comes back. */
  @Post('api/v1/me/identities')
  @Permit('accounts.self')
  @HttpCode(200)
  beginLink(
    @Body() body: ConfirmDto,
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    return this.#beginLink(body, { who, request, reply });
  }

  @Get('api/v1/me/identities')
  @Permit('accounts.self')
  identities(@Who() who: Principal): readonly LinkedIdentity[] {
    return this.queries.identities(who.accountId);
  }

  /** Needs the password, and a code where the account has an authenticator. */
  @Delete('api/v1/me/identities/:identityId')
  @Permit('accounts.self')
  async unlink(
    @Param() { identityId }: IdentityDto,
    @Body() body: ConfirmDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
    @Req() request: FastifyRequest,
  ): Promise<Written<{ identityId: string }>> {
    const accountId = ownerOf(who);
    await this.logIns.confirm(accountId, body, request);
    return new Written(await this.oidc.unlink(accountId, identityId, meta), { identityId });
  }

  /** The password once more: a finder of an open session must not make a way in for himself. */
  async #beginLink(
    body: ConfirmDto,
    at: { who: Principal; request: FastifyRequest; reply: FastifyReply },
  ): Promise<{ readonly url: string }> {
    const linkTo = ownerOf(at.who);
    await this.logIns.confirm(linkTo, body, at.request);
    return this.oidc.begin({ next: '/', linkTo }, at.reply);
  }
}
