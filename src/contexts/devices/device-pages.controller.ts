import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { type AuthenticatedRequest, Permit, Public, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { pageOf } from '../../http/page.js';
import { logInFirst, type PageAnswer, SeeOther } from '../../http/page-answer.js';
import type { Principal } from '../../http/principal.js';
import { metaWithKey } from '../../http/request-meta.js';
import { newId } from '../../platform/ids.js';
import { announcedPage, devicesPage } from './device.pages.js';
import { AnnounceDeviceDto, RevokeDeviceDto } from './devices.dto.js';
import { DeviceDesk } from './devices.handlers.js';
import { DevicesQueries } from './devices.queries.js';

export class AnnounceFormDto extends AnnounceDeviceDto {
  @IsString()
  @Length(8, 100)
  key!: string;
}

export class RevokeFormDto extends RevokeDeviceDto {
  @IsString()
  @Length(8, 100)
  key!: string;

  @IsUUID()
  deviceId!: string;
}

/** Staff's list of their devices, with gaps in plain sight; works without JavaScript. */
@ApiExcludeController()
@Controller('station-devices/:stationId')
export class DevicePages {
  constructor(
    private readonly desk: DeviceDesk,
    private readonly queries: DevicesQueries,
  ) {}

  @Get()
  @Public()
  list(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Query('after') after: string | undefined,
    @Req() { principal }: AuthenticatedRequest,
    @Lang() lang: Language,
  ): PageAnswer {
    if (!principal) return logInFirst(`/station-devices/${stationId}`, lang);
    const station = this.queries.station(stationId);
    principal.require('devices.read', station);
    const rows = this.queries.devicesAt(stationId, after);
    const { items, next } = pageOf(
      rows.map((row) => this.desk.viewOf(row)),
      ({ deviceId }) => deviceId,
    );
    const mayManage = principal.may('devices.manage', station);
    const list = { station, devices: items, next, mayManage, newKey: newId };
    return devicesPage(list, lang);
  }

  @Post()
  @Permit('devices.manage')
  async announce(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Body() { key, ...wanted }: AnnounceFormDto,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<PageContent> {
    who.require('devices.manage', this.queries.station(stationId));
    const meta = metaWithKey(request, key);
    const { announced } = await this.desk.announce({ ...wanted, stationId }, meta);
    return announcedPage(stationId, announced, lang);
  }

  @Post('revocations')
  @Permit('devices.manage')
  async revoke(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Body() { key, deviceId, reason }: RevokeFormDto,
    @Who() who: Principal,
    @Req() request: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<SeeOther> {
    who.require('devices.manage', this.queries.station(stationId));
    this.queries.deviceAt(stationId, deviceId);
    await this.desk.revoke(deviceId, reason, metaWithKey(request, key));
    return new SeeOther(`/station-devices/${stationId}?lang=${lang}`);
  }
}
