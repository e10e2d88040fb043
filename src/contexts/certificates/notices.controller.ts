import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import { PAGE_SIZE } from '../../http/page.js';
import { localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { CertificatesQueries } from './certificates.queries.js';
import type { StoredCertificate } from './credential-store.handlers.js';
import { type Notice, noticePage } from './notices.pages.js';
import { type NoticeRow, RegisterQueries } from './register.queries.js';

/** What a unit publicises of its issues (G149): with consent, masked, for the days of the policy. */
@ApiExcludeController()
@Controller('notices')
export class NoticePages {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly register: RegisterQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  @Get(':organisationId')
  @Public()
  board(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query('after') after: unknown,
    @Lang() lang: Language,
  ): PageContent {
    const { legalName, phone } = this.queries.issuer(organisationId);
    const day = localDateOf(this.clock.now());
    const from = typeof after === 'string' ? after.slice(0, 40) : '';
    const rows = this.register.notices(organisationId, day, from);
    const next = rows.length === PAGE_SIZE ? (rows.at(-1)?.number ?? null) : null;
    const notices = rows.map((row) => this.#notice(row));
    return noticePage({ organisationId, legalName, phone, notices, next }, lang);
  }

  #notice(row: NoticeRow): Notice {
    const stored = this.vault.get<StoredCertificate>(
      documentKeys.certificate(row.volunteerId, row.certificateId),
      'masked-display',
    );
    return { ...row, holderName: stored?.content.holder.name ?? null };
  }
}
