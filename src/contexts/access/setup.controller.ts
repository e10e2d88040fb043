import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import { Written } from '../../http/written.js';
import { type RefusalCatalogue, Rejection } from '../../kernel/rejection.js';
import { SetUpDto } from './access.dto.js';
import { setUpDonePage, setUpPage } from './access.pages.js';
import { SameOrigin } from './security/same-origin.js';
import { SetupLink } from './security/setup-link.js';

/** The one-time token is the idempotency of the set-up: it works once. */
@ApiTags('access')
@Controller()
export class SetupController {
  constructor(
    private readonly setup: SetupLink,
    private readonly sameOrigin: SameOrigin,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  @Post('api/v1/setup')
  @Public()
  async setUp(
    @Body() body: SetUpDto,
    @Req() request: FastifyRequest,
  ): Promise<Written<{ accountId: string }>> {
    this.sameOrigin.refuseForeign(request);
    const { accountId, receipt } = await this.setup.use(body.token, body);
    return new Written(receipt, { accountId }, true);
  }

  @Get('setup')
  @Public()
  @ApiExcludeEndpoint()
  async page(
    @Query('token') token: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lang = languageOf(request);
    if (await this.setup.isDone()) {
      void sendPage(reply, setUpDonePage(lang));
      return;
    }
    void sendPage(reply, setUpPage(lang, typeof token === 'string' ? token : ''));
  }

  @Post('setup')
  @Public()
  @ApiExcludeEndpoint()
  async submit(
    @Body() body: SetUpDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lang = languageOf(request);
    try {
      this.sameOrigin.refuseForeign(request);
      await this.setup.use(body.token, body);
      void sendPage(reply, setUpDonePage(lang));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { status, text } = textOf(this.refusals, error, lang);
      void sendPage(reply, setUpPage(lang, body.token, text), status);
    }
  }
}
