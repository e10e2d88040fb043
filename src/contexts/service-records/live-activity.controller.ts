import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { SseConnections } from '../../http/sse.js';
import { LiveActivities } from './live-activity.handlers.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

@ApiTags('sign-in')
@Controller('api/v1')
export class LiveActivityController {
  constructor(
    private readonly queries: ServiceRecordsQueries,
    private readonly connections: SseConnections,
    private readonly live: LiveActivities,
  ) {}

  /**
   * Server-sent events for the screen at the activity: `codes` (as sign-in-codes) at once and when
   * they change, `attendance` `{signedIn, signedOut}` of today at once and when it changes.
   */
  @Get('activities/:activityId/live')
  @ApiProduces('text/event-stream')
  @Permit('activities.show-codes')
  watch(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): void {
    const { organisationId, stationId, divisionCode } = this.queries.activity(activityId);
    const place = { organisationId, divisionCode, stationId: stationId ?? undefined };
    who.require('activities.show-codes', place);
    this.live.watch(activityId, this.connections.open(request, reply));
  }
}
