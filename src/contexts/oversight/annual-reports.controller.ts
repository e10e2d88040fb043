import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import { DivisionCodePipe } from '../../http/division-code.pipe.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
import { AnnualReports, type ScopedReport } from './annual-reports.handlers.js';
import { annualReportPage } from './annual-report.pages.js';
import { AnnualReportDto } from './oversight.dto.js';

/** The yearly report on recording and certification, open to everybody (Order 67 art. 18). */
@ApiTags('statistics')
@Controller('api/v1/annual-reports')
export class AnnualReportsController {
  constructor(private readonly reports: AnnualReports) {}

  @Get('organisations/:organisationId')
  @Public()
  ofOrganisation(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() asked: AnnualReportDto,
  ): ScopedReport {
    return this.reports.ofOrganisation(organisationId, asked);
  }

  /** A division by the digits its code begins with: two for a province, six for a county, twelve. */
  @Get('divisions/:division')
  @Public()
  ofDivision(
    @Param('division', DivisionCodePipe) division: string,
    @Query() asked: AnnualReportDto,
  ): ScopedReport {
    return this.reports.ofDivision(division, asked);
  }
}

/** The same to print; works without JavaScript. */
@ApiExcludeController()
@Controller('annual-reports')
export class AnnualReportPages {
  constructor(private readonly reports: AnnualReports) {}

  @Get('organisations/:organisationId')
  @Public()
  organisation(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() asked: AnnualReportDto,
  ): FastifyReply {
    const report = this.reports.ofOrganisation(organisationId, asked);
    return sendPage(reply, annualReportPage(report, languageOf(request)));
  }

  @Get('divisions/:division')
  @Public()
  division(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('division', DivisionCodePipe) division: string,
    @Query() asked: AnnualReportDto,
  ): FastifyReply {
    const report = this.reports.ofDivision(division, asked);
    return sendPage(reply, annualReportPage(report, languageOf(request)));
  }
}
