import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf, type WorkingDayCalendar } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { RaiseObjection } from './domain/objections.commands.js';
import { type AskedChange, DecideProposal, ProposeChange } from './domain/proposals.commands.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import { ProofFiles } from './proof-files.js';
import { type RecordView, ServiceRecordsQueries } from './service-records.queries.js';

type Asked<C> = C extends { readonly longDayReason: boolean }
  ? Omit<C, 'shifts' | 'longDayReason'> & { readonly longDayReason: string }
  : C;

export interface Proposed {
  readonly recordId: string;
  readonly change: Asked<AskedChange>;
  /** Why, in words. */
  readonly reason: string;
  /** The volunteer behind the account that proposes, if any. */
  readonly volunteerId: string | null;
}

export interface Decided {
  readonly recordId: string;
  readonly proposalId: string;
  readonly decision: 'confirm' | 'return';
  readonly volunteerId: string | null;
}

/** What changes a record after it was made: objections, and changes that take two persons. */
@Injectable()
export class RecordChanges {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
    private readonly queries: ServiceRecordsQueries,
    private readonly proofs: ProofFiles,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  async object(
    recordId: string,
    text: string,
    meta: CommandMeta,
  ): Promise<Receipt & { objectionId: string }> {
    const { volunteerId, year } = this.queries.record(recordId);
    const objectionId = deriveId(meta.commandId, 'objection');
    const data = {
      ...{ volunteerId, year, recordId, objectionId, objector: meta.actor.accountId },
      ...this.#today(meta),
    };
    const key = documentKeys.objection(volunteerId, objectionId);
    const dispatch = () => this.dispatcher.dispatch(new RaiseObjection(data, meta));
    const receipt = await wordsFirst(this.vault, { key, words: { text } }, dispatch);
    return { ...receipt, objectionId };
  }

  async propose(asked: Proposed, meta: CommandMeta): Promise<Receipt & { proposalId: string }> {
    const { recordId, reason } = asked;
    if (reason.trim() === '') throw new Rejection('service-records/reason-missing');
    const record = this.queries.record(recordId);
    const { volunteerId, year } = record;
    if (asked.change.kind === 'correct') this.proofs.require(volunteerId, asked.change.proofHash);
    const proposalId = deriveId(meta.commandId, 'proposal');
    const data = {
      ...{ volunteerId, year, recordId, proposalId, now: meta.at },
      by: { accountId: meta.actor.accountId, volunteerId: asked.volunteerId },
      change: this.#withFacts(asked.change, record),
      policy: this.#today(meta).policy,
    };
    const words = {
      ...{ recordId, reason },
      ...('longDayReason' in asked.change ? { longDayReason: asked.change.longDayReason } : {}),
    };
    const key = documentKeys.proposal(volunteerId, proposalId);
    const dispatch = () => this.dispatcher.dispatch(new ProposeChange(data, meta));
    const receipt = await wordsFirst(this.vault, { key, words }, dispatch);
    return { ...receipt, proposalId };
  }

  decide(decided: Decided, meta: CommandMeta): Promise<Receipt> {
    const { recordId, proposalId, decision } = decided;
    const { volunteerId, year } = this.queries.record(recordId);
    const data = {
      ...{ volunteerId, year, recordId, proposalId, decision, ...this.#today(meta) },
      by: { accountId: meta.actor.accountId, volunteerId: decided.volunteerId },
    };
    return this.dispatcher.dispatch(new DecideProposal(data, meta));
  }

  #withFacts(change: Proposed['change'], record: RecordView): AskedChange {
    if (!('longDayReason' in change)) return change;
    const longDayReason = change.longDayReason.trim() !== '';
    if (change.kind === 'late-sign-out') return { ...change, longDayReason };
    const { activityId, volunteerId } = record;
    const shifts = activityId === null ? null : this.queries.shifts(activityId, volunteerId);
    return { ...change, shifts, longDayReason };
  }

  #today({ at }: CommandMeta) {
    const on = localDateOf(at);
    return { on, calendar: this.calendar, policy: recordPolicyOn(on, this.#policies) };
  }
}
