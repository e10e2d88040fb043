import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import type { PageAnswer } from '../../http/page-answer.js';
import { RefusalPages } from '../../http/refusal-pages.js';
import { Written } from '../../http/written.js';
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
    private readonly pages: RefusalPages,
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
  async page(@Query('token') token: unknown, @Lang() lang: Language): Promise<PageContent> {
    if (await this.setup.isDone()) return setUpDonePage(lang);
    return setUpPage(lang, typeof token === 'string' ? token : '');
  }

  @Post('setup')
  @Public()
  @ApiExcludeEndpoint()
  submit(
    @Body() body: SetUpDto,
    @Req() request: FastifyRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const setUp = async (): Promise<PageContent> => {
      this.sameOrigin.refuseForeign(request);
      await this.setup.use(body.token, body);
      return setUpDonePage(lang);
    };
    return this.pages.orRefusal(lang, setUp, (text) => setUpPage(lang, body.token, text));
  }
}
