import { amountOf, type ExportedEvent, type Fields, listOf, textOf } from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';
import type { HoursBook } from './hours-book.js';
import { placeOf } from './double-entry.js';

interface Earned {
  readonly centiHours: number;
  readonly reversed: boolean;
}

/**
 * Credit and hours, one to one: every effective record earned exactly its hours (over a cap or not)
 * or was paid by who received the service; a voided one keeps nothing; a hold resolves once, within
 * itself. What else a time bank does is told by its postings.
 */
export class CreditBook implements AuditBook {
  readonly #earned = new Map<string, Earned>();
  /** Paid with somebody's credit, or voided before they earned: they earn nothing by themselves. */
  readonly #withoutIssue = new Set<string>();
  readonly #holds = new Map<string, number>();

  constructor(
    private readonly findings: Findings,
    private readonly hours: HoursBook,
  ) {}

  visit(event: ExportedEvent): void {
    const { type, data } = event;
    switch (type) {
      case 'time-bank.CreditIssued':
        return this.#issued(event);
      case 'time-bank.IssueCorrected':
        this.#earned.set(textOf(data, 'recordId'), { centiHours: brought(data), reversed: false });
        return;
      case 'time-bank.IssueReversed':
        return this.#reversed(textOf(data, 'recordId'));
      case 'time-bank.IssueForestalled':
      case 'time-bank.CreditReceived':
        this.#withoutIssue.add(textOf(data, 'recordId'));
        return;
      case 'time-bank.CreditHeld':
        return this.#held(event);
      case 'time-bank.HoldSettled':
      case 'time-bank.HoldReleased':
        return this.#resolved(event);
    }
  }

  finish(): void {
    for (const [recordId, record] of this.hours.records) {
      if (record.effective) this.#mustAgree(recordId, record);
    }
    for (const [recordId] of this.#earned) {
      if (!this.hours.records.get(recordId)?.effective) {
        this.findings.say('credit/without-hour', recordId);
      }
    }
  }

  #mustAgree(recordId: string, record: { centiHours: number; voided: boolean }): void {
    const earned = this.#earned.get(recordId);
    if (!earned) {
      if (this.#withoutIssue.has(recordId)) return;
      return this.findings.say('credit/hour-without-credit', recordId, record.centiHours);
    }
    if (record.voided !== earned.reversed) {
      const code = record.voided ? 'credit/not-reversed' : 'credit/reversed-without-void';
      return this.findings.say(code, recordId);
    }
    this.findings.expect('credit/differs-from-hours', recordId, [
      earned.centiHours,
      record.centiHours,
    ]);
  }

  #issued(event: ExportedEvent): void {
    const recordId = textOf(event.data, 'recordId');
    if (this.#earned.has(recordId)) this.findings.say('credit/issued-twice', recordId);
    const centiHours = brought(event.data);
    this.#earned.set(recordId, { centiHours, reversed: false });
    this.findings.expect('credit/postings-differ', placeOf(event), [
      moved(event, 'debit', 'issuance:'),
      centiHours,
    ]);
  }

  #reversed(recordId: string): void {
    const earned = this.#earned.get(recordId);
    if (!earned) return this.findings.say('credit/reversed-without-issue', recordId);
    if (earned.reversed) this.findings.say('credit/reversed-twice', recordId);
    this.#earned.set(recordId, { ...earned, reversed: true });
  }

  #held(event: ExportedEvent): void {
    const holdId = textOf(event.data, 'holdId');
    const centiHours = amountOf(event.data, 'centiHours');
    if (this.#holds.has(holdId)) this.findings.say('credit/held-twice', holdId);
    this.#holds.set(holdId, centiHours);
    this.findings.expect('credit/postings-differ', placeOf(event), [
      moved(event, 'credit', 'held:'),
      centiHours,
    ]);
  }

  /** Open holds only are remembered: what is not open was resolved, or never was. */
  #resolved(event: ExportedEvent): void {
    const holdId = textOf(event.data, 'holdId');
    const held = this.#holds.get(holdId);
    if (held === undefined) return this.findings.say('credit/hold-not-open', holdId);
    this.#holds.delete(holdId);
    const released = event.type.endsWith('HoldSettled') ? amountOf(event.data, 'released') : 0;
    const whole = amountOf(event.data, 'centiHours') + released;
    this.findings.expect('credit/hold-differs', holdId, [whole, held]);
    this.findings.expect('credit/postings-differ', placeOf(event), [
      moved(event, 'debit', 'held:'),
      held,
    ]);
  }
}

function brought(data: Fields): number {
  return (
    amountOf(data, 'centiHours') + amountOf(data, 'overDailyCap') + amountOf(data, 'overAccountCap')
  );
}

/** What an event's postings take from (debit) or bring to (credit) accounts of one family. */
function moved({ data }: ExportedEvent, side: 'debit' | 'credit', family: string): number {
  let sum = 0;
  for (const posting of listOf(data, 'postings')) {
    if (textOf(posting, side).startsWith(family)) sum += amountOf(posting, 'centiHours');
  }
  return sum;
}
