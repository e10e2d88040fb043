import { createHash } from 'node:crypto';
import type {
  ComplaintDecided,
  ComplaintFiled,
  EvaluationGiven,
} from '../contexts/feedback/index.js';
import type { SampleDrawn } from '../contexts/oversight/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

/**
 * What others said and looked into: every evaluator has one voice that grows version by version,
 * every complaint is decided once and not by who filed it, and every lot is in the order of its
 * seed and fell on records that are there.
 */
export class OversightCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #records = new Set<string>();
  readonly #versions = new Map<string, number>();
  readonly #open = new Map<string, { readonly dueOn: string; readonly filedBy: string }>();

  visit(event: Recorded): void {
    switch (event.type) {
      case 'service-records.RecordSubmitted':
        this.#records.add((event.data as { recordId: string }).recordId);
        return;
      case 'feedback.EvaluationGiven':
        return this.#evaluated(event as Recorded<EvaluationGiven>);
      case 'feedback.ComplaintFiled':
        return this.#filed(event as Recorded<ComplaintFiled>);
      case 'feedback.ComplaintDecided':
        return this.#decided(event as Recorded<ComplaintDecided>);
      case 'oversight.SampleDrawn':
        return this.#drawn(event as Recorded<SampleDrawn>);
    }
  }

  finish(): readonly Finding[] {
    return this.#findings;
  }

  #evaluated({ data }: Recorded<EvaluationGiven>): void {
    const { recordId, evaluator, version, marks } = data;
    const voice = `${recordId} by ${evaluator}`;
    if (!this.#records.has(recordId)) this.#say('evaluation-without-record', recordId, evaluator);
    const before = this.#versions.get(voice) ?? 0;
    if (version !== before + 1)
      this.#say('evaluation-version', voice, `${version} after ${before}`);
    this.#versions.set(voice, version);
    if (Object.values(marks).some((mark) => !(mark >= 1 && mark <= 5))) {
      this.#say('mark-out-of-range', voice, JSON.stringify(marks));
    }
  }

  #filed({ data: { complaintId, dueOn }, meta }: Recorded<ComplaintFiled>): void {
    this.#open.set(complaintId, { dueOn, filedBy: meta.actor.accountId });
  }

  #decided({ data }: Recorded<ComplaintDecided>): void {
    const { complaintId, decider, on, overdue } = data;
    const filed = this.#open.get(complaintId);
    if (!filed) return this.#say('decided-without-complaint', complaintId, decider);
    this.#open.delete(complaintId);
    if (filed.filedBy === decider) this.#say('decided-by-complainant', complaintId, decider);
    if (overdue !== on > filed.dueOn) this.#say('overdue-wrong', complaintId, `${on}`);
  }

  /** That nobody was left out needs the list, which the inspection's package holds. */
  #drawn({ data }: Recorded<SampleDrawn>): void {
    const { inspectionId, seed, recordIds, populationSize } = data;
    const ranks = recordIds.map((id) =>
      createHash('sha256').update(`${seed}\n${id}`).digest('hex'),
    );
    const inOrder = ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? '') < rank);
    if (!inOrder) this.#say('lot-not-of-its-seed', inspectionId, seed);
    if (recordIds.length > populationSize) this.#say('lot-too-large', inspectionId, '');
    const unknown = recordIds.find((id) => !this.#records.has(id));
    if (unknown !== undefined) this.#say('lot-of-unknown-record', inspectionId, unknown);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `oversight/${code}`, where, detail });
  }
}
