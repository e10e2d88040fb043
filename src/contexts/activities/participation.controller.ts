import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Place, Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { ActivitiesQueries } from './activities.queries.js';
import {
  AcknowledgeRisk,
  ConfirmGuardianPresence,
  NoteInsurance,
  SetRequirements,
} from './domain/activity.commands.js';
import { AcknowledgeRiskDto, NoteInsuranceDto, SetRequirementsDto } from './participation.dto.js';
import { ParticipationQueries, type RequirementsView } from './participation.queries.js';

/** What an activity asks of volunteers, and how they and staff answer. */
@ApiTags('activities')
@Controller('api/v1/activities/:activityId')
export class ParticipationController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly activities: ActivitiesQueries,
    private readonly queries: ParticipationQueries,
  ) {}

  @Get('requirements')
  @Permit('activities.read')
  requirements(@Param('activityId', ParseUUIDPipe) activityId: string): RequirementsView {
    return this.queries.requirements(this.activities.activity(activityId).activityId);
  }

  @Put('requirements')
  @Permit('activities.manage')
  async setRequirements(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Body() body: SetRequirementsDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ activityId: string }>> {
    who.require('activities.manage', this.#placeOf(activityId));
    const { danger, insurance, qualifications, riskNotice = null, minimumAge = null } = body;
    const requirements = { danger, riskNotice, insurance, minimumAge, qualifications };
    const receipt = await this.dispatcher.dispatch(
      new SetRequirements({ activityId, requirements }, meta),
    );
    return new Written(receipt, { activityId });
  }

  @Put('risk-acknowledgements/:volunteerId')
  @Permit('activities.enrol')
  async acknowledgeRisk(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { noticeVersion }: AcknowledgeRiskDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ activityId: string; volunteerId: string }>> {
    who.requireOrSelf('activities.enrol', this.#placeOf(activityId), volunteerId);
    const data = { activityId, volunteerId, noticeVersion };
    const receipt = await this.dispatcher.dispatch(new AcknowledgeRisk(data, meta));
    return new Written(receipt, { activityId, volunteerId });
  }

  @Post('insurances')
  @Permit('activities.manage')
  async noteInsurance(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Body() { volunteerId, ...body }: NoteInsuranceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ insuranceId: string }>> {
    who.require('activities.manage', this.#placeOf(activityId));
    const insuranceId = deriveId(meta.commandId, 'insurance');
    const recorder = meta.actor.accountId;
    const data = { ...body, activityId, insuranceId, recorder, volunteerId: volunteerId ?? null };
    const receipt = await this.dispatcher.dispatch(new NoteInsurance(data, meta));
    return new Written(receipt, { insuranceId }, true);
  }

  /** Staff have seen the guardian of a child that does not come alone. */
  @Put('shifts/:shiftId/guardians/:volunteerId')
  @Permit('activities.manage')
  async confirmGuardian(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Param('shiftId', ParseUUIDPipe) shiftId: string,
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ shiftId: string; volunteerId: string }>> {
    who.require('activities.manage', this.#placeOf(activityId));
    const data = { activityId, shiftId, volunteerId, recorder: meta.actor.accountId };
    const receipt = await this.dispatcher.dispatch(new ConfirmGuardianPresence(data, meta));
    return new Written(receipt, { shiftId, volunteerId });
  }

  #placeOf(activityId: string): Place {
    const { organisationId, stationId, divisionCode } = this.activities.activity(activityId);
    return { organisationId, divisionCode, stationId: stationId ?? undefined };
  }
}
