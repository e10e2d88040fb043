import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Permission } from '../../http/permissions.js';
import type { Place, Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import {
  ConsentPathDto,
  GiveConsentDto,
  GiveGuardianConsentDto,
  LeaveServiceDto,
} from './consents.dto.js';
import { ConsentDesk } from './consents.handlers.js';
import { type ConsentsView, VolunteersQueries } from './volunteers.queries.js';

@ApiTags('consents')
@Controller('api/v1/volunteers/:volunteerId')
export class ConsentsController {
  constructor(
    private readonly desk: ConsentDesk,
    private readonly queries: VolunteersQueries,
  ) {}

  @Get('consents')
  @Permit('volunteers.read')
  consents(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): ConsentsView {
    this.#require(who, 'volunteers.read', volunteerId);
    return this.queries.consents(volunteerId);
  }

  /** Staff record what the guardian signed. */
  @Post('guardian-consent')
  @Permit('volunteers.register')
  async giveGuardianConsent(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: GiveGuardianConsentDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string; consentId: string }>> {
    this.#require(who, 'volunteers.register', volunteerId);
    const receipt = await this.desk.giveGuardianConsent({ ...body, volunteerId }, meta);
    return new Written(receipt, { volunteerId, consentId: receipt.consentId }, true);
  }

  @Delete('guardian-consent')
  @Permit('volunteers.register')
  async withdrawGuardianConsent(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    this.#require(who, 'volunteers.register', volunteerId);
    return new Written(await this.desk.withdrawGuardianConsent(volunteerId, meta), { volunteerId });
  }

  @Put('consents/:purpose')
  @Permit('volunteers.consent')
  async giveConsent(
    @Param() { volunteerId, purpose }: ConsentPathDto,
    @Body() body: GiveConsentDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string; purpose: string }>> {
    this.#require(who, 'volunteers.consent', volunteerId);
    const receipt = await this.desk.giveConsent({ ...body, volunteerId, purpose }, meta);
    return new Written(receipt, { volunteerId, purpose });
  }

  @Delete('consents/:purpose')
  @Permit('volunteers.consent')
  async withdrawConsent(
    @Param() { volunteerId, purpose }: ConsentPathDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string; purpose: string }>> {
    this.#require(who, 'volunteers.consent', volunteerId);
    const receipt = await this.desk.withdrawConsent(volunteerId, purpose, meta);
    return new Written(receipt, { volunteerId, purpose });
  }

  @Put('departure')
  @Permit('volunteers.consent')
  async leave(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() { reason }: LeaveServiceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    const permission = reason === 'own-wish' ? 'volunteers.consent' : 'volunteers.register';
    this.#require(who, permission, volunteerId);
    return new Written(await this.desk.leave(volunteerId, reason, meta), { volunteerId });
  }

  @Delete('departure')
  @Permit('volunteers.register')
  async return(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string }>> {
    this.#require(who, 'volunteers.register', volunteerId);
    return new Written(await this.desk.return(volunteerId, meta), { volunteerId });
  }

  #require(who: Principal, permission: Permission, volunteerId: string): void {
    const { stationId, organisationId, divisionCode } = this.queries.volunteer(volunteerId);
    const place: Place = {
      divisionCode,
      stationId: stationId ?? undefined,
      organisationId: organisationId ?? undefined,
    };
    who.requireOrSelf(permission, place, volunteerId);
  }
}
