import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, Permit, Who } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import type { Principal } from '../../http/principal.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import { metaWithKey } from '../../http/request-meta.js';
import { type RefusalCatalogue, Rejection } from '../../kernel/rejection.js';
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
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  @Get()
  @Permit('records.object')
  form(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): FastifyReply {
    const record = this.#own(recordId, who);
    return sendPage(reply, objectionForm({ record, key: newId() }, languageOf(request)));
  }

  @Post()
  @Permit('records.object')
  async submit(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() { text, key }: ObjectionFormDto,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lang = languageOf(request);
    const record = this.#own(recordId, who);
    try {
      await this.changes.object(recordId, text, metaWithKey(request, key));
      void sendPage(reply, objectionDone(recordId, lang));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { status, text: problem } = textOf(this.refusals, error, lang);
      // A new key: what was refused was another request than what is sent next.
      const form = { record, key: newId(), text, problem };
      void sendPage(reply, objectionForm(form, lang), status);
    }
  }

  /** Of somebody else it is as unknown as none. */
  #own(recordId: string, { volunteerId }: Principal): RecordView {
    const record = this.queries.record(recordId);
    if (record.volunteerId !== volunteerId) throw new Rejection('service-records/record-unknown');
    return record;
  }
}
