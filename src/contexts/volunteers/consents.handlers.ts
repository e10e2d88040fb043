import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { AGE_POLICIES, ageOn, type AgePolicy, agePolicyOn } from '../../kernel/age-policy.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { normaliseName } from './domain/person-name.js';
import {
  type AgeFacts,
  GiveConsent,
  GiveGuardianConsent,
  LeaveService,
  ReturnToService,
  WithdrawConsent,
  WithdrawGuardianConsent,
} from './domain/volunteer.commands.js';
import type { ConsentPurpose, GuardianRelation, LeavingReason } from './domain/volunteer.events.js';
import { VolunteerDirectory } from './domain/volunteer-directory.js';

export interface GuardianWord {
  readonly volunteerId: string;
  readonly relation: GuardianRelation;
  readonly accompanies: boolean;
  readonly name: string;
  readonly phone: string;
}

export interface Agreement {
  readonly volunteerId: string;
  readonly purpose: ConsentPurpose;
  readonly textVersion: string;
  readonly by: 'self' | 'guardian';
}

/** The words of guardians and volunteers: what they agree to, and that they leave or return. */
@Injectable()
export class ConsentDesk {
  readonly #agePolicies: readonly AgePolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly directory: VolunteerDirectory,
    private readonly vault: Vault,
    policies: PolicyBook,
  ) {
    this.#agePolicies = policies.of('age', AGE_POLICIES);
  }

  /** The guardian's particulars go into the vault first; a refusal takes them back. */
  async giveGuardianConsent(
    { name, phone, ...word }: GuardianWord,
    meta: CommandMeta,
  ): Promise<Receipt & { readonly consentId: string }> {
    const { volunteerId } = word;
    const on = localDateOf(meta.at);
    const consentId = deriveId(meta.commandId, 'guardian-consent');
    const data = { ...word, consentId, on, ...this.#ageFacts(volunteerId, on, meta) };
    const key = documentKeys.guardianConsent(volunteerId, consentId);
    const fresh = this.vault.get(key, 'part-of-recorded-read') === undefined;
    if (fresh) this.vault.put(key, { name: normaliseName(name), phone });
    try {
      const receipt = await this.dispatcher.dispatch(new GiveGuardianConsent(data, meta));
      return { ...receipt, consentId };
    } catch (error) {
      if (fresh && error instanceof Rejection) this.vault.delete(key);
      throw error;
    }
  }

  withdrawGuardianConsent(volunteerId: string, meta: CommandMeta): Promise<Receipt> {
    const data = { volunteerId, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new WithdrawGuardianConsent(data, meta));
  }

  giveConsent(agreement: Agreement, meta: CommandMeta): Promise<Receipt> {
    const on = localDateOf(meta.at);
    const data = { ...agreement, on, ...this.#ageFacts(agreement.volunteerId, on, meta) };
    return this.dispatcher.dispatch(new GiveConsent(data, meta));
  }

  withdrawConsent(
    volunteerId: string,
    purpose: ConsentPurpose,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const data = { volunteerId, purpose, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new WithdrawConsent(data, meta));
  }

  leave(volunteerId: string, reason: LeavingReason, meta: CommandMeta): Promise<Receipt> {
    const data = { volunteerId, reason, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new LeaveService(data, meta));
  }

  return(volunteerId: string, meta: CommandMeta): Promise<Receipt> {
    const data = { volunteerId, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new ReturnToService(data, meta));
  }

  #ageFacts(volunteerId: string, on: LocalDate, { actor, at }: CommandMeta): AgeFacts {
    const reader = { accountId: actor.accountId, purpose: 'age', at };
    const profile = this.directory.profile(volunteerId, reader);
    return {
      age: profile ? ageOn(profile.birthDate, on) : null,
      agePolicy: agePolicyOn(on, this.#agePolicies),
    };
  }
}
