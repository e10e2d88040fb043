import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { InspectionDesk } from './inspections.handlers.js';
import { InspectionQueries, type InspectionView } from './inspections.queries.js';
import { DrawSampleDto } from './oversight.dto.js';
import { StatisticsQueries } from './statistics.queries.js';

@ApiTags('inspections')
@Controller('api/v1')
export class InspectionsController {
  constructor(
    private readonly desk: InspectionDesk,
    private readonly queries: InspectionQueries,
    private readonly organisations: StatisticsQueries,
    private readonly clock: Clock,
  ) {}

  /** Draws records by a lot that anybody can draw again from the seed and the list. */
  @Post('organisations/:organisationId/inspections')
  @Permit('inspections.draw')
  async draw(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: DrawSampleDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ inspectionId: string }>> {
    who.require('inspections.draw', this.organisations.organisation(organisationId));
    const receipt = await this.desk.draw(organisationId, body, meta);
    return new Written(receipt, { inspectionId: receipt.inspectionId }, true);
  }

  @Get('organisations/:organisationId/inspections')
  @Permit('inspections.draw')
  list(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<InspectionView> {
    who.require('inspections.draw', this.organisations.organisation(organisationId));
    return pageOf(this.queries.of(organisationId, after), (row) => row.inspectionId);
  }

  /** The evidence for every drawn record, as a ZIP archive with a manifest of hashes. */
  @Get('inspections/:inspectionId/package')
  @Permit('inspections.draw')
  @ApiProduces('application/zip')
  @Header('cache-control', 'no-store')
  package(
    @Param('inspectionId', ParseUUIDPipe) inspectionId: string,
    @Who() who: Principal,
  ): StreamableFile {
    const inspection = this.queries.inspection(inspectionId);
    who.require('inspections.draw', this.organisations.organisation(inspection.organisationId));
    const reader = {
      ...{ accountId: who.accountId, purpose: `inspection ${inspectionId}`, at: this.clock.now() },
    };
    return new StreamableFile(this.desk.package(inspection, reader), {
      type: 'application/zip',
      disposition: `attachment; filename="inspection-${inspectionId}.zip"`,
    });
  }
}
