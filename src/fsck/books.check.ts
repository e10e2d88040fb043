import type {
  RecordCorrected,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { CreditIssued, IssueReversed, Posting } from '../contexts/time-bank/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

/** What the books come to when a stranger adds up the events. */
export interface Books {
  /** Volunteer → hundredths of effective hours. */
  readonly hours: Map<string, number>;
  /** Ledger account → hundredths of credit. */
  readonly balances: Map<string, number>;
}

interface Submitted {
  readonly volunteerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
}

/**
 * Hours and credit: every hour that counts was submitted with that many hours; nobody is in two
 * places at once; every effective record earned exactly once, and no voided one keeps its credit;
 * debits equal credits; nothing that may not be negative ever is.
 */
export class BooksCheck implements Check {
  readonly books: Books = { hours: new Map(), balances: new Map() };
  readonly #findings: Finding[] = [];
  readonly #live = new Map<string, Submitted>();
  readonly #submittedIds = new Set<string>();
  readonly #voidedAfterEffect = new Set<string>();
  readonly #effective = new Map<string, number>();
  readonly #earned = new Map<string, number>();
  readonly #reversed = new Set<string>();

  visit(event: Recorded): void {
    switch (event.type) {
      case 'service-records.RecordSubmitted':
        return this.#submitted(event as Recorded<RecordSubmitted>);
      case 'service-records.RecordRejected':
        this.#live.delete((event.data as { recordId: string }).recordId);
        return;
      case 'service-records.RecordTookEffect':
        return this.#tookEffect(event as Recorded<RecordTookEffect>);
      case 'service-records.RecordCorrected':
        return this.#corrected(event as Recorded<RecordCorrected>);
      case 'service-records.RecordVoided':
        return this.#voided(event as Recorded<RecordVoided>);
      case 'time-bank.CreditIssued':
        this.#issued(event as Recorded<CreditIssued>);
        break;
      case 'time-bank.IssueReversed':
        this.#taken(event as Recorded<IssueReversed>);
        break;
    }
    if (event.type.startsWith('time-bank.')) this.#post(event);
  }

  finish(): readonly Finding[] {
    for (const [recordId, centiHours] of this.#effective) {
      const earned = this.#earned.get(recordId);
      if (earned === undefined) this.#say('hour-without-credit', recordId, `${centiHours}`);
      else if (earned !== centiHours && !this.#reversed.has(recordId)) {
        this.#say('credit-differs-from-hours', recordId, `${earned} for ${centiHours}`);
      }
    }
    for (const recordId of this.#earned.keys()) {
      if (!this.#effective.has(recordId)) this.#say('credit-without-hour', recordId, '');
    }
    this.#reversals();
    this.#overlaps();
    let sum = 0;
    for (const centiHours of this.books.balances.values()) sum += centiHours;
    if (sum !== 0) this.#say('debits-differ-from-credits', 'all accounts', `${sum}`);
    return this.#findings;
  }

  #submitted({ data }: Recorded<RecordSubmitted>): void {
    const { recordId } = data;
    if (this.#submittedIds.has(recordId)) this.#say('submitted-twice', recordId, '');
    this.#submittedIds.add(recordId);
    this.#stands(data);
  }

  /** What stands in the book from here on, as it was submitted or corrected. */
  #stands(data: Submitted & { readonly recordId: string }): void {
    const { recordId, volunteerId, startsAt, endsAt, centiHours } = data;
    const seconds = (Date.parse(endsAt) - Date.parse(startsAt)) / 1000;
    if (centiHours <= 0 || centiHours > Math.floor(seconds / 36)) {
      this.#say('hours-exceed-interval', recordId, `${centiHours} in ${seconds} s`);
    }
    this.#live.set(recordId, { volunteerId, startsAt, endsAt, centiHours });
  }

  #tookEffect({ data }: Recorded<RecordTookEffect>): void {
    const { recordId, volunteerId, centiHours } = data;
    const submitted = this.#live.get(recordId);
    if (submitted?.centiHours !== centiHours) {
      this.#say('effect-differs-from-record', recordId, `${centiHours}`);
    }
    if (this.#effective.has(recordId)) this.#say('took-effect-twice', recordId, '');
    this.#effective.set(recordId, centiHours);
    this.#add(this.books.hours, volunteerId, centiHours);
  }

  /** The old hours leave the book and the new ones come, in one step; before effect, neither. */
  #corrected({ data }: Recorded<RecordCorrected>): void {
    const { recordId, volunteerId, centiHours, wasEffective, previous } = data;
    if (this.#live.get(recordId)?.centiHours !== previous.centiHours) {
      this.#say('correction-differs-from-record', recordId, `${previous.centiHours}`);
    }
    if (this.#effective.has(recordId) !== wasEffective) {
      this.#say('correction-mistakes-effect', recordId, String(wasEffective));
    }
    this.#stands(data);
    if (!wasEffective) return;
    this.#effective.set(recordId, centiHours);
    this.#add(this.books.hours, volunteerId, centiHours - previous.centiHours);
  }

  #voided({ data }: Recorded<RecordVoided>): void {
    const { recordId, volunteerId, wasEffective, centiHours } = data;
    this.#live.delete(recordId);
    if (!wasEffective) return;
    if (this.#effective.get(recordId) !== centiHours) {
      this.#say('void-differs-from-record', recordId, `${centiHours}`);
    }
    if (this.#voidedAfterEffect.has(recordId)) this.#say('voided-twice', recordId, '');
    this.#voidedAfterEffect.add(recordId);
    this.#add(this.books.hours, volunteerId, -centiHours);
  }

  #issued({ data }: Recorded<CreditIssued>): void {
    const { recordId, centiHours, overDailyCap, overAccountCap } = data;
    if (this.#earned.has(recordId)) this.#say('credit-issued-twice', recordId, '');
    this.#earned.set(recordId, centiHours + overDailyCap + overAccountCap);
  }

  #taken({ data: { recordId } }: Recorded<IssueReversed>): void {
    if (this.#reversed.has(recordId)) this.#say('credit-reversed-twice', recordId, '');
    this.#reversed.add(recordId);
  }

  /** A voided hour keeps no credit, and credit is taken back for no other reason. */
  #reversals(): void {
    for (const recordId of this.#voidedAfterEffect) {
      if (this.#earned.has(recordId) && !this.#reversed.has(recordId)) {
        this.#say('credit-not-reversed', recordId, '');
      }
    }
    for (const recordId of this.#reversed) {
      if (!this.#voidedAfterEffect.has(recordId)) {
        this.#say('reversed-without-void', recordId, '');
      }
    }
  }

  #post({ id, stream, revision, data }: Recorded): void {
    for (const { debit, credit, centiHours } of (data as { postings: Posting[] }).postings) {
      if (debit === credit || !Number.isSafeInteger(centiHours) || centiHours <= 0) {
        this.#say('posting-malformed', `${stream}#${revision}`, id);
      }
      this.#add(this.books.balances, debit, -centiHours);
      this.#add(this.books.balances, credit, centiHours);
      this.#limits(debit, credit, revision);
    }
  }

  #limits(debit: string, credit: string, revision: number): void {
    const [from, to] = [this.books.balances.get(debit) ?? 0, this.books.balances.get(credit) ?? 0];
    if (hasFloor(debit) && from < 0)
      this.#say('overdrawn', debit, `${from} at revision ${revision}`);
    if (credit.startsWith('debt:') && to > 0) {
      this.#say('debt-overpaid', credit, `${to} at revision ${revision}`);
    }
  }

  #overlaps(): void {
    const byVolunteer = new Map<string, Submitted[]>();
    for (const record of this.#live.values()) {
      const own = byVolunteer.get(record.volunteerId) ?? [];
      own.push(record);
      byVolunteer.set(record.volunteerId, own);
    }
    for (const [volunteerId, records] of byVolunteer) {
      records.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
      records.forEach(({ startsAt }, index) => {
        const before = records[index - 1];
        if (before && Date.parse(before.endsAt) > Date.parse(startsAt)) {
          this.#say('overlap', volunteerId, startsAt);
        }
      });
    }
  }

  #add(sums: Map<string, number>, key: string, amount: number): void {
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `books/${code}`, where, detail });
  }
}

/** A person's accounts never go below zero; a debt is below zero by nature, issuance by design. */
function hasFloor(account: string): boolean {
  return !account.startsWith('issuance:') && !account.startsWith('debt:');
}
