import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { RecordDesk } from './records.handlers.js';
import { ReviewDto, VoidDto } from './service-records.dto.js';
import { type RecordView, ServiceRecordsQueries } from './service-records.queries.js';

@ApiTags('service records')
@Controller('api/v1')
export class ServiceRecordsController {
  constructor(
    private readonly desk: RecordDesk,
    private readonly queries: ServiceRecordsQueries,
  ) {}

  @Put('records/:recordId/review')
  @Permit('records.review')
  async review(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() body: ReviewDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ recordId: string }>> {
    const place = placeOf(this.queries.record(recordId));
    who.require('records.review', place);
    const receipt = await this.desk.review(
      {
        recordId,
        decision: body.decision,
        reason: body.reason ?? '',
        approverVolunteerId: who.volunteerId ?? null,
        asManager: who.may('records.decide', place),
      },
      meta,
    );
    return new Written(receipt, { recordId });
  }

  @Put('records/:recordId/void')
  @Permit('records.decide')
  async void(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() { reason }: VoidDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ recordId: string }>> {
    who.require('records.decide', placeOf(this.queries.record(recordId)));
    return new Written(await this.desk.void(recordId, reason, meta), { recordId });
  }

  @Get('records/:recordId')
  @Permit('records.read')
  record(@Param('recordId', ParseUUIDPipe) recordId: string, @Who() who: Principal): RecordView {
    const record = this.queries.record(recordId);
    who.requireOrSelf('records.read', placeOf(record), record.volunteerId);
    return record;
  }

  /** The review queue of the places one may review. */
  @Get('records')
  @Permit('records.review')
  waiting(
    @Who() who: Principal,
    @Query('status') status = 'submitted',
    @Query('after') after?: string,
  ): Page<RecordView> {
    const rows = this.queries.waiting(status, after);
    const mayReview = (row: RecordView): boolean => who.may('records.review', placeOf(row));
    return pageOf(rows, (row) => row.recordId, mayReview);
  }

  @Get('volunteers/:volunteerId/records')
  @Permit('records.read')
  recordsOf(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<RecordView> {
    const rows = this.queries.recordsOf(volunteerId, after);
    const isSelf = who.isSelf('records.read', volunteerId);
    const mayRead = (row: RecordView): boolean => isSelf || who.may('records.read', placeOf(row));
    return pageOf(rows, ({ date, recordId }) => `${date}/${recordId}`, mayRead);
  }
}
