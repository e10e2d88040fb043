import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import type { Instant } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { CertificatesQueries, type CertificateView } from './certificates.queries.js';
import { readTypedCheckCode, readTypedNumber } from './domain/certificate-number.js';
import { statusOf } from './certificate-status.js';
import { codeHashOf, numberHashOf } from './issuing.handlers.js';
import type { StoredCertificate } from './credential-store.handlers.js';
import { judgeIssue } from './verification.js';
import { type Asked, type Found, lookupForm, verdictPage } from './verification.pages.js';

const CODE = /^[\w-]{22}$/;

/**
 * What a third party sees who scans a certificate: works without JavaScript, shows no more than the
 * status, issuer, period, hours by grade and a masked name (O67 art. 16, 17). The signed part of
 * the QR code stands behind `#` and never reaches the server.
 */
@ApiExcludeController()
@Controller('v')
export class VerificationPages {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** The form for number and check code; with both, the verdict. */
  @Get()
  @Public()
  byNumber(
    @Lang() lang: Language,
    @Query('number') number?: string,
    @Query('check') check?: string,
  ): PageContent {
    if (!number || !check) return lookupForm(lang);
    const typed = { number: String(number).slice(0, 60), check: String(check).slice(0, 20) };
    const wanted = readTypedNumber(typed.number);
    const code = readTypedCheckCode(typed.check);
    const found = wanted ? this.queries.byNumberHash(numberHashOf(wanted, code)) : undefined;
    return this.#verdict(found, { lang, typed });
  }

  @Get(':code')
  @Public()
  byCode(@Lang() lang: Language, @Param('code') code: string): PageContent {
    const found = CODE.test(code) ? this.queries.byCodeHash(codeHashOf(code)) : undefined;
    return this.#verdict(found, { lang });
  }

  #verdict(view: CertificateView | undefined, asked: Omit<Asked, 'now'>): PageContent {
    const now = this.clock.now();
    const found = view && this.#found(view, now);
    return { ...verdictPage(found, { ...asked, now }), status: found ? 200 : 404 };
  }

  #found(certificate: CertificateView, now: Instant): Found {
    const { certificateId, issuedOn } = certificate;
    const stored = this.vault.get<StoredCertificate>(
      documentKeys.certificate(certificate.volunteerId, certificate.certificateId),
      'masked-display',
    );
    const key = this.queries.tokenKeyOf(certificateId);
    const issue = { key, issuedOn: issuedOn ?? '', status: statusOf(certificate) };
    return {
      certificate,
      verdict: judgeIssue(issue, now).verdict,
      issuer: this.queries.issuer(certificate.organisationId),
      holderName: stored?.content.holder.name ?? null,
    };
  }
}
