import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import {
  type Instant,
  localDateOf,
  type WorkingDayCalendar,
  yearOf,
} from '../../kernel/calendar.js';
import type { Command, CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { ParticipationGate } from '../../platform/participation-gate.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import {
  BackEnterRecord,
  EnterRecord,
  type Entry,
  SelfReportRecord,
} from './domain/entries.commands.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import type { RecordText } from './domain/record-text.js';
import { reject } from './domain/service-records.rejections.js';
import { ProofFiles } from './proof-files.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

export interface AskedEntry {
  readonly volunteerId: string;
  readonly activityId: string;
  readonly shiftId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Why it is typed in, in words. */
  readonly reason: string;
  /** Why the day is so long, in words. */
  readonly longDayReason: string;
  readonly proofHash: string | null;
}

type Entered = Receipt & { readonly recordId: string };

/** The three ways in which an hour is typed in. */
@Injectable()
export class RecordEntries {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
    private readonly queries: ServiceRecordsQueries,
    private readonly proofs: ProofFiles,
    private readonly gate: ParticipationGate,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  enter(asked: AskedEntry, meta: CommandMeta): Promise<Entered> {
    return this.#dispatch(asked, meta, (entry) => new EnterRecord(entry, meta));
  }

  backEnter(asked: AskedEntry, declaredTrue: boolean, meta: CommandMeta): Promise<Entered> {
    const commandOf = (entry: Entry) => new BackEnterRecord({ ...entry, declaredTrue }, meta);
    return this.#dispatch(asked, meta, commandOf);
  }

  selfReport(asked: AskedEntry, meta: CommandMeta): Promise<Entered> {
    return this.#dispatch(asked, meta, (entry) => new SelfReportRecord(entry, meta));
  }

  async #dispatch(
    asked: AskedEntry,
    meta: CommandMeta,
    commandOf: (entry: Entry) => Command,
  ): Promise<Entered> {
    const entry = this.#withFacts(asked, meta);
    const { volunteerId, recordId } = entry;
    const key = documentKeys.record(volunteerId, recordId);
    const dispatch = () => this.dispatcher.dispatch(commandOf(entry));
    const receipt = await wordsFirst(this.vault, { key, words: this.#textOf(asked) }, dispatch);
    return { ...receipt, recordId };
  }

  #withFacts(asked: AskedEntry, meta: CommandMeta): Entry {
    const { volunteerId, activityId, shiftId, startsAt, endsAt, proofHash } = asked;
    const shift = this.queries
      .shifts(activityId, volunteerId)
      .find((known) => known.shiftId === shiftId);
    if (!shift) return reject('service-records/activity-unknown');
    this.proofs.require(volunteerId, proofHash);
    const date = localDateOf(startsAt);
    const policy = recordPolicyOn(localDateOf(meta.at), this.#policies);
    return {
      ...{ volunteerId, year: yearOf(date), recordId: deriveId(meta.commandId, 'record') },
      ...{ startsAt, endsAt, now: meta.at, recorder: meta.actor.accountId, shift, proofHash },
      unmet: this.gate.unmet({ ...shift, volunteerId }),
      recordBy: this.calendar.after(date, policy.recordWorkingDays).date,
      reasonStated: asked.reason.trim() !== '',
      longDayReasonStated: asked.longDayReason.trim() !== '',
      policy,
    };
  }

  #textOf({ activityId, reason, longDayReason }: AskedEntry): RecordText {
    const { title, place, content } = this.queries.activity(activityId);
    return {
      ...{ project: '', activity: title, place, content, leader: '', unit: '' },
      ...{ reason, longDayReason },
    };
  }
}
