import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import { metaWithKey } from '../../http/request-meta.js';
import { type RefusalCatalogue, Rejection } from '../../kernel/rejection.js';
import { newId } from '../../platform/ids.js';
import { ConfirmationDesk } from './confirmations.handlers.js';
import { askPage, thanksPage } from './confirmation.pages.js';
import { ServiceRecordsQueries } from './service-records.queries.js';
import { failedPage } from './sign-in.pages.js';

export class ConfirmationFormDto {
  @IsString()
  @Length(8, 100)
  key!: string;
}

/**
 * What a beneficiary opens from the code on a slip of paper; without JavaScript and without an
 * account. Opening it writes nothing.
 */
@ApiExcludeController()
@Controller('c')
export class ConfirmationPages {
  constructor(
    private readonly desk: ConfirmationDesk,
    private readonly queries: ServiceRecordsQueries,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  @Get(':code')
  @Public()
  ask(
    @Param('code') code: string,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lang = languageOf(request);
    return this.#orFailedPage(request, reply, () => {
      const record = this.desk.recordFor(code);
      const { activityId } = record;
      const activity = activityId === null ? null : this.queries.activity(activityId);
      void sendPage(reply, askPage({ record, activity, code, key: newId() }, lang));
      return Promise.resolve();
    });
  }

  @Post(':code')
  @Public()
  confirm(
    @Param('code') code: string,
    @Body() { key }: ConfirmationFormDto,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { principal } = request;
    return this.#orFailedPage(request, reply, async () => {
      const confirmer = principal
        ? { accountId: principal.accountId, volunteerId: principal.volunteerId ?? null }
        : null;
      await this.desk.confirm(code, confirmer, metaWithKey(request, key));
      void sendPage(reply, thanksPage(languageOf(request)));
    });
  }

  #orFailedPage(
    request: AuthenticatedRequest,
    reply: FastifyReply,
    work: () => Promise<void>,
  ): Promise<void> {
    return Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        if (!(error instanceof Rejection)) throw error;
        const lang = languageOf(request);
        const { status, text } = textOf(this.refusals, error, lang);
        void sendPage(reply, failedPage(text, lang), status);
      });
  }
}
