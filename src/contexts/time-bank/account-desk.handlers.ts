import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import {
  addDays,
  instantAt,
  isLocalDate,
  type LocalDate,
  localDateOf,
} from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { BankQueries } from './bank.queries.js';
import { HoldCredit, SettleHold } from './domain/account.commands.js';
import { CREDIT_POLICIES, type CreditPolicy, creditPolicyOn } from './domain/credit.policy.js';
import { fullYears, monthsLater } from './domain/dates.js';
import { ClaimEstate, CloseCreditAccount, ReportDeath } from './domain/standing.commands.js';
import { reject } from './domain/time-bank.rejections.js';
import { DonateCredit, GiveCredit } from './domain/transfer.commands.js';
import { TimeBankQueries } from './time-bank.queries.js';

export interface HoldRequest {
  readonly volunteerId: string;
  readonly centiHours: number;
  readonly purpose: string;
  readonly stationId: string | null;
}

export interface Settlement {
  readonly holdId: string;
  readonly centiHours: number;
  readonly providerId: string | null;
  readonly recordId: string | null;
}

export interface Gift {
  readonly volunteerId: string;
  readonly to: string;
  readonly centiHours: number;
  readonly relation: string;
  readonly evidenceHash: string;
}

export interface Claim {
  readonly to: string;
  readonly relation: string;
  readonly evidenceHash: string;
}

/** Gathers what the rules of an account need and do not know: terms of the day, age, agreements. */
@Injectable()
export class AccountDesk {
  readonly #policies: readonly CreditPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly accounts: TimeBankQueries,
    private readonly bank: BankQueries,
    private readonly vault: Vault,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('time-bank', CREDIT_POLICIES);
  }

  /** The terms in force on a day. */
  policyOn(date: LocalDate): CreditPolicy {
    return creditPolicyOn(date, this.#policies);
  }

  async hold(
    { volunteerId, centiHours, purpose, stationId }: HoldRequest,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; holdId: string; expiresAt: string }> {
    if (purpose.trim() === '') throw new Rejection('time-bank/purpose-missing');
    const holdId = deriveId(meta.commandId, 'hold');
    const { today, policy } = this.#now(meta);
    const expiresAt = instantAt(addDays(today, policy.holdDays + 1), '00:00');
    if (stationId !== null) this.bank.unit(stationId);
    const accepted = stationId === null ? [] : this.bank.accepted(stationId);
    const age = policy.spendAgeFrom > 0 ? this.#ageOf(volunteerId, today) : null;
    const data = { volunteerId, holdId, centiHours, stationId, accepted, age, expiresAt, policy };
    const key = documentKeys.hold(volunteerId, holdId);
    // Words first, then the event that needs them; a refusal takes back what this call wrote.
    const fresh = this.vault.get(key, 'part-of-recorded-read') === undefined;
    if (fresh) this.vault.put(key, { purpose });
    try {
      const command = new HoldCredit({ ...data, at: meta.at }, meta);
      return { receipt: await this.dispatcher.dispatch(command), holdId, expiresAt };
    } catch (error) {
      if (fresh && error instanceof Rejection) this.vault.delete(key);
      throw error;
    }
  }

  settle(settlement: Settlement, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId } = this.accounts.hold(settlement.holdId);
    if (settlement.providerId !== null) this.#requireKnown(settlement.providerId);
    const data = { ...settlement, volunteerId, at: meta.at };
    return this.dispatcher.dispatch(new SettleHold(data, meta));
  }

  async give(gift: Gift, meta: CommandMeta): Promise<{ receipt: Receipt; giftId: string }> {
    this.#requireRecipient(gift.to);
    const giftId = deriveId(meta.commandId, 'gift');
    const data = { ...gift, giftId, at: meta.at, policy: this.#now(meta).policy };
    return { receipt: await this.dispatcher.dispatch(new GiveCredit(data, meta)), giftId };
  }

  async donate(
    donation: Pick<DonateCredit['data'], 'volunteerId' | 'centiHours' | 'source'>,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; donationId: string }> {
    const donationId = deriveId(meta.commandId, 'donation');
    const divisionCode = this.accounts.divisionOf(donation.volunteerId);
    const data = { ...donation, donationId, divisionCode, at: meta.at };
    return { receipt: await this.dispatcher.dispatch(new DonateCredit(data, meta)), donationId };
  }

  close(
    asked: Pick<CloseCreditAccount['data'], 'volunteerId' | 'reason' | 'rest'>,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const transferId = deriveId(meta.commandId, 'closing');
    const divisionCode = this.accounts.divisionOf(asked.volunteerId);
    const data = { ...asked, transferId, divisionCode, at: meta.at };
    return this.dispatcher.dispatch(new CloseCreditAccount(data, meta));
  }

  reportDeath(volunteerId: string, evidenceHash: string, meta: CommandMeta): Promise<Receipt> {
    const { today, policy } = this.#now(meta);
    const claimUntil = instantAt(monthsLater(today, policy.claimMonths), '00:00');
    const divisionCode = this.accounts.divisionOf(volunteerId);
    const data = { volunteerId, evidenceHash, divisionCode, claimUntil, at: meta.at, policy };
    return this.dispatcher.dispatch(new ReportDeath(data, meta));
  }

  claim(volunteerId: string, claim: Claim, meta: CommandMeta): Promise<Receipt> {
    this.#requireRecipient(claim.to);
    const transferId = deriveId(meta.commandId, 'closing');
    const { policy } = this.#now(meta);
    const data = { ...claim, volunteerId, transferId, at: meta.at, policy };
    return this.dispatcher.dispatch(new ClaimEstate(data, meta));
  }

  #now({ at }: CommandMeta): { today: LocalDate; policy: CreditPolicy } {
    const today = localDateOf(at);
    return { today, policy: this.policyOn(today) };
  }

  #requireKnown(volunteerId: string): void {
    if (!this.accounts.isKnown(volunteerId)) reject('time-bank/holder-unknown');
  }

  #requireRecipient(volunteerId: string): void {
    this.#requireKnown(volunteerId);
    if (this.accounts.account(volunteerId).standing === 'closed') {
      reject('time-bank/recipient-closed');
    }
  }

  /** Only whether it is enough goes on; the birth date stays where it is. */
  #ageOf(volunteerId: string, today: LocalDate): number | null {
    const profile = this.vault.get(documentKeys.profile(volunteerId), 'part-of-recorded-read');
    const born = (profile as { birthDate?: unknown } | undefined)?.birthDate;
    return isLocalDate(born) ? fullYears(born, today) : null;
  }
}
