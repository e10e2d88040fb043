import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, Public } from '../../http/auth.guard.js';
import { Lang, type Language } from '../../http/language.js';
import { logInFirst, type PageAnswer } from '../../http/page-answer.js';
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
  show(
    @Req() { principal }: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Lang() lang: Language,
  ): PageAnswer {
    if (!principal) return logInFirst('/my/code', lang);
    const { volunteerId } = principal;
    if (volunteerId === undefined) return { ...noCodePage(lang), status: 403 };
    const now = this.clock.now();
    const shown = this.codes.issue(volunteerId, now);
    const seconds = Math.ceil((millis(shown.refreshAt) - millis(now)) / 1_000);
    void reply.header('refresh', String(seconds + 1));
    return myCodePage(shown, lang);
  }
}
