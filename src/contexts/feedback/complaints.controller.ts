import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { ComplaintDesk, type FullComplaint } from './complaints.handlers.js';
import { DecideComplaintDto, FileComplaintDto } from './feedback.dto.js';
import { type ComplaintView, FeedbackQueries } from './feedback.queries.js';
import { placeOf } from '../../http/place-of.js';

@ApiTags('complaints')
@Controller('api/v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly desk: ComplaintDesk,
    private readonly queries: FeedbackQueries,
    private readonly clock: Clock,
  ) {}

  /** Open to every account (O67 art. 20); staff takes down what is said by phone or on paper. */
  @Post()
  @Permit('complaints.file')
  async file(
    @Body() body: FileComplaintDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ complaintId: string; dueOn: string }>> {
    const receipt = await this.desk.file(body, who.volunteerId, meta);
    const { complaintId, dueOn } = receipt;
    return new Written(receipt, { complaintId, dueOn }, true);
  }

  /** What waits (or, with `decided=true`, what is done) where one may decide. Without words. */
  @Get()
  @Permit('complaints.decide')
  list(
    @Who() who: Principal,
    @Query('decided') decided?: string,
    @Query('after') after?: string,
  ): Page<ComplaintView> {
    const rows = this.queries.complaints(decided !== 'true', after);
    const mayDecide = (row: ComplaintView) => who.may('complaints.decide', placeOf(row));
    return pageOf(rows, ({ dueOn, complaintId }) => `${dueOn}/${complaintId}`, mayDecide);
  }

  /** For who filed it and for who may decide it. */
  @Get(':complaintId')
  @Permit('complaints.file')
  complaint(
    @Param('complaintId', ParseUUIDPipe) complaintId: string,
    @Who() who: Principal,
  ): FullComplaint {
    const complaint = this.queries.complaint(complaintId);
    if (complaint.filedBy !== who.accountId) {
      who.require('complaints.decide', placeOf(complaint));
    }
    const reader = { accountId: who.accountId, purpose: 'complaint', at: this.clock.now() };
    return this.desk.read(complaint, reader);
  }

  @Put(':complaintId/decision')
  @Permit('complaints.decide')
  async decide(
    @Param('complaintId', ParseUUIDPipe) complaintId: string,
    @Body() body: DecideComplaintDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ complaintId: string }>> {
    const complaint = this.queries.complaint(complaintId);
    who.require('complaints.decide', placeOf(complaint));
    const receipt = await this.desk.decide(complaint, body, { who, meta });
    return new Written(receipt, { complaintId });
  }
}
