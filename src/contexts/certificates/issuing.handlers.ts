import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { addDays, type LocalDate, yearOf } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { sha256Hex, systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import { CertificatesQueries, type CertificateView } from './certificates.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import { AssignNumber, IssueCertificate } from './domain/certificate.commands.js';
import { certificate } from './domain/certificate.decider.js';
import type { NumberAssigned } from './domain/certificate.events.js';
import type { CertificateContent } from './domain/certificate-content.js';
import { register } from './domain/register.decider.js';
import { CredentialStore } from './credential-store.handlers.js';
import { PdfMaker } from './pdf-maker.handlers.js';
import { credentialHash } from './signing/issue-token.js';

/** Days a certificate is public inside the unit after issue (G149: generally at least 7). */
const PUBLICITY_DAYS = 7;

/**
 * Brings accepted certificates to issue. Every step may be repeated after a crash: the number is
 * given once per certificate, and only the content whose hash the event names counts. What was left
 * in the middle is finished at the next start.
 */
@Injectable()
export class Issuing extends Sweeper {
  readonly #queue = new KeyedQueue();
  readonly #logger: Logger;

  constructor(
    private readonly executor: DeciderExecutor,
    private readonly queries: CertificatesQueries,
    private readonly builder: ContentBuilder,
    private readonly credentials: CredentialStore,
    private readonly pdfs: PdfMaker,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('issuing', logger);
    this.#logger = logger;
  }

  /**
   * Issues an accepted certificate, or answers with the issue that was.
   * @throws Rejection when it can't be issued as things stand; it stays accepted
   */
  issue(certificateId: string): Promise<Receipt> {
    return this.#queue.run(certificateId, () => this.#issue(certificateId));
  }

  protected async sweep(): Promise<number> {
    let done = 0;
    for (const { certificateId } of this.queries.withStatus('accepted')) {
      try {
        await this.issue(certificateId);
        done += 1;
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        this.#logger.warn({ certificateId, code: error.code }, 'certificate not issued yet');
      }
    }
    return done;
  }

  async #issue(certificateId: string): Promise<Receipt> {
    const meta = systemMeta(this.clock.now(), 'issue', certificateId);
    const { state, revision } = await this.executor.load(certificate, certificateId);
    if (state.status === 'issued') {
      const stream = `${certificate.category}-${certificateId}`;
      return { stream, revision, position: null, repeated: true, events: [] };
    }
    const view = this.queries.certificate(certificateId);
    const { content, logPosition } = await this.#content(view, state.acceptedOn);
    const issuer = this.queries.issuer(view.organisationId);
    const keys = await this.credentials.keep({ view, issuer, content });
    const data = { ...this.#facts(view, content), ...keys, logPosition };
    return this.executor.execute(certificate, new IssueCertificate(data, meta));
  }

  /** The draft is proved printable before a number is spent on it. */
  async #content(
    view: CertificateView,
    issuedOn: LocalDate,
  ): Promise<{ readonly content: CertificateContent; readonly logPosition: string }> {
    const publicityUntil = addDays(issuedOn, PUBLICITY_DAYS);
    const logPosition = this.projector.reached ?? '';
    const draft = this.builder.draft(view, { issuedOn, publicityUntil, logPosition });
    await this.pdfs.requirePrintable(draft);
    return { content: { ...draft, number: await this.#number(view, issuedOn) }, logPosition };
  }

  async #number({ certificateId, organisationId }: CertificateView, issuedOn: string) {
    const { divisionCode } = this.queries.issuer(organisationId);
    const data = { divisionCode, year: yearOf(issuedOn), certificateId, organisationId };
    const meta = systemMeta(this.clock.now(), 'number', certificateId);
    const { events } = await this.executor.execute(register, new AssignNumber(data, meta));
    return (events[0] as NumberAssigned).data.number;
  }

  #facts(view: CertificateView, content: CertificateContent) {
    const { certificateId, volunteerId, organisationId, from, to } = view;
    const { number, issuedOn, rows, totals } = content;
    const { code, checkCode } = this.builder.codes(certificateId);
    return {
      certificateId,
      number,
      volunteerId,
      organisationId,
      issuedOn,
      from,
      to,
      records: rows.map(({ recordId, version }) => ({ recordId, version })),
      totals,
      contentHash: credentialHash(content).toString('hex'),
      codeHash: codeHashOf(code),
      numberHash: numberHashOf(number, checkCode),
      publicityUntil: content.publicityUntil ?? issuedOn,
    };
  }
}

/** What the ledger keeps of the code in the address: enough to find it, not to open it. */
export function codeHashOf(code: string): string {
  return sha256Hex(`code ${code}`);
}

export function numberHashOf(number: string, checkCode: string): string {
  return sha256Hex(`number ${number} ${checkCode}`);
}
