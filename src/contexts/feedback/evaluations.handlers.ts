import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf, type WorkingDayCalendar } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { GiveEvaluation } from './domain/evaluation.commands.js';
import type { Marks } from './domain/evaluation.events.js';
import {
  FEEDBACK_POLICIES,
  type FeedbackPolicy,
  feedbackPolicyOn,
} from './domain/feedback.policy.js';
import { FeedbackQueries } from './feedback.queries.js';

export interface GivenEvaluation {
  readonly recordId: string;
  readonly marks: Marks;
  readonly safetyConcern: boolean;
  readonly text: string;
  readonly evaluatorVolunteerId: string | null;
}

/** Evaluating a record: marks into the ledger, words into the vault. */
@Injectable()
export class EvaluationDesk {
  readonly #policies: readonly FeedbackPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: FeedbackQueries,
    private readonly vault: Vault,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('feedback', FEEDBACK_POLICIES);
  }

  async give(
    given: GivenEvaluation,
    meta: CommandMeta,
  ): Promise<Receipt & { evaluationId: string }> {
    const { marks, safetyConcern, evaluatorVolunteerId } = given;
    const record = this.queries.record(given.recordId);
    const evaluationId = deriveId(meta.commandId, 'evaluation');
    const text = given.text.trim();
    const on = localDateOf(meta.at);
    const policy = feedbackPolicyOn(on, this.#policies);
    const evaluator = meta.actor.accountId;
    const command = new GiveEvaluation(
      {
        ...{ evaluationId, record, evaluator, evaluatorVolunteerId, marks, safetyConcern, on },
        by: meta.actor.role === 'resident' ? 'beneficiary' : 'staff',
        hasText: text !== '',
        textChanged: text !== this.#lastText(record, evaluator),
        dueOn: this.calendar.after(record.date, policy.evaluationWorkingDays).date,
        policyVersion: policy.version,
      },
      meta,
    );
    const dispatch = () => this.dispatcher.dispatch(command);
    if (text === '') return { ...(await dispatch()), evaluationId };
    const key = documentKeys.evaluation(record.volunteerId, evaluationId);
    return { ...(await wordsFirst(this.vault, { key, words: { text } }, dispatch)), evaluationId };
  }

  #lastText(record: { recordId: string; volunteerId: string }, evaluator: string): string {
    const last = this.queries.lastOf(record.recordId, evaluator);
    if (!last?.hasText) return '';
    const key = documentKeys.evaluation(record.volunteerId, last.evaluationId);
    return this.vault.get<{ text: string }>(key, 'part-of-recorded-read')?.text ?? '';
  }
}
