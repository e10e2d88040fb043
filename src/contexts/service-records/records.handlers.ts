import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import {
  type Instant,
  localDateOf,
  type WorkingDayCalendar,
  yearOf,
} from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import {
  EnterRecord,
  LetRecordTakeEffect,
  ReviewRecord,
  StrikeExcludedRecord,
  VoidRecord,
} from './domain/service-book.commands.js';
import type { VoidReason } from './domain/void-reasons.js';
import type { RecordText } from './domain/record-text.js';
import { RecordWords } from './record-words.handlers.js';
import { type BookRef, ServiceRecordsQueries } from './service-records.queries.js';

export interface Entry {
  readonly volunteerId: string;
  readonly activityId: string;
  readonly shiftId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly reason: string;
  readonly proofHash: string | null;
}

export interface Review {
  readonly recordId: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
  readonly approverVolunteerId: string | null;
}

/** What staff does with records: entering afterwards, reviewing, voiding, letting take effect. */
@Injectable()
export class RecordDesk {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ServiceRecordsQueries,
    private readonly words: RecordWords,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  async enter(entry: Entry, meta: CommandMeta): Promise<Receipt & { recordId: string }> {
    const { volunteerId, activityId, startsAt, endsAt, proofHash } = entry;
    if (entry.reason.trim() === '') throw new Rejection('service-records/reason-missing');
    const activity = this.queries.activity(activityId);
    const shift = this.queries
      .shifts(activityId, volunteerId)
      .find(({ shiftId }) => shiftId === entry.shiftId);
    if (!shift) throw new Rejection('service-records/activity-unknown');
    const recordId = deriveId(meta.commandId, 'record');
    const key = documentKeys.record(volunteerId, recordId);
    const text: RecordText = {
      ...{ project: '', leader: '', unit: '', reason: entry.reason },
      ...{ activity: activity.title, place: activity.place, content: activity.content },
    };
    const book = { volunteerId, year: yearOf(localDateOf(startsAt)) };
    const interval = { startsAt, endsAt, now: meta.at, recorder: meta.actor.accountId };
    const data = { ...book, ...interval, recordId, shift, proofHash };
    const command = new EnterRecord(data, meta);
    return { ...(await this.words.dispatch(command, key, text)), recordId };
  }

  async review(review: Review, meta: CommandMeta): Promise<Receipt> {
    const { recordId, decision, approverVolunteerId } = review;
    const { volunteerId, year } = this.queries.record(recordId);
    if (decision === 'reject' && review.reason.trim() === '') {
      throw new Rejection('service-records/reason-missing');
    }
    const data = {
      ...{ volunteerId, year, recordId, decision, approverVolunteerId },
      approver: meta.actor.accountId,
      publicity: this.#publicityFrom(meta.at),
    };
    const command = new ReviewRecord(data, meta);
    if (!review.reason) return this.dispatcher.dispatch(command);
    const key = documentKeys.review(volunteerId, deriveId(meta.commandId, recordId));
    return this.words.dispatch(command, key, { recordId, reason: review.reason });
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
  #publicityFrom(at: Instant): ReviewRecord['data']['publicity'] {
    const from = localDateOf(at);
    const { publicityWorkingDays, version } = recordPolicyOn(from, this.#policies);
    const { date, provisional } = this.calendar.after(from, publicityWorkingDays + 1);
    return { from, effectiveOn: date, provisional, policyVersion: version };
  }
}
