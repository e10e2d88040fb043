import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import {
  ContentBuilder,
  type Draft,
  type Drafted,
  type DraftFacts,
} from './content-builder.handlers.js';
import type { CertificateRequested } from './domain/certificate.events.js';
import type { MongolianTexts } from './domain/certificate-content.js';
import { LetterheadQueries } from './letterhead.queries.js';
import { PdfMaker } from './pdf-maker.handlers.js';

/** What a person wishes beside the choices in the event: it names them, so the vault keeps it. */
export type PaperWish = {
  /** In Traditional Mongolian script, as they write it. */
  readonly mongolianName: string;
};

/** In which languages a certificate is printed: the holder's choice and the issuer's letterhead. */
@Injectable()
export class PaperStyle {
  constructor(
    private readonly builder: ContentBuilder,
    private readonly pdfs: PdfMaker,
    private readonly letterheads: LetterheadQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * What will be certified, with the texts of its other languages, and proved printable.
   * @throws Rejection as `ContentBuilder.draft`, and `certificates/content-malformed`,
   *   `…/character-not-printable`
   */
  async draft(request: CertificateRequested['data'], facts: DraftFacts): Promise<Drafted> {
    const { draft, extras } = this.builder.draft(request, facts);
    const styled = this.#styled(draft, request);
    await this.pdfs.requirePrintable(styled);
    return { draft: styled, extras };
  }

  #styled(draft: Draft, request: CertificateRequested['data']): Draft {
    const { englishName, mongolianTitle } = this.letterheads.letterhead(request.organisationId);
    const holderName = this.wishOf(request)?.mongolianName;
    const mongolian: MongolianTexts = {
      ...(mongolianTitle === null ? {} : { title: mongolianTitle }),
      ...(holderName === undefined ? {} : { holderName }),
    };
    const written = Object.keys(mongolian).length === 0 ? draft : { ...draft, mongolian };
    if (request.choices.language !== 'zh-en') return written;
    const issuer = englishName === null ? draft.issuer : { ...draft.issuer, englishName };
    return { ...written, language: 'zh-en', issuer };
  }

  keepWish({ volunteerId, certificateId }: Certificate, wish: PaperWish | undefined): void {
    if (wish) this.vault.put(documentKeys.certificateWish(volunteerId, certificateId), wish);
  }

  wishOf({ volunteerId, certificateId }: Certificate): PaperWish | undefined {
    const reader = { accountId: 'system', purpose: 'certificate', at: this.clock.now() };
    return this.vault.get<PaperWish>(
      documentKeys.certificateWish(volunteerId, certificateId),
      reader,
    );
  }
}

type Certificate = Pick<CertificateRequested['data'], 'volunteerId' | 'certificateId'>;
