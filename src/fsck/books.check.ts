import type {
  RecordCorrected,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Submitted {
  readonly volunteerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
}

/**
 * Hours: every hour that counts was submitted or corrected to that many hours, and nobody is in two
 * places at once.
 */
export class BooksCheck implements Check {
  /** Volunteer → hundredths of effective hours. */
  readonly hours = new Map<string, number>();
  readonly #findings: Finding[] = [];
  readonly #live = new Map<string, Submitted>();
  readonly #submittedIds = new Set<string>();
  readonly #voidedAfterEffect = new Set<string>();
  readonly #effective = new Map<string, number>();

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
    }
  }

  finish(): readonly Finding[] {
    this.#overlaps();
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
    this.#add(this.hours, volunteerId, centiHours);
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
    this.#add(this.hours, volunteerId, centiHours - previous.centiHours);
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
    this.#add(this.hours, volunteerId, -centiHours);
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
