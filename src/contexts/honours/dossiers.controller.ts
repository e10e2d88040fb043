import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { DossierPathDto, DossierQueryDto } from './dossier.dto.js';
import { DossierDesk } from './dossier.handlers.js';
import { dossierPage } from './dossier.pages.js';
import { DossierQueries, type Subject } from './dossier.queries.js';
import type { DossierView } from './dossier.views.js';

/** Candidates' dossiers for the "four 100" rounds: as data, and as a page that prints. */
@ApiTags('honours')
@Controller()
export class DossiersController {
  constructor(
    private readonly desk: DossierDesk,
    private readonly queries: DossierQueries,
  ) {}

  @Get('api/v1/dossiers/:kind/:id')
  @Permit('honours.dossier')
  dossier(
    @Param() subject: DossierPathDto,
    @Query() { activeServices }: DossierQueryDto,
    @Who() who: Principal,
  ): DossierView {
    return this.#dossierFor(who, subject, activeServices);
  }

  @Get('dossiers/:kind/:id')
  @Permit('honours.dossier')
  @ApiExcludeEndpoint()
  page(
    @Param() subject: DossierPathDto,
    @Query() { activeServices }: DossierQueryDto,
    @Who() who: Principal,
    @Lang() lang: Language,
  ): PageContent {
    return dossierPage(this.#dossierFor(who, subject, activeServices), lang);
  }

  #dossierFor(who: Principal, { kind, id }: Subject, activeServices?: number): DossierView {
    const place = placeOf(this.queries.subject({ kind, id }));
    if (kind === 'volunteer') who.requireOrSelf('honours.dossier', place, id);
    else who.require('honours.dossier', place);
    const { accountId } = who;
    return this.desk.dossier({ kind, id, activeServices: activeServices ?? null, accountId });
  }
}
