import {
  amountOf,
  type ExportedEvent,
  type Fields,
  flagOf,
  partOf,
  textOf,
} from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';

const SECONDS_PER_CENTI_HOUR = 36;

/** A record as it stands; `effective` once its hours count. */
interface StandingRecord {
  readonly volunteerId: string;
  readonly centiHours: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly effective: boolean;
  readonly voided: boolean;
}

/**
 * The book of hours: what counts was submitted or corrected to exactly that, fits its interval, and
 * nobody is in two places at once. A record keeps one small entry here, an event none.
 */
export class HoursBook implements AuditBook {
  readonly records = new Map<string, StandingRecord>();

  constructor(private readonly findings: Findings) {}

  visit({ type, data }: ExportedEvent): void {
    switch (type) {
      case 'service-records.RecordSubmitted':
        return this.#submitted(data);
      case 'service-records.RecordRejected':
        this.#forget(textOf(data, 'recordId'));
        return;
      case 'service-records.RecordTookEffect':
        return this.#tookEffect(data);
      case 'service-records.RecordCorrected':
        return this.#corrected(data);
      case 'service-records.RecordVoided':
        return this.#voided(data);
    }
  }

  finish(): void {
    const byVolunteer = new Map<string, StandingRecord[]>();
    for (const record of this.records.values()) {
      if (record.voided) continue;
      const own = byVolunteer.get(record.volunteerId) ?? [];
      own.push(record);
      byVolunteer.set(record.volunteerId, own);
    }
    for (const [volunteerId, records] of byVolunteer) this.#mustNotOverlap(volunteerId, records);
  }

  /** Hundredths of hours that count, and how many records they come from. */
  totals(): { centiHours: number; records: number } {
    let [centiHours, records] = [0, 0];
    for (const record of this.records.values()) {
      if (!record.effective || record.voided) continue;
      centiHours += record.centiHours;
      records += 1;
    }
    return { centiHours, records };
  }

  #submitted(data: Fields): void {
    const recordId = textOf(data, 'recordId');
    const before = this.records.get(recordId);
    if (before && !before.voided && amountOf(data, 'version') === 1) {
      this.findings.say('hours/submitted-twice', recordId);
    }
    this.#stand(data, false);
  }

  #stand(data: Fields, effective: boolean): void {
    const recordId = textOf(data, 'recordId');
    const centiHours = amountOf(data, 'centiHours');
    const [startsAt, endsAt] = [instant(data, 'startsAt'), instant(data, 'endsAt')];
    const most = Math.floor((endsAt - startsAt) / 1_000 / SECONDS_PER_CENTI_HOUR);
    if (!(centiHours > 0 && centiHours <= most)) {
      this.findings.say('hours/exceed-interval', recordId, `${centiHours} of ${most}`);
    }
    const volunteerId = textOf(data, 'volunteerId');
    const times = { startsAt, endsAt };
    this.records.set(recordId, { volunteerId, centiHours, ...times, effective, voided: false });
  }

  #tookEffect(data: Fields): void {
    const recordId = textOf(data, 'recordId');
    const record = this.records.get(recordId);
    if (!record) return this.findings.say('hours/effect-without-record', recordId);
    if (record.effective) this.findings.say('hours/took-effect-twice', recordId);
    this.#same('hours/effect-differs', record, data);
    this.records.set(recordId, { ...record, effective: true });
  }

  #corrected(data: Fields): void {
    const recordId = textOf(data, 'recordId');
    const record = this.records.get(recordId);
    if (!record) return this.findings.say('hours/correction-without-record', recordId);
    const previous = partOf(data, 'previous') ?? {};
    this.findings.expect('hours/correction-differs', recordId, [
      amountOf(previous, 'centiHours'),
      record.centiHours,
    ]);
    if (record.effective !== flagOf(data, 'wasEffective')) {
      this.findings.say('hours/correction-mistakes-effect', recordId);
    }
    if (textOf(data, 'volunteerId') !== record.volunteerId) {
      this.findings.say('hours/volunteer-differs', recordId);
    }
    if (record.voided) this.findings.say('hours/correction-of-void', recordId);
    this.#stand(data, record.effective);
  }

  #voided(data: Fields): void {
    const recordId = textOf(data, 'recordId');
    const record = this.records.get(recordId);
    if (!record) return this.findings.say('hours/void-without-record', recordId);
    if (record.voided) this.findings.say('hours/voided-twice', recordId);
    if (record.effective !== flagOf(data, 'wasEffective')) {
      this.findings.say('hours/void-mistakes-effect', recordId);
    }
    if (record.effective) this.#same('hours/void-differs', record, data);
    if (record.effective) this.records.set(recordId, { ...record, voided: true });
    else this.#forget(recordId);
  }

  #same(code: string, record: StandingRecord, data: Fields): void {
    const recordId = textOf(data, 'recordId');
    this.findings.expect(code, recordId, [amountOf(data, 'centiHours'), record.centiHours]);
    if (textOf(data, 'volunteerId') !== record.volunteerId) {
      this.findings.say('hours/volunteer-differs', recordId);
    }
  }

  #forget(recordId: string): void {
    this.records.delete(recordId);
  }

  #mustNotOverlap(volunteerId: string, records: StandingRecord[]): void {
    records.sort((a, b) => a.startsAt - b.startsAt);
    let until = Number.NEGATIVE_INFINITY;
    for (const { startsAt, endsAt } of records) {
      if (startsAt < until) {
        this.findings.say('hours/overlap', volunteerId, new Date(startsAt).toISOString());
      }
      until = Math.max(until, endsAt);
    }
  }
}

function instant(data: Fields, name: string): number {
  return Date.parse(textOf(data, name));
}
