import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { Command, CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { hasProof, type OpenedProof, openProof } from '../../vault/proofs.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { CheckAward, HandInAward, RecordAward, RevokeAward } from './domain/award.commands.js';
import type { AwardLevel, AwardRevocationReason } from './domain/award.events.js';
import { reject } from './domain/honours.rejections.js';
import type { AwardView } from './honours.queries.js';

/** The words of an award, for the vault (a type, so that it counts as JSON). */
export type AwardText = { readonly title: string; readonly grantingUnit: string };

export interface NewAward {
  readonly volunteerId: string;
  readonly organisationId: string;
  readonly level: AwardLevel;
  readonly on: string;
  readonly proofHash: string | null;
  readonly text: AwardText;
}

export type AwardReceipt = Receipt & { readonly awardId: string };

/** Awards on the three ways of O67 art. 9: title and granting unit in the vault, the rest recorded. */
@Injectable()
export class AwardDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
  ) {}

  record(
    { text, ...award }: NewAward & { readonly path: 'own' | 'government' },
    actorVolunteerId: string | null,
    meta: CommandMeta,
  ): Promise<AwardReceipt> {
    this.#requireProof(award.volunteerId, award.proofHash);
    const awardId = deriveId(meta.commandId, 'award');
    const facts = { recorder: meta.actor.accountId, actorVolunteerId, today: localDateOf(meta.at) };
    const command = new RecordAward({ ...award, ...facts, awardId }, meta);
    return this.#withText(award.volunteerId, awardId, { text, command });
  }

  handIn(
    { text, ...award }: NewAward & { readonly path: 'government' | 'other' },
    meta: CommandMeta,
  ): Promise<AwardReceipt> {
    const { proofHash } = award;
    if (proofHash === null) return reject('honours/proof-missing');
    this.#requireProof(award.volunteerId, proofHash);
    const awardId = deriveId(meta.commandId, 'award');
    const facts = { applicant: meta.actor.accountId, today: localDateOf(meta.at), proofHash };
    const command = new HandInAward({ ...award, ...facts, awardId }, meta);
    return this.#withText(award.volunteerId, awardId, { text, command });
  }

  check(
    awardId: string,
    by: { readonly decision: 'confirm' | 'refuse'; readonly actorVolunteerId: string | null },
    meta: CommandMeta,
  ): Promise<Receipt> {
    const data = { ...by, awardId, checker: meta.actor.accountId };
    return this.dispatcher.dispatch(new CheckAward(data, meta));
  }

  revoke(
    awardId: string,
    by: { readonly reason: AwardRevocationReason; readonly actorVolunteerId: string | null },
    meta: CommandMeta,
  ): Promise<Receipt> {
    const data = { ...by, awardId, on: localDateOf(meta.at), revoker: meta.actor.accountId };
    return this.dispatcher.dispatch(new RevokeAward(data, meta));
  }

  /** The paper behind an award; reading it is recorded. */
  proofOf({ volunteerId, proofHash }: AwardView, reader: Reader): OpenedProof {
    if (proofHash === null) return reject('honours/proof-unknown');
    const found = openProof(this.vault, { volunteerId, proofHash }, reader);
    if (found === 'unknown' || found === 'damaged') return reject(`honours/proof-${found}`);
    return found;
  }

  async #withText(
    volunteerId: string,
    awardId: string,
    { text, command }: { readonly text: AwardText; readonly command: Command },
  ): Promise<AwardReceipt> {
    const key = documentKeys.award(volunteerId, awardId);
    const dispatch = () => this.dispatcher.dispatch(command);
    return { ...(await wordsFirst(this.vault, { key, words: text }, dispatch)), awardId };
  }

  /** The paper that an award names must have been uploaded. */
  #requireProof(volunteerId: string, proofHash: string | null): void {
    if (proofHash !== null && !hasProof(this.vault, { volunteerId, proofHash })) {
      reject('honours/proof-unknown');
    }
  }
}
