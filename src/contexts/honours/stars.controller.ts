import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { approverLevelOf } from './approver-level.js';
import type { SchemeId, StarScheme } from './domain/star-scheme.policy.js';
import {
  ApplyForStarDto,
  DecideObjectionDto,
  DecideReviewDto,
  DecideStarDto,
  ObjectToStarDto,
} from './honours.dto.js';
import { HonoursQueries, type StarView } from './honours.queries.js';
import { type Decision, StarDesk } from './stars.handlers.js';

@ApiTags('honours')
@Controller('api/v1')
export class StarsController {
  constructor(
    private readonly desk: StarDesk,
    private readonly queries: HonoursQueries,
    private readonly clock: Clock,
  ) {}

  /** The ladders in force today, with every figure. */
  @Get('star-schemes')
  @Permit('honours.schemes')
  schemes(): Readonly<Record<SchemeId, StarScheme>> {
    return this.desk.schemes(localDateOf(this.clock.now()));
  }

  @Post('volunteers/:volunteerId/star-applications')
  @Permit('honours.apply')
  async apply(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: ApplyForStarDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ applicationId: string }>> {
    who.requireOrSelf('honours.apply', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    const receipt = await this.desk.apply({ ...body, volunteerId }, meta);
    return new Written(receipt, { applicationId: receipt.applicationId }, true);
  }

  @Get('volunteers/:volunteerId/stars')
  @Permit('honours.read')
  stars(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): { readonly items: readonly StarView[] } {
    who.requireOrSelf('honours.read', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    return { items: this.queries.starsOf(volunteerId) };
  }

  /** The work lists of those who approve: `applied`, `objected`, `under-review`. */
  @Get('star-applications')
  @Permit('honours.approve')
  waiting(
    @Who() who: Principal,
    @Query('status') status = 'applied',
    @Query('after') after?: string,
  ): Page<StarView> {
    const mine = ({ volunteerId }: StarView): boolean =>
      who.may('honours.approve', placeOf(this.queries.volunteer(volunteerId)));
    const known = WORK_LISTS.find((list) => list === status) ?? 'applied';
    return pageOf(this.queries.starsWith(known, after), (row) => row.applicationId, mine);
  }

  @Put('star-applications/:applicationId/decision')
  @Permit('honours.approve')
  async decide(
    @Param('applicationId', ParseUUIDPipe) applicationId: string,
    @Body() { outcome }: DecideStarDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ applicationId: string }>> {
    const application = this.queries.star(applicationId);
    const decision = this.#decision(who, application, outcome);
    return new Written(await this.desk.decide(application, decision, meta), { applicationId });
  }

  @Post('star-applications/:applicationId/objections')
  @Permit('honours.object')
  async object(
    @Param('applicationId', ParseUUIDPipe) applicationId: string,
    @Body() { reason }: ObjectToStarDto,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ objectionId: string }>> {
    const receipt = await this.desk.object(this.queries.star(applicationId), reason, meta);
    return new Written(receipt, { objectionId: receipt.objectionId }, true);
  }

  @Put('star-applications/:applicationId/objections/:objectionId/decision')
  @Permit('honours.approve')
  async decideObjection(
    @Param('applicationId', ParseUUIDPipe) applicationId: string,
    @Param('objectionId', ParseUUIDPipe) objectionId: string,
    @Body() { outcome }: DecideObjectionDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ applicationId: string }>> {
    const application = this.queries.star(applicationId);
    const decision = { ...this.#decision(who, application, outcome), objectionId };
    const receipt = await this.desk.decideObjection(application, decision, meta);
    return new Written(receipt, { applicationId });
  }

  /** Hours behind a granted star were voided: it is kept or revoked, by a person. */
  @Put('star-applications/:applicationId/review')
  @Permit('honours.approve')
  async decideReview(
    @Param('applicationId', ParseUUIDPipe) applicationId: string,
    @Body() { outcome }: DecideReviewDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ applicationId: string }>> {
    const application = this.queries.star(applicationId);
    const decision = this.#decision(who, application, outcome);
    const receipt = await this.desk.decideReview(application, decision, meta);
    return new Written(receipt, { applicationId });
  }

  #decision<Outcome extends string>(
    who: Principal,
    { volunteerId }: StarView,
    outcome: Outcome,
  ): Decision<Outcome> {
    const place = placeOf(this.queries.volunteer(volunteerId));
    who.require('honours.approve', place);
    const level = approverLevelOf(who.grants, place);
    return { outcome, volunteerId: who.volunteerId ?? null, level };
  }
}

const WORK_LISTS = ['applied', 'publicised', 'objected', 'under-review'] as const;
