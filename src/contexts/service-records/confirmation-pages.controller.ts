import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { type AuthenticatedRequest, Public } from '../../http/auth.guard.js';
import { Lang, type Language } from '../../http/language.js';
import type { PageAnswer } from '../../http/page-answer.js';
import { RefusalPages } from '../../http/refusal-pages.js';
import { metaWithKey } from '../../http/request-meta.js';
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
    private readonly pages: RefusalPages,
  ) {}

  @Get(':code')
  @Public()
  ask(@Param('code') code: string, @Lang() lang: Language): Promise<PageAnswer> {
    return this.#orFailedPage(lang, () => {
      const record = this.desk.recordFor(code);
      const { activityId } = record;
      const activity = activityId === null ? null : this.queries.activity(activityId);
      return askPage({ record, activity, code, key: newId() }, lang);
    });
  }

  @Post(':code')
  @Public()
  confirm(
    @Param('code') code: string,
    @Body() { key }: ConfirmationFormDto,
    @Req() request: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const { principal } = request;
    return this.#orFailedPage(lang, async () => {
      const confirmer = principal
        ? { accountId: principal.accountId, volunteerId: principal.volunteerId ?? null }
        : null;
      await this.desk.confirm(code, confirmer, metaWithKey(request, key));
      return thanksPage(lang);
    });
  }

  #orFailedPage(lang: Language, work: () => PageAnswer | Promise<PageAnswer>): Promise<PageAnswer> {
    return this.pages.orRefusal(lang, work, (text) => failedPage(text, lang));
  }
}
