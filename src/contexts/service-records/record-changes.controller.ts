import { Body, Controller, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { instantOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { DecisionDto, ObjectionDto, ProposalDto } from './record-changes.dto.js';
import { type Proposed, RecordChanges } from './record-changes.handlers.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

@ApiTags('service records')
@Controller('api/v1/records/:recordId')
export class RecordChangesController {
  constructor(
    private readonly changes: RecordChanges,
    private readonly queries: ServiceRecordsQueries,
  ) {}

  /** Anybody with an account may say that a record in public, or in effect, is wrong. */
  @Post('objections')
  @Permit('records.object')
  async object(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() { text }: ObjectionDto,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ objectionId: string }>> {
    const receipt = await this.changes.object(recordId, text, meta);
    return new Written(receipt, { objectionId: receipt.objectionId }, true);
  }

  /** The first of two persons: correct, void, or dismiss the open objection. */
  @Post('proposals')
  @Permit('records.decide')
  async propose(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() body: ProposalDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ proposalId: string }>> {
    who.require('records.decide', placeOf(this.queries.record(recordId)));
    const { reason } = body;
    const volunteerId = who.volunteerId ?? null;
    const asked = { recordId, reason, volunteerId, change: changeOf(body) };
    const receipt = await this.changes.propose(asked, meta);
    return new Written(receipt, { proposalId: receipt.proposalId }, true);
  }

  /** The second person confirms it, and it happens, or returns it. */
  @Put('proposals/:proposalId/decision')
  @Permit('records.decide')
  async decide(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
    @Body() { decision }: DecisionDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ proposalId: string }>> {
    who.require('records.decide', placeOf(this.queries.record(recordId)));
    const decided = { recordId, proposalId, decision, volunteerId: who.volunteerId ?? null };
    return new Written(await this.changes.decide(decided, meta), { proposalId });
  }
}

/** The DTO has seen to it that what its kind needs is there. */
function changeOf(body: ProposalDto): Proposed['change'] {
  const { kind, voidReason, correctionReason, startsAt = '', endsAt = '' } = body;
  if (kind === 'void') return { kind, reason: voidReason ?? 'entered-in-error' };
  if (kind === 'dismiss') return { kind };
  return {
    ...{ kind, reason: correctionReason ?? 'wrong-times' },
    ...{ startsAt: instantOf(Date.parse(startsAt)), endsAt: instantOf(Date.parse(endsAt)) },
    ...{ statedCentiHours: body.centiHours ?? null, proofHash: body.proofHash ?? null },
    longDayReason: body.longDayReason ?? '',
  };
}
