import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import type { Registration } from './domain/registration.js';
import { type ProfileReader, VolunteerDirectory } from './domain/volunteer-directory.js';
import { reject } from './domain/volunteers.rejections.js';
import { ListVolunteersDto, ReadVolunteerDto, RegisterVolunteerDto } from './volunteers.dto.js';
import { VolunteersQueries } from './volunteers.queries.js';
import { fullView, maskedView, type VolunteerView } from './volunteer-view.js';

const PURPOSE_CHARACTERS_MIN = 2;

@ApiTags('volunteers')
@Controller('api/v1/volunteers')
export class VolunteersController {
  constructor(
    private readonly directory: VolunteerDirectory,
    private readonly queries: VolunteersQueries,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('volunteers.register')
  async register(
    @Body() body: RegisterVolunteerDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ volunteerId: string; volunteerNo: string }>> {
    const { divisionCode, stationId, organisationId } = body;
    who.require('volunteers.register', { divisionCode, stationId, organisationId });
    const { receipt, ...volunteer } = await this.directory.register(registrationOf(body), meta);
    return new Written(receipt, volunteer, true);
  }

  @Get()
  @Permit('volunteers.read')
  list(
    @Query() query: ListVolunteersDto,
    @Who() who: Principal,
  ): { items: readonly VolunteerView[]; next: string | null } {
    const { division, station, organisation, after, limit } = query;
    const place = { divisionCode: division, stationId: station, organisationId: organisation };
    who.require('volunteers.read', place);
    const filter = { divisionPrefix: division, stationId: station, organisationId: organisation };
    const rows = this.queries.volunteers({ ...filter, after, limit });
    const reader = this.#reader(who, 'list');
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => maskedView(row, this.directory.profile(row.volunteerId, reader))),
      next: last?.volunteerId ?? null,
    };
  }

  /** Masked, unless somebody asks in full and says what for, or it is about oneself. */
  @Get(':volunteerId')
  @Permit('volunteers.read')
  volunteer(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Query() { full, purpose }: ReadVolunteerDto,
    @Who() who: Principal,
  ): VolunteerView {
    const row = this.queries.volunteer(volunteerId);
    const { stationId, organisationId, divisionCode } = row;
    const place = {
      divisionCode,
      stationId: stationId ?? '',
      organisationId: organisationId ?? '',
    };
    who.requireOrSelf('volunteers.read', place, volunteerId);
    if (who.isSelf('volunteers.read', volunteerId)) {
      return fullView(row, this.directory.profile(volunteerId, this.#reader(who, 'self')));
    }
    if (!full) {
      return maskedView(row, this.directory.profile(volunteerId, this.#reader(who, 'masked')));
    }
    const stated = purpose.trim();
    if ([...stated].length < PURPOSE_CHARACTERS_MIN) reject('volunteers/purpose-missing');
    return fullView(row, this.directory.profile(volunteerId, this.#reader(who, stated)));
  }

  #reader({ accountId }: Principal, purpose: string): ProfileReader {
    return { accountId, purpose, at: this.clock.now() };
  }
}

function registrationOf(body: RegisterVolunteerDto): Registration {
  const { declaredTrue, privacyVersion, guardian, serviceCategories } = body;
  const { name, sex, birthDate, idType, idNumber, divisionCode, address, phone, skills } = body;
  return {
    person: {
      ...{ name, sex, birthDate, idType, idNumber, divisionCode, address, phone, skills },
      guardian: guardian ? { name: guardian.name, phone: guardian.phone } : null,
    },
    serviceCategories,
    consent: { declaredTrue, privacyVersion, guardianAgrees: guardian?.agrees ?? false },
    volunteerNo: body.volunteerNo ?? null,
    stationId: body.stationId ?? null,
    organisationId: body.organisationId ?? null,
  };
}
