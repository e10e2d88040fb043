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
import type { Place, Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { instantOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import {
  CancelSession,
  CloseCourse,
  OfferCourse,
  RecordAttendance,
  ScheduleSession,
  WithdrawAttendance,
} from './domain/course.commands.js';
import { OfferCourseDto, RecordAttendanceDto, ScheduleSessionDto } from './trainings.dto.js';
import { type CourseView, type SessionView, TrainingsQueries } from './trainings.queries.js';

@ApiTags('trainings')
@Controller('api/v1/courses')
export class CoursesController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: TrainingsQueries,
  ) {}

  @Post()
  @Permit('trainings.manage')
  async offer(
    @Body() body: OfferCourseDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ courseId: string }>> {
    const { organisationId, stationId = null, leadsTo = null } = body;
    const divisionCode = this.queries.divisionOf(organisationId);
    who.require('trainings.manage', placeOf({ organisationId, stationId, divisionCode }));
    const courseId = deriveId(meta.commandId, 'course');
    const data = { ...body, courseId, stationId, divisionCode, leadsTo };
    const receipt = await this.dispatcher.dispatch(new OfferCourse(data, meta));
    return new Written(receipt, { courseId }, true);
  }

  @Get()
  @Permit('trainings.list')
  courses(@Query('after') after?: string): Page<CourseView> {
    return pageOf(this.queries.courses(after), ({ courseId }) => courseId);
  }

  @Get(':courseId')
  @Permit('trainings.list')
  course(@Param('courseId', ParseUUIDPipe) courseId: string): CourseView {
    return this.queries.course(courseId);
  }

  @Put(':courseId/closing')
  @Permit('trainings.manage')
  async close(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ courseId: string }>> {
    who.require('trainings.manage', placeOf(this.queries.course(courseId)));
    const receipt = await this.dispatcher.dispatch(new CloseCourse({ courseId }, meta));
    return new Written(receipt, { courseId });
  }

  @Post(':courseId/sessions')
  @Permit('trainings.manage')
  async schedule(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Body() body: ScheduleSessionDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ sessionId: string }>> {
    who.require('trainings.manage', placeOf(this.queries.course(courseId)));
    const sessionId = deriveId(meta.commandId, 'session');
    const startsAt = instantOf(Date.parse(body.startsAt));
    const endsAt = instantOf(Date.parse(body.endsAt));
    const data = { courseId, sessionId, startsAt, endsAt, place: body.place };
    const receipt = await this.dispatcher.dispatch(new ScheduleSession(data, meta));
    return new Written(receipt, { sessionId }, true);
  }

  @Get(':courseId/sessions')
  @Permit('trainings.list')
  sessions(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Query('after') after?: string,
  ): Page<SessionView> {
    const rows = this.queries.sessions(this.queries.course(courseId).courseId, after);
    return pageOf(rows, ({ startsAt, sessionId }) => `${startsAt}/${sessionId}`);
  }

  @Put(':courseId/sessions/:sessionId/cancellation')
  @Permit('trainings.manage')
  async cancel(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ sessionId: string }>> {
    who.require('trainings.manage', placeOf(this.queries.course(courseId)));
    const receipt = await this.dispatcher.dispatch(
      new CancelSession({ courseId, sessionId }, meta),
    );
    return new Written(receipt, { sessionId });
  }

  @Post(':courseId/sessions/:sessionId/attendance')
  @Permit('trainings.manage')
  async record(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Body() body: RecordAttendanceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<RecordAttendanceDto>> {
    who.require('trainings.manage', placeOf(this.queries.course(courseId)));
    this.queries.volunteer(body.volunteerId);
    const recorder = { recorder: who.accountId, recorderVolunteerId: who.volunteerId ?? null };
    const data = { ...body, ...recorder, courseId, sessionId, now: meta.at };
    const receipt = await this.dispatcher.dispatch(new RecordAttendance(data, meta));
    return new Written(receipt, body, true);
  }

  @Delete(':courseId/sessions/:sessionId/attendance/:volunteerId')
  @Permit('trainings.manage')
  async withdraw(
    @Param('courseId', ParseUUIDPipe) courseId: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    who.require('trainings.manage', placeOf(this.queries.course(courseId)));
    const recorder = { recorder: who.accountId, recorderVolunteerId: who.volunteerId ?? null };
    const data = { courseId, sessionId, volunteerId, ...recorder };
    const receipt = await this.dispatcher.dispatch(new WithdrawAttendance(data, meta));
    return new Written(receipt, { volunteerId });
  }
}

function placeOf(of: {
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly divisionCode: string;
}): Place {
  return { ...of, stationId: of.stationId ?? undefined };
}
