import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { ScanDto } from './service-records.dto.js';
import { ServiceRecordsQueries } from './service-records.queries.js';
import { type ScreenCodes, signedOf, SignInDesk } from './sign-in.handlers.js';

@ApiTags('sign-in')
@Controller('api/v1')
export class SignInController {
  constructor(
    private readonly desk: SignInDesk,
    private readonly queries: ServiceRecordsQueries,
  ) {}

  /** What the screen at the activity shows, for the next half minute. */
  @Get('activities/:activityId/sign-in-codes')
  @Permit('activities.show-codes')
  codes(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Who() who: Principal,
  ): ScreenCodes {
    const { organisationId, stationId, divisionCode } = this.queries.activity(activityId);
    const place = { organisationId, divisionCode, stationId: stationId ?? undefined };
    who.require('activities.show-codes', place);
    return this.desk.screen(activityId);
  }

  @Post('sign-ins')
  @Permit('records.sign-in')
  async signIn(
    @Body() scan: ScanDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ recordId: string | null }>> {
    const receipt = await this.desk.scan('in', { ...scan, volunteerId: volunteerOf(who) }, meta);
    return new Written(receipt, { recordId: signedOf(receipt).recordId }, !receipt.repeated);
  }

  @Post('sign-outs')
  @Permit('records.sign-in')
  async signOut(
    @Body() scan: ScanDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<ReturnType<typeof signedOf>>> {
    const receipt = await this.desk.scan('out', { ...scan, volunteerId: volunteerOf(who) }, meta);
    return new Written(receipt, signedOf(receipt), !receipt.repeated);
  }
}

export function volunteerOf(who: Principal): string {
  if (who.volunteerId === undefined) throw new Rejection('service-records/not-a-volunteer');
  return who.volunteerId;
}
