import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit, Who } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { reject } from './domain/oversight.rejections.js';
import { Explanations } from './explanations.handlers.js';
import { recordPage, recordsPage } from './my-records.pages.js';
import { OverseenRecords } from './records.queries.js';

/** A volunteer's own records, and why each counts as it does; works without JavaScript. */
@ApiExcludeController()
@Controller('me/records')
export class MyRecordsPages {
  constructor(
    private readonly records: OverseenRecords,
    private readonly explanations: Explanations,
  ) {}

  @Get()
  @Permit('records.read')
  list(
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('before') before = '',
  ): FastifyReply {
    const volunteerId = volunteerOf(who);
    const rows = this.records.of(volunteerId, String(before));
    const page = pageOf(rows, ({ date, recordId }) => `${date}/${recordId}`);
    const items = page.items.map((record) => ({
      ...{ record, title: this.explanations.aboutOf(record).title },
    }));
    const centiHours = this.records.effective(volunteerId);
    const { next } = page;
    return sendPage(reply, recordsPage({ items, next, centiHours }, languageOf(request)));
  }

  @Get(':recordId')
  @Permit('records.read')
  async record(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = this.records.record(recordId);
    // Of somebody else it is as unknown as none.
    if (record.volunteerId !== volunteerOf(who)) reject('oversight/record-unknown');
    const explained = await this.explanations.of(record);
    void sendPage(reply, recordPage(explained, languageOf(request)));
  }
}

function volunteerOf({ volunteerId }: Principal): string {
  return volunteerId ?? reject('oversight/not-a-volunteer');
}
