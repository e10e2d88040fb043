import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import { PeriodDto } from './oversight.dto.js';
import { type ScopedStatistics, StatisticsDesk } from './statistics.handlers.js';

/** Open to everybody: how the hours of an organisation are known. */
@ApiTags('statistics')
@Controller('api/v1/statistics')
export class StatisticsController {
  constructor(private readonly desk: StatisticsDesk) {}

  @Get('organisations/:organisationId')
  @Public()
  ofOrganisation(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() period: PeriodDto,
  ): ScopedStatistics {
    return this.desk.ofOrganisation(organisationId, period);
  }

  @Get('stations/:stationId')
  @Public()
  ofStation(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query() period: PeriodDto,
  ): ScopedStatistics {
    return this.desk.ofStation(stationId, period);
  }
}
