import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
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
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { InspectionDesk } from './inspections.handlers.js';
import { deriveId } from '../../platform/ids.js';
import { InspectionPackages } from './inspection-packages.handlers.js';
import { InspectionQueries, type InspectionView } from './inspections.queries.js';
import { DrawSampleDto } from './oversight.dto.js';
import { StatisticsQueries } from './statistics.queries.js';

@ApiTags('inspections')
@Controller('api/v1')
export class InspectionsController {
  constructor(
    private readonly desk: InspectionDesk,
    private readonly packages: InspectionPackages,
    private readonly queries: InspectionQueries,
    private readonly organisations: StatisticsQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Announces a draw and draws it: by the first checkpoint that the log signs over the announcement,
   * so that nobody can pick the lot and anybody can draw it again. `drawn` is false when the log
   * did not sign in time; the draw is then made by `PUT …/draw`.
   */
  @Post('organisations/:organisationId/inspections')
  @Permit('inspections.draw')
  async draw(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: DrawSampleDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ inspectionId: string; drawn: boolean }>> {
    who.require('inspections.draw', this.organisations.organisation(organisationId));
    const announced = await this.desk.announce(organisationId, body, meta);
    const { inspectionId } = announced;
    const drawn = await this.desk.draw(inspectionId, drawMeta(inspectionId, meta)).catch(notYet);
    return new Written(drawn ?? announced, { inspectionId, drawn: drawn !== null }, true);
  }

  /** Draws what was announced and not drawn yet; whoever does it, the lot is the same. */
  @Put('inspections/:inspectionId/draw')
  @Permit('inspections.draw')
  async drawAnnounced(
    @Param('inspectionId', ParseUUIDPipe) inspectionId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ inspectionId: string; drawn: boolean }>> {
    const { organisationId } = this.queries.inspection(inspectionId);
    who.require('inspections.draw', this.organisations.organisation(organisationId));
    const receipt = await this.desk.draw(inspectionId, meta);
    return new Written(receipt, { inspectionId, drawn: true });
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
    return new StreamableFile(this.packages.archive(inspection, reader), {
      type: 'application/zip',
      disposition: `attachment; filename="inspection-${inspectionId}.zip"`,
    });
  }
}

/** The second step of one request: the same for every repetition of it. */
function drawMeta(inspectionId: string, meta: CommandMeta): CommandMeta {
  return { ...meta, commandId: deriveId(meta.commandId, 'draw'), inputHash: inspectionId };
}

function notYet(error: unknown): null {
  if (error instanceof Rejection && error.code === 'oversight/not-in-log-yet') return null;
  throw error;
}
