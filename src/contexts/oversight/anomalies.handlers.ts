import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { addDays, isLocalDate, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import {
  AnomalyQueries,
  type CheckView,
  type PlacedRecord,
  type StoredCheck,
} from './anomalies.queries.js';
import { anomaliesIn, type Anomaly, type ScanFact } from './domain/anomalies.js';
import { CheckAnomaly } from './domain/anomaly.commands.js';
import { ANOMALY_POLICIES, type AnomalyPolicy, anomalyPolicyOn } from './domain/anomaly.policy.js';
import { reasonOf } from './domain/anomaly-words.js';
import type { Text } from './domain/explanation-words.js';
import { reject } from './domain/oversight.rejections.js';
import type { AnomaliesDto, CheckAnomalyDto } from './oversight.dto.js';

/** Records of one month that are looked through at once. */
const RECORDS_MAX = 200_000;

export interface AnomalyView extends Anomaly {
  readonly anomalyId: string;
  readonly month: string;
  readonly policyVersion: string;
  readonly reason: Text;
  /** Where each of the records is explained. */
  readonly links: readonly string[];
  readonly check: CheckView | null;
  /** `changed`: records came or went since it was checked. */
  readonly state: 'unchecked' | 'checked' | 'changed';
}

/** One check of an anomaly; no note where none was needed. */
export interface NoteView extends Omit<CheckView, 'records'> {
  readonly note: string | null;
}

/** The last check of an anomaly that is no more. */
export interface PastAnomalyView extends Omit<StoredCheck, 'checkId' | 'hasNote'> {
  readonly hasNote: boolean;
}

/** Looks for anomalies in what was recorded in a month, as far as the asker's eyes may go. */
@Injectable()
export class AnomalyDesk {
  readonly #policies: readonly AnomalyPolicy[];

  constructor(
    private readonly queries: AnomalyQueries,
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('anomalies', ANOMALY_POLICIES);
  }

  /** @throws Rejection `oversight/month-malformed`, `oversight/too-many-records` */
  async find(asked: AnomaliesDto, who: Principal): Promise<readonly AnomalyView[]> {
    const month = asked.month ?? localDateOf(this.clock.now()).slice(0, 7);
    const sees = (record: PlacedRecord) =>
      who.may('anomalies.read', placeOf(record)) &&
      (asked.organisation === undefined || record.organisationId === asked.organisation);
    const policy = anomalyPolicyOn(`${month}-01`, this.#policies);
    const found = anomaliesIn(await this.#facts(month, sees), policy);
    return found.map((anomaly) => this.#view(anomaly, month, policy.version));
  }

  /**
   * Only what is there can be checked: it is found again in its month first.
   *
   * @throws Rejection `oversight/anomaly-unknown`, `oversight/involved`, `oversight/note-missing`
   */
  async check(
    anomalyId: string,
    { month, finding, note = '' }: CheckAnomalyDto,
    { who, meta }: { readonly who: Principal; readonly meta: CommandMeta },
  ): Promise<Receipt> {
    const all = await this.find({ month }, who);
    const found = all.find((view) => view.anomalyId === anomalyId);
    if (!found) return reject('oversight/anomaly-unknown');
    const { rule, recordIds, accounts, policyVersion } = found;
    const checker = who.accountId;
    const hasNote = note.trim() !== '';
    const command = new CheckAnomaly(
      {
        ...{ anomalyId, rule, month, recordIds, finding, checker, hasNote, policyVersion },
        involved: accounts,
      },
      meta,
    );
    const dispatch = () => this.dispatcher.dispatch(command);
    if (!hasNote) return dispatch();
    const key = documentKeys.anomalyNote(anomalyId, meta.commandId);
    return wordsFirst(this.vault, { key, words: { note } }, dispatch);
  }

  /**
   * What was found each time somebody looked, in their words, for whom the anomaly is or was there
   * to see. Reading it is recorded.
   *
   * @throws Rejection `oversight/anomaly-unknown`
   */
  async notes(anomalyId: string, who: Principal): Promise<readonly NoteView[]> {
    const checks = this.queries.checks(anomalyId);
    const last = checks.at(-1);
    if (!last || !(this.#saw(last, who) || (await this.#sees(last, who)))) {
      reject('oversight/anomaly-unknown');
    }
    const reader = { accountId: who.accountId, purpose: 'anomaly-note', at: this.clock.now() };
    return checks.map(({ checkId, finding, checker, checkedAt, hasNote }) => {
      const key = documentKeys.anomalyNote(anomalyId, checkId);
      const words = hasNote ? this.vault.get<{ note: string }>(key, reader) : undefined;
      return { finding, checker, checkedAt, note: words?.note ?? null };
    });
  }

  /**
   * Anomalies of a month that somebody looked into and that are no more: their records were voided,
   * rejected or corrected since. What was found stays to be read.
   */
  async past(asked: AnomaliesDto, who: Principal): Promise<readonly PastAnomalyView[]> {
    const present = await this.find(asked, who);
    const month = asked.month ?? localDateOf(this.clock.now()).slice(0, 7);
    const there = new Set(present.map(({ anomalyId }) => anomalyId));
    return this.queries
      .checkedIn(month)
      .filter((check) => !there.has(check.anomalyId) && this.#saw(check, who, asked.organisation))
      .map(({ checkId: _check, hasNote, ...check }) => ({ ...check, hasNote: hasNote === 1 }));
  }

  /** Whoever may look everywhere that its records were made. */
  #saw({ recordIds }: StoredCheck, who: Principal, organisationId?: string): boolean {
    const places = this.queries.placesOf(recordIds);
    const isOf =
      organisationId === undefined || places.some((p) => p.organisationId === organisationId);
    return isOf && places.length > 0 && places.every((p) => who.may('anomalies.read', placeOf(p)));
  }

  async #sees({ anomalyId, month }: StoredCheck, who: Principal): Promise<boolean> {
    return (await this.find({ month }, who)).some((view) => view.anomalyId === anomalyId);
  }

  /** Day by day, so that other work of the service goes on in between. */
  async #facts(month: string, sees: (record: PlacedRecord) => boolean) {
    const first = `${month}-01`;
    if (!isLocalDate(first)) reject('oversight/month-malformed');
    const records: PlacedRecord[] = [];
    const scans: ScanFact[] = [];
    for (let day = first; day.startsWith(month); day = addDays(day, 1)) {
      const seen = this.queries.recordsOn(day, RECORDS_MAX + 1).filter(sees);
      const ids = new Set(seen.map(({ recordId }) => recordId));
      records.push(...seen);
      scans.push(...this.queries.scansOn(day, RECORDS_MAX).filter((s) => ids.has(s.recordId)));
      if (records.length > RECORDS_MAX)
        reject('oversight/too-many-records', { limit: RECORDS_MAX });
      await nextTurn();
    }
    return { records, scans };
  }

  #view(anomaly: Anomaly, month: string, policyVersion: string): AnomalyView {
    const anomalyId = deriveId('anomaly', anomaly.rule, month, anomaly.key);
    const check = this.queries.check(anomalyId);
    const unchanged = check?.records === anomaly.recordIds.length;
    return {
      ...{ ...anomaly, anomalyId, month, policyVersion, check, reason: reasonOf(anomaly) },
      links: anomaly.recordIds.map((recordId) => `/api/v1/records/${recordId}/explanation`),
      state: check === null ? 'unchecked' : unchanged ? 'checked' : 'changed',
    };
  }
}
