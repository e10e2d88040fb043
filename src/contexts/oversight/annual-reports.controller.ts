import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import { DivisionCodePipe } from '../../http/division-code.pipe.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
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
    @Lang() lang: Language,
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() asked: AnnualReportDto,
  ): PageContent {
    const report = this.reports.ofOrganisation(organisationId, asked);
    return annualReportPage(report, lang);
  }

  @Get('divisions/:division')
  @Public()
  division(
    @Lang() lang: Language,
    @Param('division', DivisionCodePipe) division: string,
    @Query() asked: AnnualReportDto,
  ): PageContent {
    const report = this.reports.ofDivision(division, asked);
    return annualReportPage(report, lang);
  }
}
