import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query, Req } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Permit, Public, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { type Page, pageOf } from '../../http/page.js';
import type { PageAnswer } from '../../http/page-answer.js';
import type { Principal } from '../../http/principal.js';
import { RefusalPages } from '../../http/refusal-pages.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { PasswordLinkDto } from './access.dto.js';
import { passwordChosenPage, passwordLinkPage } from './access.pages.js';
import { AccessQueries, type RecoveryView } from './access.queries.js';
import { type OfferedLink, PasswordLinks } from './security/password-links.js';
import { SameOrigin } from './security/same-origin.js';

const AccountId = () => Param('accountId', ParseUUIDPipe);

/** Invitations, and access again for whoever lost it: two persons of the staff vouch, no e-mail. */
@ApiTags('access')
@Controller()
export class RecoveriesController {
  constructor(
    private readonly queries: AccessQueries,
    private readonly links: PasswordLinks,
    private readonly sameOrigin: SameOrigin,
    private readonly clock: Clock,
    private readonly pages: RefusalPages,
  ) {}

  /** A new link where the last one expired or got lost. */
  @Post('api/v1/accounts/:accountId/invitations')
  @Permit('accounts.manage')
  async invite(
    @AccountId() accountId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ accountId: string; invitation: OfferedLink }>> {
    const account = this.queries.account(accountId);
    for (const place of this.queries.placesOf(account)) who.require('accounts.manage', place);
    const { receipt, invitation } = await this.links.invite(accountId, meta);
    return new Written(receipt, { accountId, invitation }, true);
  }

  @Post('api/v1/accounts/:accountId/recoveries')
  @Permit('accounts.recover')
  async request(
    @AccountId() accountId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ accountId: string; recoveryId: string }>> {
    this.#requireRecover(who, accountId);
    const { receipt, recoveryId } = await this.links.request(accountId, meta);
    return new Written(receipt, { accountId, recoveryId }, true);
  }

  /**
   * The answer holds the link, for the owner alone; it is shown once more only to the same request.
   * An account with roles needs somebody who could have granted them.
   */
  @Put('api/v1/accounts/:accountId/recoveries/:recoveryId/approval')
  @Permit('accounts.recover')
  async approve(
    @AccountId() accountId: string,
    @Param('recoveryId', ParseUUIDPipe) recoveryId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ accountId: string; recovery: OfferedLink }>> {
    this.#requireRecover(who, accountId);
    // Two of the same rank could take over whoever stands above them.
    const account = this.queries.account(accountId);
    if (account.grants.length > 0) {
      for (const place of this.queries.placesOf(account)) who.require('accounts.manage', place);
    }
    const { receipt, recovery } = await this.links.approve(accountId, recoveryId, meta);
    return new Written(receipt, { accountId, recovery });
  }

  /** Those that wait for their second person. */
  @Get('api/v1/recoveries')
  @Permit('accounts.recover')
  recoveries(@Who() who: Principal, @Query('after') after?: string): Page<RecoveryView> {
    return pageOf(
      this.queries.recoveries(this.clock.now(), after),
      ({ recoveryId }) => recoveryId,
      ({ accountId }) => this.#mayRecover(who, accountId),
    );
  }

  @Post('api/v1/password-links')
  @Public()
  async use(
    @Body() body: PasswordLinkDto,
    @Req() request: FastifyRequest,
  ): Promise<Written<{ accountId: string }>> {
    this.sameOrigin.refuseForeign(request);
    const { accountId, receipt } = await this.links.use(body, this.clock.now());
    return new Written(receipt, { accountId });
  }

  @Get('password-link')
  @Public()
  @ApiExcludeEndpoint()
  page(@Query('token') token: unknown, @Lang() lang: Language): PageContent {
    return passwordLinkPage(lang, typeof token === 'string' ? token : '');
  }

  @Post('password-link')
  @Public()
  @ApiExcludeEndpoint()
  submit(
    @Body() body: PasswordLinkDto,
    @Req() request: FastifyRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const choose = async (): Promise<PageContent> => {
      this.sameOrigin.refuseForeign(request);
      await this.links.use(body, this.clock.now());
      return passwordChosenPage(lang);
    };
    return this.pages.orRefusal(lang, choose, (text) => passwordLinkPage(lang, body.token, text));
  }

  /** Everywhere the account may act, the asker must be at home too. */
  #requireRecover(who: Principal, accountId: string): void {
    for (const place of this.queries.placesOf(this.queries.account(accountId))) {
      who.require('accounts.recover', place);
    }
  }

  #mayRecover(who: Principal, accountId: string): boolean {
    const places = this.queries.placesOf(this.queries.account(accountId));
    return places.every((place) => who.may('accounts.recover', place));
  }
}
