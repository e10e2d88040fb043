import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, PAGE_SIZE, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import {
  AnomalyDesk,
  type AnomalyView,
  type NoteView,
  type PastAnomalyView,
} from './anomalies.handlers.js';
import { AnomaliesDto, CheckAnomalyDto } from './oversight.dto.js';

@ApiTags('anomalies')
@Controller('api/v1/anomalies')
export class AnomaliesController {
  constructor(private readonly desk: AnomalyDesk) {}

  /** Where to look first in what was recorded in a month: hints with reasons, never verdicts. */
  @Get()
  @Permit('anomalies.read')
  async list(@Query() asked: AnomaliesDto, @Who() who: Principal): Promise<Page<AnomalyView>> {
    return pageAfter(await this.desk.find(asked, who), asked.after);
  }

  /** What was looked into and is no more; `GET …/notes` says what was found. */
  @Get('past')
  @Permit('anomalies.read')
  async past(@Query() asked: AnomaliesDto, @Who() who: Principal): Promise<Page<PastAnomalyView>> {
    return pageAfter(await this.desk.past(asked, who), asked.after);
  }

  @Get(':anomalyId/notes')
  @Permit('anomalies.read')
  async notes(
    @Param('anomalyId', ParseUUIDPipe) anomalyId: string,
    @Who() who: Principal,
  ): Promise<{ readonly items: readonly NoteView[] }> {
    return { items: await this.desk.notes(anomalyId, who) };
  }

  @Put(':anomalyId/check')
  @Permit('anomalies.check')
  async check(
    @Param('anomalyId', ParseUUIDPipe) anomalyId: string,
    @Body() body: CheckAnomalyDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ anomalyId: string }>> {
    const receipt = await this.desk.check(anomalyId, body, { who, meta });
    return new Written(receipt, { anomalyId });
  }
}

function pageAfter<Row extends { readonly anomalyId: string }>(
  found: readonly Row[],
  after = '',
): Page<Row> {
  const rows = found
    .filter(({ anomalyId }) => anomalyId > after)
    .sort((a, b) => (a.anomalyId < b.anomalyId ? -1 : 1))
    .slice(0, PAGE_SIZE);
  return pageOf(rows, ({ anomalyId }) => anomalyId);
}
