import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type Instant, localDateOf, type WorkingDayCalendar } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import {
  LetRecordTakeEffect,
  ReviewRecord,
  StrikeExcludedRecord,
  VoidRecord,
} from './domain/service-book.commands.js';
import type { VoidReason } from './domain/void-reasons.js';
import { type BookRef, ServiceRecordsQueries } from './service-records.queries.js';

export interface Review {
  readonly recordId: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
  readonly approverVolunteerId: string | null;
  /** The approver has a manager-level role where the record was made. */
  readonly asManager: boolean;
}

/** What becomes of records by one person or by time: review, void before effect, effect. */
@Injectable()
export class RecordDesk {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ServiceRecordsQueries,
    private readonly vault: Vault,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  async review(review: Review, meta: CommandMeta): Promise<Receipt> {
    const { recordId, decision, approverVolunteerId, asManager } = review;
    const { volunteerId, year } = this.queries.record(recordId);
    if (decision === 'reject' && review.reason.trim() === '') {
      throw new Rejection('service-records/reason-missing');
    }
    const data = {
      ...{ volunteerId, year, recordId, decision, approverVolunteerId, asManager },
      approver: meta.actor.accountId,
      reasonStated: review.reason.trim() !== '',
      ...this.#publicityFrom(meta.at),
    };
    const command = new ReviewRecord(data, meta);
    const dispatch = () => this.dispatcher.dispatch(command);
    if (!review.reason) return dispatch();
    const key = documentKeys.review(volunteerId, deriveId(meta.commandId, recordId));
    const words = { recordId, reason: review.reason };
    return wordsFirst(this.vault, { key, words }, dispatch);
  }

  async void(recordId: string, reason: VoidReason, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, year } = this.queries.record(recordId);
    return this.dispatcher.dispatch(new VoidRecord({ volunteerId, year, recordId, reason }, meta));
  }

  async strike(ref: BookRef, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, year, recordId } = ref;
    return this.dispatcher.dispatch(
      new StrikeExcludedRecord({ volunteerId, year, recordId }, meta),
    );
  }

  async letTakeEffect(ref: BookRef, on: string, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, year, recordId } = ref;
    return this.dispatcher.dispatch(
      new LetRecordTakeEffect({ volunteerId, year, recordId, on }, meta),
    );
  }

  /** Full working days of publicity, then effect on the first working day after them. */
  #publicityFrom(at: Instant): Pick<ReviewRecord['data'], 'publicity' | 'policy'> {
    const from = localDateOf(at);
    const policy = recordPolicyOn(from, this.#policies);
    const { date, provisional } = this.calendar.after(from, policy.publicityWorkingDays + 1);
    return { publicity: { from, effectiveOn: date, provisional }, policy };
  }
}
