import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
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
  list(@Who() who: Principal, @Lang() lang: Language, @Query('before') before = ''): PageContent {
    const volunteerId = volunteerOf(who);
    const rows = this.records.of(volunteerId, String(before));
    const page = pageOf(rows, ({ date, recordId }) => `${date}/${recordId}`);
    const items = page.items.map((record) => ({
      ...{ record, title: this.explanations.aboutOf(record).title },
    }));
    const centiHours = this.records.effective(volunteerId);
    const { next } = page;
    return recordsPage({ items, next, centiHours }, lang);
  }

  @Get(':recordId')
  @Permit('records.read')
  async record(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
    @Lang() lang: Language,
  ): Promise<PageContent> {
    const record = this.records.record(recordId);
    // Of somebody else it is as unknown as none.
    if (record.volunteerId !== volunteerOf(who)) reject('oversight/record-unknown');
    return recordPage(await this.explanations.of(record), lang);
  }
}

function volunteerOf({ volunteerId }: Principal): string {
  return volunteerId ?? reject('oversight/not-a-volunteer');
}
