import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { hasProof, type OpenedProof, openProof } from '../../vault/proofs.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { GrantQualification, RevokeQualification } from './domain/qualification.commands.js';
import type { QualificationBasis, RevocationReason } from './domain/qualification.events.js';
import { reject } from './domain/trainings.rejections.js';
import { TrainingsQueries } from './trainings.queries.js';

export interface NewQualification {
  readonly volunteerId: string;
  readonly kind: string;
  readonly courseId: string | null;
  readonly proofHash: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
  /** The issuer and the number of the paper: for the vault. */
  readonly paper: { readonly issuer: string; readonly number: string };
  readonly grantorVolunteerId: string | null;
}

export interface Revocation {
  readonly volunteerId: string;
  readonly qualificationId: string;
  readonly reason: RevocationReason;
  readonly grantorVolunteerId: string | null;
}

/** Grants what a course or a paper proves, and takes it back. */
@Injectable()
export class QualificationDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: TrainingsQueries,
    private readonly vault: Vault,
  ) {}

  async grant(
    { courseId, proofHash, paper, ...asked }: NewQualification,
    meta: CommandMeta,
  ): Promise<Receipt & { readonly qualificationId: string }> {
    const { volunteerId } = asked;
    const qualificationId = deriveId(meta.commandId, 'qualification');
    const course = courseId === null ? null : this.queries.course(courseId);
    const basis = this.#basis(volunteerId, courseId, proofHash);
    const data = { ...asked, qualificationId, basis, course, grantor: meta.actor.accountId };
    const key = documentKeys.qualification(volunteerId, qualificationId);
    const dispatch = () => this.dispatcher.dispatch(new GrantQualification(data, meta));
    return { ...(await wordsFirst(this.vault, { key, words: paper }, dispatch)), qualificationId };
  }

  /** The paper behind a qualification; reading it is recorded. */
  proofOf(
    { volunteerId, proofHash }: { readonly volunteerId: string; readonly proofHash: string | null },
    reader: Reader,
  ): OpenedProof {
    if (proofHash === null) return reject('trainings/proof-unknown');
    const found = openProof(this.vault, { volunteerId, proofHash }, reader);
    if (found === 'unknown' || found === 'damaged') return reject(`trainings/proof-${found}`);
    return found;
  }

  revoke(revocation: Revocation, meta: CommandMeta): Promise<Receipt> {
    const facts = { on: localDateOf(meta.at), grantor: meta.actor.accountId };
    return this.dispatcher.dispatch(new RevokeQualification({ ...revocation, ...facts }, meta));
  }

  #basis(
    volunteerId: string,
    courseId: string | null,
    proofHash: string | null,
  ): QualificationBasis {
    if (courseId !== null) {
      const centiHours = this.queries.studied(volunteerId, courseId);
      return { kind: 'course', courseId, centiHours };
    }
    if (proofHash === null) return reject('trainings/proof-missing');
    if (!hasProof(this.vault, { volunteerId, proofHash })) reject('trainings/proof-unknown');
    return { kind: 'proof', proofHash };
  }
}
