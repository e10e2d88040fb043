import { Injectable } from '@nestjs/common';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import {
  AcceptCertificate,
  ApproveCertificate,
  RequestCertificate,
} from './domain/certificate.commands.js';
import { certificate } from './domain/certificate.decider.js';
import type { AskedBy, CertificateRequested, HolderChoices } from './domain/certificate.events.js';
import { ROWS_MAX } from './domain/certificate-content.js';
import { issuerRights } from './domain/issuer-rights.decider.js';
import { isMinorOn } from './domain/minor.js';
import { reject } from './domain/certificates.rejections.js';
import { EntitlementQueries } from './entitlement.queries.js';
import { Issuing } from './issuing.handlers.js';
import { type PaperWish, PaperStyle } from './paper.handlers.js';

export interface Wish {
  readonly volunteerId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly askedBy: AskedBy;
  readonly choices: HolderChoices;
}

/** How a request came about, and what of it stands in the vault. */
type Of = Partial<Pick<CertificateRequested['data'], 'certificateId' | 'replaces' | 'batchId'>> & {
  readonly paper?: PaperWish | undefined;
};

/** Who decides about a request. */
export interface Officer {
  readonly accountId: string;
  readonly volunteerId: string | null;
}

export interface Decided {
  readonly certificateId: string;
  readonly receipt: Receipt;
  /** Nothing is issued yet: a second person has to approve. */
  readonly awaitsApproval?: true;
}

/** Requests, and what officers do with them: accept and issue, replace what became stale. */
@Injectable()
export class CertificateDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly entitlement: EntitlementQueries,
    private readonly issuing: Issuing,
    private readonly paper: PaperStyle,
    private readonly vault: Vault,
  ) {}

  async request(wish: Wish, meta: CommandMeta, of: Of = {}): Promise<Decided> {
    const certificateId = of.certificateId ?? deriveId(meta.commandId, 'certificate');
    const { replaces = null, batchId = null } = of;
    const minor = this.#isMinor(wish.volunteerId, meta);
    const data = { ...wish, certificateId, minor, replaces, batchId };
    const receipt = await this.dispatcher.dispatch(new RequestCertificate(data, meta));
    // After it: a refusal must change nothing, and a repeat finishes what a crash left.
    this.paper.keepWish(data, of.paper);
    return { certificateId, receipt };
  }

  /** @throws Rejection `certificates/nothing-to-certify` before anybody writes a request for it */
  requireSomething(wish: Pick<Wish, 'volunteerId' | 'organisationId' | 'from' | 'to'>): void {
    const [first] = this.entitlement.effectiveRecords(wish, 1);
    if (!first) reject('certificates/nothing-to-certify');
  }

  /**
   * Accepts a request and issues: number, frozen content, signed token. Where two persons approve, it
   * waits for the second instead, and the receipt is that of the acceptance.
   */
  async accept(certificateId: string, officer: Officer, meta: CommandMeta): Promise<Decided> {
    const { state } = await this.executor.load(certificate, certificateId);
    if (!state.request) return reject('certificates/unknown');
    const rights = await this.executor.load(issuerRights, state.request.organisationId);
    const services = this.entitlement.effectiveRecords(state.request, ROWS_MAX + 1).length;
    const accepted = await this.dispatcher.dispatch(
      new AcceptCertificate(
        {
          certificateId,
          officer: officer.accountId,
          officerVolunteerId: officer.volunteerId,
          on: localDateOf(meta.at),
          services,
          issuerSucceeded: rights.state.successorId !== undefined,
          approvals: rights.state.approvals,
        },
        meta,
      ),
    );
    const after = await this.executor.load(certificate, certificateId);
    if (after.state.status === 'awaiting-approval') {
      return { certificateId, receipt: accepted, awaitsApproval: true };
    }
    return this.#issue(certificateId, accepted);
  }

  /** The second person's approval; then it is issued. */
  async approve(certificateId: string, officer: Officer, meta: CommandMeta): Promise<Decided> {
    const approved = await this.dispatcher.dispatch(
      new ApproveCertificate(
        {
          certificateId,
          officer: officer.accountId,
          officerVolunteerId: officer.volunteerId,
          on: localDateOf(meta.at),
        },
        meta,
      ),
    );
    return this.#issue(certificateId, approved);
  }

  async #issue(certificateId: string, { repeated }: Receipt): Promise<Decided> {
    const receipt = await this.issuing.issue(certificateId);
    return { certificateId, receipt: { ...receipt, repeated } };
  }

  /**
   * One action for what became stale: a certificate over the same period with what the ledger says
   * now, as the holder had chosen it. Its id follows from the old one's, so there is one successor,
   * and whatever breaks off in the middle is taken up where it stood.
   */
  async replace(certificateId: string, officer: Officer, meta: CommandMeta): Promise<Decided> {
    const { state } = await this.executor.load(certificate, certificateId);
    const { request: wish, status, supersededBy } = state;
    if (!wish) return reject('certificates/unknown');
    const successor = deriveId('replacement', certificateId);
    if (status !== 'stale' && supersededBy !== successor) {
      return reject('certificates/not-stale', { status });
    }
    const before = await this.executor.load(certificate, successor);
    if (before.state.status === 'none') {
      const first = { ...meta, commandId: deriveId(meta.commandId, 'request') };
      const paper = this.paper.wishOf(wish);
      const of = { certificateId: successor, replaces: certificateId, paper };
      await this.request(wishOf(wish), first, of);
    }
    return this.accept(successor, officer, meta);
  }

  /** Undefined particulars are those of an erased person: issuing will refuse, whatever the age. */
  #isMinor(volunteerId: string, { at, actor }: CommandMeta): boolean {
    const reader = { accountId: actor.accountId, purpose: 'certificate-request', at };
    const profile = this.vault.get<{ birthDate: string }>(
      documentKeys.profile(volunteerId),
      reader,
    );
    return profile !== undefined && isMinorOn(profile.birthDate, localDateOf(at));
  }
}

function wishOf({ volunteerId, organisationId, from, to, askedBy, choices }: Wish): Wish {
  return { volunteerId, organisationId, from, to, askedBy, choices };
}
