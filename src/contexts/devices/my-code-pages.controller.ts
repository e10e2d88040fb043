import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { myCodePage, noCodePage } from './my-code.pages.js';
import { PersonalCodes } from './personal-codes.js';

/** The code on one's own phone: the page loads itself again when the code changes, without scripts. */
@ApiExcludeController()
@Controller('my')
export class MyCodePages {
  constructor(
    private readonly codes: PersonalCodes,
    private readonly clock: Clock,
  ) {}

  @Get('code')
  @Public()
  show(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): void {
    const lang = languageOf(request);
    const { principal } = request;
    if (!principal) {
      void reply.redirect(`/login?next=${encodeURIComponent('/my/code')}&lang=${lang}`, 303);
      return;
    }
    const { volunteerId } = principal;
    if (volunteerId === undefined) {
      void sendPage(reply, noCodePage(lang), 403);
      return;
    }
    const now = this.clock.now();
    const shown = this.codes.issue(volunteerId, now);
    const seconds = Math.ceil((millis(shown.refreshAt) - millis(now)) / 1_000);
    void reply.header('refresh', String(seconds + 1));
    void sendPage(reply, myCodePage(shown, lang));
  }
}
