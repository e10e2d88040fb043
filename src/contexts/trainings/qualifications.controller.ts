import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { download } from '../../http/download.js';
import { LocalDatePipe } from '../../http/local-date.pipe.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { QualificationDesk } from './qualifications.handlers.js';
import { GrantQualificationDto, RevokeQualificationDto } from './trainings.dto.js';
import {
  type QualificationView,
  type TrainingView,
  TrainingsQueries,
} from './trainings.queries.js';

@ApiTags('trainings')
@Controller('api/v1/volunteers/:volunteerId')
export class QualificationsController {
  constructor(
    private readonly desk: QualificationDesk,
    private readonly queries: TrainingsQueries,
    private readonly clock: Clock,
  ) {}

  @Get('trainings')
  @Permit('trainings.read')
  trainings(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<TrainingView> {
    who.requireOrSelf('trainings.read', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    const rows = this.queries.trainingsOf(volunteerId, after);
    return pageOf(rows, ({ startsAt, sessionId }) => `${startsAt}/${sessionId}`);
  }

  /** `on` asks for another day than today: expiry is a fact of the day. */
  @Get('qualifications')
  @Permit('trainings.read')
  qualifications(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('on', LocalDatePipe) on?: LocalDate,
    @Query('after') after?: string,
  ): Page<QualificationView> {
    who.requireOrSelf('trainings.read', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    const day = on ?? localDateOf(this.clock.now());
    const rows = this.queries.qualificationsOf(volunteerId, day, after);
    return pageOf(rows, ({ validFrom, qualificationId }) => `${validFrom}/${qualificationId}`);
  }

  /** The paper behind a qualification, after its hash was held against the ledger. */
  @Get('qualifications/:qualificationId/proof')
  @Permit('trainings.read')
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  proof(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Param('qualificationId', ParseUUIDPipe) qualificationId: string,
    @Who() who: Principal,
  ): StreamableFile {
    who.requireOrSelf('trainings.read', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    const proofHash = this.queries.proofOf(volunteerId, qualificationId);
    const reader = { accountId: who.accountId, purpose: 'proof', at: this.clock.now() };
    return download(qualificationId, this.desk.proofOf({ volunteerId, proofHash }, reader));
  }

  @Post('qualifications')
  @Permit('qualifications.grant')
  async grant(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { issuer, number, ...body }: GrantQualificationDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ qualificationId: string }>> {
    this.#requireAt(who, volunteerId);
    const receipt = await this.desk.grant(
      {
        volunteerId,
        kind: body.kind,
        validFrom: body.validFrom,
        courseId: body.courseId ?? null,
        proofHash: body.proofHash ?? null,
        validUntil: body.validUntil ?? null,
        paper: { issuer, number },
        grantorVolunteerId: who.volunteerId ?? null,
      },
      meta,
    );
    return new Written(receipt, { qualificationId: receipt.qualificationId }, true);
  }

  @Put('qualifications/:qualificationId/revocation')
  @Permit('qualifications.grant')
  async revoke(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Param('qualificationId', ParseUUIDPipe) qualificationId: string,
    @Body() { reason }: RevokeQualificationDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ qualificationId: string }>> {
    this.#requireAt(who, volunteerId);
    const grantorVolunteerId = who.volunteerId ?? null;
    const revocation = { volunteerId, qualificationId, reason, grantorVolunteerId };
    return new Written(await this.desk.revoke(revocation, meta), { qualificationId });
  }

  /** Who grants for the place where the volunteer is at home. */
  #requireAt(who: Principal, volunteerId: string): void {
    who.require('qualifications.grant', placeOf(this.queries.volunteer(volunteerId)));
  }
}
