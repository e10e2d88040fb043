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
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Permission } from '../../http/permissions.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { codeAsTyped } from './domain/household-code.js';
import { reject } from './domain/green-accounts.rejections.js';
import { AddMemberDto, RegisterHouseholdDto } from './green-accounts.dto.js';
import { GreenAccountsDesk } from './green-accounts.handlers.js';
import { GreenAccountsQueries, type HouseholdView } from './green-accounts.queries.js';

interface OfHousehold {
  readonly householdId: string;
}

@ApiTags('green accounts')
@Controller('api/v1/green-accounts')
export class GreenAccountsController {
  constructor(
    private readonly desk: GreenAccountsDesk,
    private readonly queries: GreenAccountsQueries,
  ) {}

  @Post('households')
  @Permit('green-accounts.manage')
  async register(
    @Body() body: RegisterHouseholdDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfHousehold & { code: string }>> {
    const place = this.queries.placeOfStation(body.stationId);
    who.require('green-accounts.manage', place ?? { stationId: body.stationId });
    if (!place) return reject('green-accounts/station-unknown');
    const { contact, address, phone, personIds } = body;
    const { stationId = '', organisationId = '', divisionCode = '' } = place;
    const { receipt, ...answer } = await this.desk.register(
      {
        ...{ contact, address, phone: phone ?? null, personIds: [...new Set(personIds)] },
        place: { stationId, organisationId, divisionCode },
      },
      meta,
    );
    return new Written(receipt, answer, true);
  }

  @Get('households/:householdId')
  @Permit('green-accounts.read')
  household(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Who() who: Principal,
  ): HouseholdView {
    const view = this.queries.household(householdId);
    requireHousehold(who, 'green-accounts.read', view);
    return view;
  }

  /** The household of a card: by the code on it, as a person types it. */
  @Get('codes/:code')
  @Permit('green-accounts.inspect')
  byCode(@Param('code') code: string, @Who() who: Principal): OfHousehold {
    const view = this.queries.householdOfCode(codeAsTyped(code));
    who.require('green-accounts.inspect', view);
    return { householdId: view.householdId };
  }

  @Get('stations/:stationId/households')
  @Permit('green-accounts.manage')
  households(
    @Param('stationId', ParseUUIDPipe) stationId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<HouseholdView> {
    const place = this.queries.placeOfStation(stationId);
    who.require('green-accounts.manage', place ?? { stationId });
    if (!place) return reject('green-accounts/station-unknown');
    return pageOf(this.queries.households(stationId, after), ({ householdId }) => householdId);
  }

  @Post('households/:householdId/members')
  @Permit('green-accounts.manage')
  async addMember(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Body() { personId }: AddMemberDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfHousehold>> {
    who.require('green-accounts.manage', this.queries.household(householdId));
    const receipt = await this.desk.addMember(householdId, personId, meta);
    return new Written(receipt, { householdId }, true);
  }

  @Delete('households/:householdId/members/:personId')
  @Permit('green-accounts.manage')
  async removeMember(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfHousehold>> {
    who.require('green-accounts.manage', this.queries.household(householdId));
    const receipt = await this.desk.removeMember(householdId, personId, meta);
    return new Written(receipt, { householdId });
  }

  /** The household moves away: points that nobody reserved are forfeited. */
  @Put('households/:householdId/closing')
  @Permit('green-accounts.manage')
  async close(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfHousehold>> {
    who.require('green-accounts.manage', this.queries.household(householdId));
    return new Written(await this.desk.close(householdId, meta), { householdId });
  }
}

/** About one's own household, or one at a place where the role counts. */
export function requireHousehold(
  who: Principal,
  permission: Permission,
  household: HouseholdView,
): void {
  const self = household.personIds.some((personId) => who.isSelf(permission, personId));
  if (!self) who.require(permission, household);
}
