import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Databases } from '../../projections/databases.js';
import { Vault } from '../../vault/vault.js';
import { NoteRetention } from './domain/retention.commands.js';
import type { RetainedDocument } from './domain/retention.events.js';
import {
  cutoff,
  RETAINED_CLASSES,
  type RetainedClass,
  RETENTION_POLICIES,
  type RetentionPolicy,
  retentionPolicyOn,
} from './domain/retention.policy.js';

/** Documents that one event names. */
const DOCUMENTS_AT_ONCE = 200;
/** Rounds of one sweep: the next minute goes on. */
const ROUNDS_MAX = 50;

/** What one run deleted, or a dry run would: documents, and of `reads` lines. */
export type RetentionReport = Readonly<Record<RetainedClass, number>>;

/** Deletes what is kept no longer than the policy says. Matters that are open are never touched. */
@Injectable()
export class RetentionDesk extends Sweeper {
  readonly #policies: readonly RetentionPolicy[];

  constructor(
    private readonly databases: Databases,
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('retention', logger);
    this.#policies = policies.of('retention', RETENTION_POLICIES);
  }

  /** Nothing is deleted: how much would be. */
  rehearse(): RetentionReport {
    return this.#report((each, before) =>
      each === 'reads' ? this.vault.reads.countBefore(before) : this.#count(each, before),
    );
  }

  /** Deletes everything that is due. */
  async run(): Promise<RetentionReport> {
    const { policy, today } = this.#now();
    const deleted = Object.fromEntries(RETAINED_CLASSES.map((each) => [each, 0]));
    for (const each of RETAINED_CLASSES) {
      const before = cutoff(today, policy.keepMonths[each]);
      deleted[each] =
        each === 'reads'
          ? await this.#deleteReads(before, policy.version)
          : await this.#deleteDocuments(each, before, policy.version);
    }
    return deleted as RetentionReport;
  }

  protected async sweep(): Promise<number> {
    return Object.values(await this.run()).reduce((sum, each) => sum + each, 0);
  }

  async #deleteDocuments(
    className: RetainedClass,
    before: LocalDate,
    policyVersion: string,
  ): Promise<number> {
    let deleted = 0;
    for (let round = 0, after = ''; round < ROUNDS_MAX; round += 1) {
      const documents = this.#due(className, before, after);
      if (documents.length === 0) break;
      for (const document of documents) this.vault.delete(document);
      await this.#note({ className, before, policyVersion }, { documents, lines: 0 });
      deleted += documents.length;
      after = documents.at(-1)!.id;
    }
    if (deleted > 0) this.vault.cutLog();
    return deleted;
  }

  async #deleteReads(before: LocalDate, policyVersion: string): Promise<number> {
    const lines = this.vault.reads.deleteBefore(before);
    await this.#note({ className: 'reads', before, policyVersion }, { documents: [], lines });
    return lines;
  }

  async #note(
    { className, before, policyVersion }: Deletion,
    what: { readonly documents: readonly RetainedDocument[]; readonly lines: number },
  ): Promise<void> {
    const at = this.clock.now();
    const [first] = what.documents;
    const meta = systemMeta(at, 'retention', className, before, first?.id ?? '', what.lines);
    const data = { class: className, ...what, closedBefore: before, policyVersion };
    await this.dispatcher.dispatch(new NoteRetention(data, meta));
  }

  /** In the order of their ids: the rows of what was just deleted may still be there. */
  #due(className: RetainedClass, before: LocalDate, after: string): readonly RetainedDocument[] {
    return this.databases.read
      .prepare<[string, string, string, number], RetainedDocument>(
        `SELECT subject, kind, id FROM privacy_retained
         WHERE class = ? AND closed_on < ? AND id > ? ORDER BY id LIMIT ?`,
      )
      .all(className, before, after, DOCUMENTS_AT_ONCE);
  }

  #count(className: RetainedClass, before: LocalDate): number {
    const row = this.databases.read
      .prepare<[string, string], { documents: number }>(
        `SELECT count(*) AS documents FROM privacy_retained WHERE class = ? AND closed_on < ?`,
      )
      .get(className, before);
    return row?.documents ?? 0;
  }

  #report(of: (each: RetainedClass, before: LocalDate) => number): RetentionReport {
    const { policy, today } = this.#now();
    const rows = RETAINED_CLASSES.map((each) => [
      each,
      of(each, cutoff(today, policy.keepMonths[each])),
    ]);
    return Object.fromEntries(rows) as RetentionReport;
  }

  #now(): { readonly policy: RetentionPolicy; readonly today: LocalDate } {
    const today = localDateOf(this.clock.now());
    return { today, policy: retentionPolicyOn(today, this.#policies) };
  }
}

interface Deletion {
  readonly className: RetainedClass;
  readonly before: LocalDate;
  readonly policyVersion: string;
}
