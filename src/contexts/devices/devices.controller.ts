import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AuthenticatedRequest, Permit, Public, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { GuessLimit } from '../../platform/guess-limit.js';
import {
  AnnounceDeviceDto,
  EnrolDeviceDto,
  EnrolPhoneDto,
  RevokeDeviceDto,
} from './devices.dto.js';
import { type Announced, DeviceDesk, type DeviceView } from './devices.handlers.js';
import { DevicesQueries } from './devices.queries.js';

/** One address types at most so many wrong codes in ten minutes. */
const WRONG_CODES_MAX = 20;

@ApiTags('devices')
@Controller('api/v1')
export class DevicesController {
  readonly #guesses: GuessLimit;

  constructor(
    private readonly desk: DeviceDesk,
    private readonly queries: DevicesQueries,
  ) {
    this.#guesses = new GuessLimit(WRONG_CODES_MAX);
  }

  /** The only answer that holds the enrolment code; the same key gives the same code again. */
  @Post('stations/:stationId/devices')
  @Permit('devices.manage')
  async announce(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Body() body: AnnounceDeviceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<Announced>> {
    who.require('devices.manage', this.queries.station(stationId));
    const { receipt, announced } = await this.desk.announce({ ...body, stationId }, meta);
    return new Written(receipt, announced, true);
  }

  /** Called by the device itself: its key is what it is known by from now on. */
  @Post('device-enrolments')
  @Public()
  async enrol(
    @Body() { code, ...key }: EnrolDeviceDto,
    @Req() request: AuthenticatedRequest,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ deviceId: string; stationId: string | null }>> {
    const { receipt, device } = await this.#guesses.guard(request.ip, meta.at, () =>
      this.desk.enrol(code, key, meta),
    );
    const { deviceId, stationId } = device;
    return new Written(receipt, { deviceId, stationId }, true);
  }

  @Get('stations/:stationId/devices')
  @Permit('devices.read')
  list(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<DeviceView> {
    who.require('devices.read', this.queries.station(stationId));
    const rows = this.queries.devicesAt(stationId, after);
    return pageOf(
      rows.map((row) => this.desk.viewOf(row)),
      ({ deviceId }) => deviceId,
    );
  }

  @Put('devices/:deviceId/revocation')
  @Permit('devices.manage')
  async revoke(
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Body() { reason }: RevokeDeviceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ deviceId: string }>> {
    this.#requireAtDevice(who, 'devices.manage', deviceId);
    return new Written(await this.desk.revoke(deviceId, reason, meta), { deviceId });
  }

  /** A volunteer's own phone, so that it may keep scans while it has no network. */
  @Post('me/phones')
  @Permit('records.sign-in')
  async enrolPhone(
    @Body() body: EnrolPhoneDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ deviceId: string }>> {
    const { receipt, deviceId } = await this.desk.enrolPhone(volunteerOf(who), body, meta);
    return new Written(receipt, { deviceId }, true);
  }

  @Get('me/phones')
  @Permit('records.sign-in')
  phones(@Who() who: Principal): Page<DeviceView> {
    const rows = this.queries.phonesOf(volunteerOf(who));
    return pageOf(
      rows.map((row) => this.desk.viewOf(row)),
      ({ deviceId }) => deviceId,
    );
  }

  @Delete('me/phones/:deviceId')
  @Permit('records.sign-in')
  async revokePhone(
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ deviceId: string }>> {
    const isTheirs = this.queries.device(deviceId).volunteerId === volunteerOf(who);
    if (!isTheirs) throw new Rejection('devices/device-unknown');
    return new Written(await this.desk.revoke(deviceId, 'lost', meta), { deviceId });
  }

  #requireAtDevice(who: Principal, permission: Permission, deviceId: string): void {
    const { stationId } = this.queries.device(deviceId);
    if (stationId === null) throw new Rejection('devices/device-unknown');
    who.require(permission, this.queries.station(stationId));
  }
}

/** @throws Rejection `devices/not-a-volunteer` */
export function volunteerOf(who: Principal): string {
  if (who.volunteerId === undefined) throw new Rejection('devices/not-a-volunteer');
  return who.volunteerId;
}
