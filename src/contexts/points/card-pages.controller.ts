import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import { type RefusalCatalogue, Rejection } from '../../kernel/rejection.js';
import { balancePage, noCardPage } from './card.pages.js';
import { PickUpCodes } from './pick-up-codes.js';
import { PointsQueries } from './points.queries.js';

/**
 * What the QR code on a points card opens: balance and statement, without log-in and without a name.
 * The seal in the address is the key: whoever holds the card may read it, nobody else can find it.
 */
@ApiExcludeController()
@Controller('p')
export class CardPages {
  constructor(
    private readonly queries: PointsQueries,
    private readonly codes: PickUpCodes,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  @Get(':accountId')
  @Public()
  balance(
    @Param('accountId') accountId: string,
    @Query() { k: seal, after }: Readonly<Record<string, string | undefined>>,
    @Lang() lang: Language,
  ): PageContent {
    if (!this.codes.isSealOf(accountId, String(seal ?? ''))) {
      const refused = new Rejection('points/card-invalid');
      const { status, text } = textOf(this.refusals, refused, lang);
      return { ...noCardPage(text, lang), status };
    }
    const from = /^\d{1,15}$/.test(after ?? '') ? Number(after) : undefined;
    const holder = this.queries.holder(accountId);
    const content = {
      holder,
      account: this.queries.account(accountId),
      entries: this.queries.statement(holder.accountId, { after: from }),
      seal: String(seal),
    };
    return balancePage(content, lang);
  }
}
