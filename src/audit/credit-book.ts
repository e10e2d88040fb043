import {
  amountOf,
  type ExportedEvent,
  type Fields,
  listOf,
  partOf,
  textOf,
} from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';
import type { HoursBook } from './hours-book.js';
import { placeOf } from './double-entry.js';

/** What a record has brought its volunteer. */
interface Earned {
  /** Issued, or paid with the credit of who received the service; then not of its hours. */
  readonly how: 'issued' | 'paid';
  readonly centiHours: number;
  readonly reversed: boolean;
}

/**
 * Credit and hours, one to one: every effective record earned exactly its hours (over a cap or not)
 * or was paid by who received the service; a voided one keeps nothing, and nothing is taken back
 * for another reason; a hold resolves once, within itself. What else a time bank does is told by
 * its postings.
 */
export class CreditBook implements AuditBook {
  readonly #earned = new Map<string, Earned>();
  /** Voided before they earned: they never will. */
  readonly #forestalled = new Set<string>();
  readonly #holds = new Map<string, number>();

  constructor(
    private readonly findings: Findings,
    private readonly hours: HoursBook,
  ) {}

  visit(event: ExportedEvent): void {
    switch (event.type) {
      case 'time-bank.CreditIssued':
        return this.#issued(event);
      case 'time-bank.IssueCorrected':
        return this.#corrected(event);
      case 'time-bank.IssueReversed':
        return this.#reversed(event);
      case 'time-bank.IssueForestalled':
        this.#forestalled.add(textOf(event.data, 'recordId'));
        return;
      case 'time-bank.CreditReceived':
        return this.#received(event);
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
    for (const [recordId, { how }] of this.#earned) {
      const known = this.hours.records.get(recordId)?.effective;
      if (!known && how === 'issued') this.findings.say('credit/without-hour', recordId);
    }
    for (const recordId of this.#forestalled) {
      if (this.hours.records.get(recordId)?.voided) continue;
      this.findings.say('credit/reversed-without-void', recordId);
    }
  }

  #mustAgree(recordId: string, record: { centiHours: number; voided: boolean }): void {
    const earned = this.#earned.get(recordId);
    if (!earned) {
      if (this.#forestalled.has(recordId)) return;
      return this.findings.say('credit/hour-without-credit', recordId, record.centiHours);
    }
    if (record.voided !== earned.reversed) {
      const code = record.voided ? 'credit/not-reversed' : 'credit/reversed-without-void';
      return this.findings.say(code, recordId);
    }
    if (earned.how === 'paid') return;
    this.findings.expect('credit/differs-from-hours', recordId, [
      earned.centiHours,
      record.centiHours,
    ]);
  }

  #issued(event: ExportedEvent): void {
    const recordId = textOf(event.data, 'recordId');
    if (this.#earned.has(recordId)) this.findings.say('credit/issued-twice', recordId);
    const centiHours = brought(event.data);
    this.#earned.set(recordId, { how: 'issued', centiHours, reversed: false });
    this.#mustPost(event, moved(event, 'debit', 'issuance:'), centiHours);
  }

  /** One step from what the record had brought to what it brings now. */
  #corrected(event: ExportedEvent): void {
    const recordId = textOf(event.data, 'recordId');
    const earned = this.#earned.get(recordId);
    if (earned?.how !== 'issued' || earned.reversed) {
      return this.findings.say('credit/correction-without-issue', recordId);
    }
    const previous = partOf(event.data, 'previous') ?? {};
    const before = amountOf(previous, 'centiHours') + amountOf(previous, 'overflow');
    this.findings.expect('credit/correction-differs', recordId, [before, earned.centiHours]);
    const centiHours = brought(event.data);
    const issued = moved(event, 'debit', 'issuance:') - moved(event, 'credit', 'issuance:');
    this.#mustPost(event, issued, centiHours - earned.centiHours);
    this.#earned.set(recordId, { ...earned, centiHours });
  }

  #reversed(event: ExportedEvent): void {
    const recordId = textOf(event.data, 'recordId');
    const earned = this.#earned.get(recordId);
    if (!earned) return this.findings.say('credit/reversed-without-issue', recordId);
    if (earned.reversed) this.findings.say('credit/reversed-twice', recordId);
    const back = amountOf(event.data, 'centiHours') + amountOf(event.data, 'overflow');
    this.findings.expect('credit/reversal-differs', recordId, [back, earned.centiHours]);
    // What a holder paid is out of circulation: it does not come back by itself.
    const to = earned.how === 'paid' ? 'retired' : 'issuance:';
    this.#mustPost(event, moved(event, 'credit', to) - moved(event, 'debit', to), back);
    this.#earned.set(recordId, { ...earned, reversed: true });
  }

  /** What arrives is in one place: with its receiver, over the cap, retired, or passed on. */
  #received(event: ExportedEvent): void {
    const { data } = event;
    const [whole, retired] = [amountOf(data, 'centiHours'), amountOf(data, 'retired')];
    const forwarded = amountOf(data, 'forwarded');
    this.#mustPost(event, moved(event, 'debit', 'transit:'), whole);
    this.#mustPost(event, moved(event, 'credit', 'retired'), retired);
    this.#mustPost(event, moved(event, 'credit', 'transit:'), forwarded);
    const recordId = textOf(data, 'recordId');
    if (recordId === '' || this.#earned.has(recordId) || this.#forestalled.has(recordId)) return;
    const centiHours = whole - retired - forwarded;
    this.#earned.set(recordId, { how: 'paid', centiHours, reversed: false });
  }

  #mustPost(event: ExportedEvent, posted: number, said: number): void {
    this.findings.expect('credit/postings-differ', placeOf(event), [posted, said]);
  }

  #held(event: ExportedEvent): void {
    const holdId = textOf(event.data, 'holdId');
    const centiHours = amountOf(event.data, 'centiHours');
    if (this.#holds.has(holdId)) this.findings.say('credit/held-twice', holdId);
    this.#holds.set(holdId, centiHours);
    this.#mustPost(event, moved(event, 'credit', 'held:'), centiHours);
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
    this.#mustPost(event, moved(event, 'debit', 'held:'), held);
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
