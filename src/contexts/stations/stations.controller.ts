import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandMeta } from '../../kernel/message.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { NameSignatories, RegisterOrganisation } from './domain/organisation.commands.js';
import { OpenStation } from './domain/station.commands.js';
import { NameSignatoriesDto, OpenStationDto, RegisterOrganisationDto } from './stations.dto.js';
import { type OrganisationView, StationsQueries, type StationView } from './stations.queries.js';

@ApiTags('stations')
@Controller('api/v1')
export class StationsController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: StationsQueries,
    private readonly vault: Vault,
  ) {}

  @Post('organisations')
  @Permit('organisations.manage')
  async register(
    @Body() body: RegisterOrganisationDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', { divisionCode: body.divisionCode });
    const organisationId = deriveId(meta.commandId, 'organisation');
    const data = { ...body, organisationId, creditCode: body.creditCode ?? null };
    const receipt = await this.dispatcher.dispatch(new RegisterOrganisation(data, meta));
    return new Written(receipt, { organisationId }, true);
  }

  @Put('organisations/:organisationId/signatories')
  @Permit('organisations.manage')
  async nameSignatories(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: NameSignatoriesDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    const { divisionCode } = this.queries.organisation(organisationId);
    who.require('organisations.manage', { organisationId, divisionCode });
    const receipt = await this.dispatcher.dispatch(new NameSignatories({ organisationId }, meta));
    // After it: a refusal must change nothing. The repeat of an old request finishes what a crash
    // left, but only while nobody has named others since.
    if (
      !receipt.repeated ||
      this.queries.organisation(organisationId).revision <= receipt.revision
    ) {
      this.vault.put(documentKeys.signatories(organisationId), {
        personInCharge: body.personInCharge,
        handler: body.handler,
      });
    }
    return new Written(receipt, { organisationId });
  }

  @Get('organisations')
  @Permit('organisations.read')
  organisations(@Query('after') after?: string): Page<OrganisationView> {
    return pageOf(this.queries.organisations(after), (row) => row.organisationId);
  }

  @Get('organisations/:organisationId')
  @Permit('organisations.read')
  organisation(@Param('organisationId', ParseUUIDPipe) organisationId: string): OrganisationView {
    return this.queries.organisation(organisationId);
  }

  @Post('stations')
  @Permit('stations.manage')
  async open(
    @Body() body: OpenStationDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ stationId: string }>> {
    const { organisationId } = this.queries.organisation(body.organisationId);
    who.require('stations.manage', { organisationId, divisionCode: body.divisionCode });
    const stationId = deriveId(meta.commandId, 'station');
    const receipt = await this.dispatcher.dispatch(new OpenStation({ ...body, stationId }, meta));
    return new Written(receipt, { stationId }, true);
  }

  @Get('stations')
  @Permit('organisations.read')
  stations(
    @Query('division') division?: string,
    @Query('after') after?: string,
  ): Page<StationView> {
    return pageOf(this.queries.stations(division, after), (row) => row.stationId);
  }

  @Get('stations/:stationId')
  @Permit('organisations.read')
  station(@Param('stationId', ParseUUIDPipe) stationId: string): StationView {
    return this.queries.station(stationId);
  }
}
