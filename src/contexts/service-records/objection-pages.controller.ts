import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { type AuthenticatedRequest, Permit, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import type { PageAnswer } from '../../http/page-answer.js';
import type { Principal } from '../../http/principal.js';
import { RefusalPages } from '../../http/refusal-pages.js';
import { metaWithKey } from '../../http/request-meta.js';
import { Rejection } from '../../kernel/rejection.js';
import { newId } from '../../platform/ids.js';
import { objectionDone, objectionForm } from './objection.pages.js';
import { RecordChanges } from './record-changes.handlers.js';
import { type RecordView, ServiceRecordsQueries } from './service-records.queries.js';

export class ObjectionFormDto {
  @IsString()
  @Length(1, 1000)
  text!: string;

  @IsString()
  @Length(8, 100)
  key!: string;
}

/** One tap from a volunteer's own record to the form, one more to send it; without JavaScript. */
@ApiExcludeController()
@Controller('records/:recordId/objection')
export class ObjectionPages {
  constructor(
    private readonly changes: RecordChanges,
    private readonly queries: ServiceRecordsQueries,
    private readonly pages: RefusalPages,
  ) {}

  @Get()
  @Permit('records.object')
  form(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
    @Lang() lang: Language,
  ): PageContent {
    return objectionForm({ record: this.#own(recordId, who), key: newId() }, lang);
  }

  @Post()
  @Permit('records.object')
  submit(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() { text, key }: ObjectionFormDto,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    const record = this.#own(recordId, who);
    const object = async (): Promise<PageContent> => {
      await this.changes.object(recordId, text, metaWithKey(request, key));
      return objectionDone(recordId, lang);
    };
    return this.pages.orRefusal(lang, object, (problem) =>
      // A new key: what was refused was another request than what is sent next.
      objectionForm({ record, key: newId(), text, problem }, lang),
    );
  }

  /** Of somebody else it is as unknown as none. */
  #own(recordId: string, { volunteerId }: Principal): RecordView {
    const record = this.queries.record(recordId);
    if (record.volunteerId !== volunteerId) throw new Rejection('service-records/record-unknown');
    return record;
  }
}
