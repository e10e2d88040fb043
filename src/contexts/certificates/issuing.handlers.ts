import { Injectable } from '@nestjs/common';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { type LocalDate, yearOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { sha256Hex, systemMeta } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Projector } from '../../projections/projector.js';
import { CertificatesQueries } from './certificates.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import { AssignNumber, IssueCertificate } from './domain/certificate.commands.js';
import { type Certificate, certificate, publicityOf } from './domain/certificate.decider.js';
import type { CertificateRequested, NumberAssigned } from './domain/certificate.events.js';
import {
  CERTIFICATE_POLICIES,
  type CertificatePolicy,
  certificatePolicyOn,
} from './domain/certificate.policy.js';
import type { CertificateContent } from './domain/certificate-content.js';
import type { ListedExtras } from './domain/certificate-extras.js';
import { reject } from './domain/certificates.rejections.js';
import { register } from './domain/register.decider.js';
import { PaperStyle } from './paper.handlers.js';
import { CredentialStore } from './credential-store.handlers.js';
import { credentialHash } from './signing/issue-token.js';

/**
 * Brings accepted certificates to issue. Every step may be repeated after a crash: the number is
 * given once per certificate, and only the content whose hash the event names counts. What was left
 * in the middle is finished by `UnfinishedIssues`.
 */
@Injectable()
export class Issuing {
  readonly #queue = new KeyedQueue();
  readonly #policies: readonly CertificatePolicy[];

  constructor(
    private readonly executor: DeciderExecutor,
    private readonly queries: CertificatesQueries,
    private readonly builder: ContentBuilder,
    private readonly paper: PaperStyle,
    private readonly credentials: CredentialStore,
    private readonly projector: Projector,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('certificates', CERTIFICATE_POLICIES);
  }

  /**
   * Issues an accepted certificate, or answers with the issue that was.
   * @throws Rejection when it can't be issued as things stand; it stays accepted
   */
  issue(certificateId: string): Promise<Receipt> {
    return this.#queue.run(certificateId, () => this.#issue(certificateId));
  }

  async #issue(certificateId: string): Promise<Receipt> {
    const meta = systemMeta(this.clock.now(), 'issue', certificateId);
    const { state, revision } = await this.executor.load(certificate, certificateId);
    if (state.number !== '') {
      const stream = `${certificate.category}-${certificateId}`;
      return { stream, revision, position: null, repeated: true, events: [] };
    }
    const { request } = state;
    if (!request) return reject('certificates/unknown');
    const policy = certificatePolicyOn(state.acceptedOn, this.#policies);
    const { content, extras, logPosition } = await this.#content({ ...state, request }, policy);
    const issuer = this.queries.issuer(request.organisationId);
    const keys = await this.credentials.keep({ request, issuer, content });
    const data = { ...this.#facts(request, content), ...keys, extras, logPosition, policy };
    return this.executor.execute(certificate, new IssueCertificate(data, meta));
  }

  /** The draft is proved printable before a number is spent on it. */
  async #content(state: Accepted, policy: CertificatePolicy): Promise<Prepared> {
    const { request, acceptedOn: issuedOn } = state;
    const publicityUntil = publicityOf(state, policy);
    const logPosition = this.projector.reached ?? '';
    const facts = { issuedOn, publicityUntil, logPosition };
    const { draft, extras } = await this.paper.draft(request, facts);
    const number = await this.#number(request, issuedOn);
    return { content: { ...draft, number }, extras, logPosition };
  }

  async #number({ certificateId, organisationId }: Request, issuedOn: LocalDate) {
    const { divisionCode } = this.queries.issuer(organisationId);
    const data = { divisionCode, year: yearOf(issuedOn), certificateId, organisationId };
    const meta = systemMeta(this.clock.now(), 'number', certificateId);
    const { events } = await this.executor.execute(register, new AssignNumber(data, meta));
    return (events[0] as NumberAssigned).data.number;
  }

  #facts({ certificateId, volunteerId, organisationId, from, to }: Request, content: Content) {
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
    };
  }
}

interface Prepared {
  readonly content: CertificateContent;
  readonly extras: ListedExtras;
  readonly logPosition: string;
}

type Request = CertificateRequested['data'];
type Content = CertificateContent;
type Accepted = Certificate & { readonly request: Request };

/** What the ledger keeps of the code in the address: enough to find it, not to open it. */
export function codeHashOf(code: string): string {
  return sha256Hex(`code ${code}`);
}

export function numberHashOf(number: string, checkCode: string): string {
  return sha256Hex(`number ${number} ${checkCode}`);
}
