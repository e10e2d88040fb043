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
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { instantOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import {
  ApproveProjectDto,
  EnrolDto,
  ScheduleActivityDto,
  ScreenActivityDto,
} from './activities.dto.js';
import { ActivitiesQueries, type ActivityView, type ProjectView } from './activities.queries.js';
import {
  ApproveProject,
  CancelActivity,
  ScheduleActivity,
  ScreenActivity,
  WithdrawEnrolment,
} from './domain/activity.commands.js';
import { ParticipationDesk } from './participation.handlers.js';

@ApiTags('activities')
@Controller('api/v1')
export class ActivitiesController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ActivitiesQueries,
    private readonly desk: ParticipationDesk,
    private readonly vault: Vault,
  ) {}

  @Post('projects')
  @Permit('projects.manage')
  async approve(
    @Body() body: ApproveProjectDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ projectId: string }>> {
    const divisionCode = this.queries.divisionOf(body.organisationId);
    who.require('projects.manage', { ...body, divisionCode });
    const projectId = deriveId(meta.commandId, 'project');
    const data = { ...body, projectId, stationId: body.stationId ?? null };
    const receipt = await this.dispatcher.dispatch(new ApproveProject(data, meta));
    return new Written(receipt, { projectId }, true);
  }

  @Get('projects/:projectId')
  @Permit('activities.read')
  project(@Param('projectId', ParseUUIDPipe) projectId: string): ProjectView {
    return this.queries.project(projectId);
  }

  @Post('activities')
  @Permit('activities.manage')
  async schedule(
    @Body() body: ScheduleActivityDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ activityId: string; shiftIds: string[] }>> {
    const { organisationId, stationId, from, to } = this.queries.project(body.projectId);
    const { divisionCode } = body;
    who.require('activities.manage', {
      organisationId,
      divisionCode,
      stationId: stationId ?? undefined,
    });
    const activityId = deriveId(meta.commandId, 'activity');
    const shifts = body.shifts.map((shift, index) => ({
      shiftId: deriveId(activityId, 'shift', index),
      startsAt: instantOf(Date.parse(shift.startsAt)),
      endsAt: instantOf(Date.parse(shift.endsAt)),
      capacity: shift.capacity,
    }));
    const { leader, ...published } = body;
    const data = {
      ...published,
      activityId,
      organisationId,
      stationId,
      shifts,
      projectFrom: from,
      projectTo: to,
    };
    const receipt = await this.dispatcher.dispatch(new ScheduleActivity(data, meta));
    // After it: a refusal, also of a key that came before with another body, must change nothing.
    this.vault.put(documentKeys.activityPeople(activityId), { leader });
    return new Written(receipt, { activityId, shiftIds: shifts.map((s) => s.shiftId) }, true);
  }

  @Get('activities')
  @Permit('activities.read')
  activities(@Query('after') after?: string): Page<ActivityView> {
    return pageOf(this.queries.activities(after), cursorOf);
  }

  @Get('activities/:activityId')
  @Permit('activities.read')
  activity(@Param('activityId', ParseUUIDPipe) activityId: string): ActivityView {
    return this.queries.activity(activityId);
  }

  @Put('activities/:activityId/screening')
  @Permit('projects.manage')
  async screen(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Body() { findings }: ScreenActivityDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ activityId: string }>> {
    who.require('projects.manage', placeOf(this.queries.activity(activityId)));
    const receipt = await this.dispatcher.dispatch(
      new ScreenActivity({ activityId, findings }, meta),
    );
    return new Written(receipt, { activityId });
  }

  @Put('activities/:activityId/cancellation')
  @Permit('activities.manage')
  async cancel(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ activityId: string }>> {
    who.require('activities.manage', placeOf(this.queries.activity(activityId)));
    const receipt = await this.dispatcher.dispatch(new CancelActivity({ activityId }, meta));
    return new Written(receipt, { activityId });
  }

  @Post('activities/:activityId/shifts/:shiftId/enrolments')
  @Permit('activities.enrol')
  async enrol(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Param('shiftId', ParseUUIDPipe) shiftId: string,
    @Body() { volunteerId, acknowledgesNotice }: EnrolDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ shiftId: string; volunteerId: string }>> {
    const place = placeOf(this.queries.activity(activityId));
    who.requireOrSelf('activities.enrol', place, volunteerId);
    const enrolment = { activityId, shiftId, volunteerId, at: meta.at };
    const acknowledges = acknowledgesNotice ?? null;
    const receipt = await this.desk.enrol({ ...enrolment, acknowledges }, meta);
    return new Written(receipt, { shiftId, volunteerId }, true);
  }

  @Delete('activities/:activityId/shifts/:shiftId/enrolments/:volunteerId')
  @Permit('activities.enrol')
  async withdraw(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Param('shiftId', ParseUUIDPipe) shiftId: string,
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ shiftId: string; volunteerId: string }>> {
    const place = placeOf(this.queries.activity(activityId));
    who.requireOrSelf('activities.enrol', place, volunteerId);
    const data = { activityId, shiftId, volunteerId, at: meta.at };
    const receipt = await this.dispatcher.dispatch(new WithdrawEnrolment(data, meta));
    return new Written(receipt, { shiftId, volunteerId });
  }
}

function placeOf({ organisationId, stationId, divisionCode }: ActivityView) {
  return { organisationId, divisionCode, stationId: stationId ?? undefined };
}

function cursorOf({ startsAt, activityId }: ActivityView): string {
  return `${startsAt}/${activityId}`;
}
