import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import type { ErasureDecision } from './domain/erasure.commands.js';
import type { ObstacleKind } from './domain/erasure.events.js';
import { reject } from './domain/privacy.rejections.js';
import { ErasureDesk } from './erasures.handlers.js';
import { DecideErasureDto, RequestErasureDto } from './privacy.dto.js';
import { ERASURE_STAGES, type ErasureView, PrivacyQueries } from './privacy.queries.js';

/** To be forgotten (PIPL art. 47): asked for by the person or at the desk, decided by a second one. */
@ApiTags('personal data')
@Controller('api/v1')
export class ErasuresController {
  constructor(
    private readonly desk: ErasureDesk,
    private readonly queries: PrivacyQueries,
  ) {}

  /**
   * No certificate can be made afterwards: the person is told so, and offered a copy of everything
   * (`GET /api/v1/me/everything`) first.
   */
  @Post('volunteers/:volunteerId/erasure-requests')
  @Permit('erasure.request')
  async request(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { ground }: RequestErasureDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    this.#requireAtHome(who, volunteerId);
    const bySelf = who.isSelf('erasure.request', volunteerId);
    // Not for programs: whoever finds a token must not end somebody's record.
    if (who.token) throw new Rejection('access/session-needed');
    return new Written(
      await this.desk.request({ volunteerId, ground, bySelf }, meta),
      { volunteerId },
      true,
    );
  }

  /** Until it is approved. */
  @Delete('volunteers/:volunteerId/erasure-requests')
  @Permit('erasure.request')
  async withdraw(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    this.#requireAtHome(who, volunteerId);
    return new Written(await this.desk.withdraw(volunteerId, meta), { volunteerId });
  }

  /** How far it has come, and what must be settled first. */
  @Get('volunteers/:volunteerId/erasure')
  @Permit('erasure.request')
  erasure(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): { request: ErasureView | null; underWay: readonly ObstacleKind[] } {
    this.#requireAtHome(who, volunteerId);
    return {
      request: this.queries.erasure(volunteerId) ?? null,
      underWay: this.queries.obstacles(volunteerId),
    };
  }

  @Put('volunteers/:volunteerId/erasure/decision')
  @Permit('erasure.decide')
  async decide(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: DecideErasureDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    who.require('erasure.decide', placeOf(this.queries.person(volunteerId)));
    const by = { meta, deciderVolunteerId: who.volunteerId ?? null };
    const receipt = await this.desk.decide(volunteerId, decisionOf(body), by);
    return new Written(receipt, { volunteerId });
  }

  /** The work list of those who decide: `requested` unless another stage is asked for. */
  @Get('erasures')
  @Permit('erasure.decide')
  list(
    @Who() who: Principal,
    @Query('stage') stage?: string,
    @Query('after') after?: string,
  ): Page<ErasureView> {
    const known = ERASURE_STAGES.find((one) => one === stage) ?? 'requested';
    return pageOf(
      this.queries.erasures(known, after),
      ({ volunteerId }) => volunteerId,
      ({ volunteerId }) => who.may('erasure.decide', placeOf(this.queries.person(volunteerId))),
    );
  }

  #requireAtHome(who: Principal, volunteerId: string): void {
    who.requireOrSelf('erasure.request', placeOf(this.queries.person(volunteerId)), volunteerId);
  }
}

function decisionOf({ outcome, reason, retainUntil }: DecideErasureDto): ErasureDecision {
  if (outcome === 'refuse') return { outcome, reason: reason ?? reject('privacy/reason-missing') };
  return outcome === 'restrict' ? { outcome, retainUntil: retainUntil ?? null } : { outcome };
}
