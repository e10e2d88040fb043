import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type DocumentKey, Vault } from '../../vault/vault.js';
import { CertificatesQueries, type CertificateView } from './certificates.queries.js';
import type { Draft } from './content-builder.handlers.js';
import type { StoredCertificate } from './credential-store.handlers.js';
import { KeyStore } from './key-store.handlers.js';
import { PdfStamping } from './pdf-stamping.handlers.js';
import { LogProofs } from './log-proofs.handlers.js';
import { formatCertificateNumber } from './domain/certificate-number.js';
import { contentProblem } from './domain/content-check.js';
import { certificateRenderer } from './rendering/certificate-renderer.js';
import { proofFile } from './rendering/proof-file.js';
import { sm2Attachment } from './signing/detached-sm2.js';
import { signPdf } from './signing/pdf-signature.js';

/** Enough to find the mistake, too few to tell the name. */
const CHARACTERS_NAMED = 5;
/** Stands in for the number while printability is asked; any number has the same length. */
const SAMPLE_NUMBER = formatCertificateNumber({
  divisionCode: '110101001001',
  year: 2000,
  serial: 1,
});

/** Makes the PDF of an issued certificate: drawn from the frozen content, then signed. */
@Injectable()
export class PdfMaker implements OnModuleDestroy {
  readonly #renderer = certificateRenderer();
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly vault: Vault,
    private readonly keys: KeyStore,
    private readonly queries: CertificatesQueries,
    private readonly clock: Clock,
    private readonly stamping: PdfStamping,
    private readonly proofs: LogProofs,
  ) {}

  onModuleDestroy(): Promise<void> {
    return this.#renderer.close();
  }

  /**
   * @throws Rejection `certificates/content-malformed`, naming the member, and
   *   `…/character-not-printable`, naming code points; never the text
   */
  async requirePrintable(draft: Draft): Promise<void> {
    const content = { ...draft, number: SAMPLE_NUMBER };
    const problem = contentProblem(content);
    if (problem !== undefined) {
      throw new Rejection('certificates/content-malformed', { where: problem });
    }
    const missing = await this.#renderer.unprintable(content);
    if (missing.length === 0) return;
    const characters = missing.slice(0, CHARACTERS_NAMED).join(' ');
    throw new Rejection('certificates/character-not-printable', { characters });
  }

  /**
   * The first printing is kept before it is handed out, so that all who ask, also at once, get the
   * same file; a reprint says which one it is.
   *
   * @throws Rejection `certificates/not-issued`, `certificates/holder-data-missing`,
   *   `certificates/no-such-printing`, `certificates/not-in-log-yet`
   */
  pdfOf(certificate: CertificateView, wish: PdfWish): Promise<Buffer> {
    return this.#queue.run(certificate.certificateId, () => this.#pdfOf(certificate, wish));
  }

  async #pdfOf(certificate: CertificateView, { accountId, printing }: PdfWish): Promise<Buffer> {
    const { certificateId, volunteerId, number, status, printings } = certificate;
    if (number === null) throw new Rejection('certificates/not-issued', { status });
    if (printing > printings) throw new Rejection('certificates/no-such-printing', { printings });
    const reader = { accountId, purpose: 'certificate-pdf', at: this.clock.now() };
    const key = documentKeys.certificatePdf(volunteerId, certificateId);
    const kept = printing === 1 ? this.vault.get<string>(key, reader) : undefined;
    if (kept !== undefined) return this.#stamped(Buffer.from(kept, 'base64'), key);
    const stored = this.vault.get<StoredCertificate>(
      documentKeys.certificate(volunteerId, certificateId),
      reader,
    );
    if (!stored) throw new Rejection('certificates/holder-data-missing');
    const pdf = await this.#make(certificate, stored, printing);
    if (printing > 1) return this.stamping.stamped(pdf);
    this.vault.put(key, pdf.toString('base64'));
    return this.#stamped(pdf, key);
  }

  /** What was handed out without a timestamp gets one as soon as there is one to be had. */
  async #stamped(pdf: Buffer, key: DocumentKey): Promise<Buffer> {
    const stamped = await this.stamping.stamped(pdf);
    if (stamped !== pdf) this.vault.put(key, stamped.toString('base64'));
    return stamped;
  }

  /** Signed now, and by a key that is in force now: keys rotate while certificates stay. */
  async #make(
    certificate: CertificateView,
    stored: StoredCertificate,
    printing: number,
  ): Promise<Buffer> {
    const { content, tokenDigits, sm2 } = stored;
    const issuer = this.queries.issuer(certificate.organisationId);
    const { document } = await this.keys.signersOf(issuer);
    const documentKeyId = document.signer.keyId;
    const proof = proofFile(await this.proofs.proofOf(certificate));
    const attachments = sm2 ? [proof, sm2Attachment(sm2)] : [proof];
    const facts = { content, tokenDigits, documentKeyId, printing };
    const { room: signatureRoom } = this.stamping;
    const rendered = await this.#renderer.render({ ...facts, signatureRoom, attachments });
    return signPdf(rendered, document, new Date(this.clock.now()));
  }
}

export interface PdfWish {
  /** Who reads it: downloading a certificate is reading personal data. */
  readonly accountId: string;
  readonly printing: number;
}
