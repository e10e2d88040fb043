import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { Principal } from '../../http/principal.js';
import { localDateOf, type WorkingDayCalendar } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { DecideComplaint, FileComplaint, type Involvement } from './domain/complaint.commands.js';
import {
  FEEDBACK_POLICIES,
  type FeedbackPolicy,
  feedbackPolicyOn,
} from './domain/feedback.policy.js';
import type { DecideComplaintDto, FileComplaintDto } from './feedback.dto.js';
import { type ComplaintView, FeedbackQueries } from './feedback.queries.js';

/** What a complaint says; it stands in the vault. */
export type ComplaintWords = {
  readonly text: string;
  readonly complainant: string;
  readonly contact: string;
};

export interface FullComplaint extends ComplaintView {
  /** Null when the complainant was erased. */
  readonly words: ComplaintWords | null;
  readonly reason: string | null;
  readonly overdue: boolean;
}

/** Filing and deciding complaints. */
@Injectable()
export class ComplaintDesk {
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

  async file(
    { kind, subjectId, text, complainant = '', contact = '' }: FileComplaintDto,
    volunteerId: string | undefined,
    meta: CommandMeta,
  ): Promise<Receipt & { complaintId: string; dueOn: string }> {
    const { organisationId, stationId } = this.queries.subject(kind, subjectId);
    const complaintId = deriveId(meta.commandId, 'complaint');
    const vaultSubject = volunteerId ?? complaintId;
    const on = localDateOf(meta.at);
    const policy = feedbackPolicyOn(on, this.#policies);
    const { date: dueOn, provisional } = this.calendar.after(on, policy.complaintWorkingDays);
    const key = documentKeys.complaint(vaultSubject, complaintId);
    const command = new FileComplaint(
      {
        ...{ complaintId, kind, subjectId, organisationId, stationId, vaultSubject },
        ...{ on, dueOn, provisional, policyVersion: policy.version },
      },
      meta,
    );
    const words: ComplaintWords = { text, complainant, contact };
    const receipt = await wordsFirst(this.vault, { key, words }, () =>
      this.dispatcher.dispatch(command),
    );
    return { ...receipt, complaintId, dueOn };
  }

  async decide(
    complaint: ComplaintView,
    { outcome, reason }: DecideComplaintDto,
    { who, meta }: { readonly who: Principal; readonly meta: CommandMeta },
  ): Promise<Receipt> {
    if (reason.trim() === '') throw new Rejection('feedback/reason-missing');
    const { complaintId, vaultSubject } = complaint;
    const command = new DecideComplaint(
      {
        ...{ complaintId, outcome, decider: who.accountId },
        deciderVolunteerId: who.volunteerId ?? null,
        involved: this.#involved(complaint, who),
        on: localDateOf(meta.at),
      },
      meta,
    );
    const key = documentKeys.complaintDecision(vaultSubject, complaintId);
    return wordsFirst(this.vault, { key, words: { reason } }, () =>
      this.dispatcher.dispatch(command),
    );
  }

  /** With its words; reading them is recorded. */
  read(complaint: ComplaintView, reader: Reader): FullComplaint {
    const { complaintId, vaultSubject, outcome, dueOn } = complaint;
    const words = this.vault.get<ComplaintWords>(
      documentKeys.complaint(vaultSubject, complaintId),
      reader,
    );
    const decision = this.vault.get<{ reason: string }>(
      documentKeys.complaintDecision(vaultSubject, complaintId),
      'part-of-recorded-read',
    );
    const overdue = outcome === null && localDateOf(reader.at) > dueOn;
    return { ...complaint, words: words ?? null, reason: decision?.reason ?? null, overdue };
  }

  #involved(complaint: ComplaintView, { grants }: Principal): Involvement {
    const { kind, subjectId, filedBy, vaultSubject, organisationId, stationId } = complaint;
    const record = kind === 'hours' ? this.queries.findRecord(subjectId) : undefined;
    const own = [`organisation:${organisationId}`, `station:${stationId}`];
    const accounts = [filedBy, record?.recorder, record?.approver];
    const volunteers = [vaultSubject, kind === 'person' ? subjectId : record?.volunteerId];
    return {
      accounts: accounts.filter((id) => typeof id === 'string'),
      volunteers: volunteers.filter((id) => id !== undefined),
      ownTeam: grants.some(({ scope }) => own.includes(scope)),
    };
  }
}
