import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
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
  organisations(@Lang() lang: Language, @Query('after') after = ''): PageContent {
    const rows = this.queries.organisations(String(after));
    const page = pageOf(rows, ({ organisationId }) => organisationId);
    return organisationsPage(page, lang);
  }

  @Get('organisations/:organisationId')
  @Public()
  organisation(
    @Lang() lang: Language,
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() period: PeriodDto,
  ): PageContent {
    const statistics = this.desk.ofOrganisation(organisationId, period);
    const stations = this.queries.stationsOf(organisationId);
    return statisticsPage(statistics, stations, lang);
  }

  @Get('stations/:stationId')
  @Public()
  station(
    @Lang() lang: Language,
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query() period: PeriodDto,
  ): PageContent {
    const statistics = this.desk.ofStation(stationId, period);
    return statisticsPage(statistics, [], lang);
  }
}
