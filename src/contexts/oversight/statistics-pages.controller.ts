import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { pageOf } from '../../http/page.js';
import { PeriodDto } from './oversight.dto.js';
import { StatisticsDesk } from './statistics.handlers.js';
import { organisationsPage, statisticsPage } from './statistics.pages.js';
import { StatisticsQueries } from './statistics.queries.js';

/** What anybody sees of an organisation's hours; works without JavaScript. */
@ApiExcludeController()
@Controller('statistics')
export class StatisticsPages {
  constructor(
    private readonly desk: StatisticsDesk,
    private readonly queries: StatisticsQueries,
  ) {}

  @Get()
  @Public()
  organisations(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('after') after = '',
  ): FastifyReply {
    const rows = this.queries.organisations(String(after));
    const page = pageOf(rows, ({ organisationId }) => organisationId);
    return sendPage(reply, organisationsPage(page, languageOf(request)));
  }

  @Get('organisations/:organisationId')
  @Public()
  organisation(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() period: PeriodDto,
  ): FastifyReply {
    const statistics = this.desk.ofOrganisation(organisationId, period);
    const stations = this.queries.stationsOf(organisationId);
    return sendPage(reply, statisticsPage(statistics, stations, languageOf(request)));
  }

  @Get('stations/:stationId')
  @Public()
  station(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query() period: PeriodDto,
  ): FastifyReply {
    const statistics = this.desk.ofStation(stationId, period);
    return sendPage(reply, statisticsPage(statistics, [], languageOf(request)));
  }
}
