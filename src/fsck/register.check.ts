import type { CertificateIssued, NumberAssigned } from '../contexts/certificates/index.js';
import type { RecordTookEffect, RecordVoided } from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';
import { IssuerRights } from './issuer-rights.js';

type Compare = (a: string, b: string) => number;

interface EffectiveRecord extends Pick<
  RecordTookEffect['data'],
  'volunteerId' | 'organisationId' | 'date' | 'centiHours' | 'grade'
> {
  readonly from: string;
  /** Position of the void, if there was one. */
  until: string | undefined;
}

/**
 * Certificates: numbers without gaps, each given once; and what each one certifies, counted again
 * from the records that were effective at its position of the log.
 */
export class RegisterCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #next = new Map<string, number>();
  readonly #numbers = new Map<string, string>();
  readonly #records = new Map<string, EffectiveRecord>();
  /** Volunteer → ids of their records. */
  readonly #byVolunteer = new Map<string, string[]>();
  readonly #issues: CertificateIssued['data'][] = [];

  readonly #rights: IssuerRights;

  constructor(private readonly compare: Compare) {
    this.#rights = new IssuerRights(compare);
  }

  visit(event: Recorded): void {
    this.#rights.visit(event);
    if (event.type === 'service-records.RecordTookEffect') {
      this.#tookEffect(event as Recorded<RecordTookEffect>);
    } else if (event.type === 'service-records.RecordVoided') {
      const { recordId } = (event as Recorded<RecordVoided>).data;
      const record = this.#records.get(recordId);
      if (record) record.until ??= event.position;
    } else if (event.type === 'certificates.NumberAssigned') {
      this.#assigned(event as Recorded<NumberAssigned>);
    } else if (event.type === 'certificates.CertificateIssued') {
      this.#issued(event as Recorded<CertificateIssued>);
    }
  }

  finish(): readonly Finding[] {
    for (const certificate of this.#issues) this.#recount(certificate);
    return this.#findings;
  }

  #tookEffect({ data, position }: Recorded<RecordTookEffect>): void {
    const { recordId, volunteerId, organisationId, date, centiHours, grade } = data;
    const record = { volunteerId, organisationId, date, centiHours, grade };
    this.#records.set(recordId, { ...record, from: position, until: undefined });
    const own = this.#byVolunteer.get(volunteerId) ?? [];
    own.push(recordId);
    this.#byVolunteer.set(volunteerId, own);
  }

  #assigned({ stream, data }: Recorded<NumberAssigned>): void {
    const expected = this.#next.get(stream) ?? 1;
    if (data.serial !== expected) this.#say('number-gap', data.number, `expected ${expected}`);
    if (this.#numbers.has(data.number)) this.#say('number-twice', data.number, '');
    this.#next.set(stream, data.serial + 1);
    this.#numbers.set(data.number, data.certificateId);
  }

  #issued({ data }: Recorded<CertificateIssued>): void {
    const { number, certificateId, totals, records } = data;
    if (this.#numbers.get(number) !== certificateId) {
      this.#say('number-not-assigned', number, certificateId);
    }
    const sum = Object.values(totals.byGrade).reduce((total, part) => total + part, 0);
    if (sum !== totals.centiHours) this.#say('total-differs', number, `${sum} by grade`);
    if (records.length !== totals.services) this.#say('rows-differ', number, `${records.length}`);
    this.#issues.push(data);
  }

  /** Every listed row stood then, none that stood is left out, and the grades add up. */
  #recount({ number, logPosition, records, totals, ...wanted }: CertificateIssued['data']): void {
    const listed = new Set(records.map(({ recordId }) => recordId));
    const issuers = this.#rights.entitledAt(wanted.organisationId, logPosition);
    const stood = new Set(
      (this.#byVolunteer.get(wanted.volunteerId) ?? []).filter(
        (id) => this.#isWanted(id, { ...wanted, issuers }) && this.#stoodAt(id, logPosition),
      ),
    );
    for (const id of listed) if (!stood.has(id)) this.#say('row-not-effective', number, id);
    for (const id of stood) if (!listed.has(id)) this.#say('row-missing', number, id);
    for (const [grade, centiHours] of Object.entries(totals.byGrade)) {
      const counted = this.#sum(listed, grade);
      if (counted !== centiHours) this.#say('hours-differ', number, `${grade}: ${counted}`);
    }
  }

  #isWanted(recordId: string, wanted: Wanted): boolean {
    const record = this.#records.get(recordId);
    if (!record?.organisationId || !wanted.issuers.has(record.organisationId)) return false;
    return wanted.from <= record.date && record.date <= wanted.to;
  }

  #stoodAt(recordId: string, position: string): boolean {
    const record = this.#records.get(recordId);
    if (!record || this.compare(record.from, position) > 0) return false;
    return record.until === undefined || this.compare(record.until, position) > 0;
  }

  #sum(recordIds: ReadonlySet<string>, grade: string): number {
    let sum = 0;
    for (const id of recordIds) {
      const record = this.#records.get(id);
      if (record?.grade === grade) sum += record.centiHours;
    }
    return sum;
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `register/${code}`, where, detail });
  }
}

interface Wanted extends Pick<CertificateIssued['data'], 'from' | 'to'> {
  /** Whose records the issuer could certify then. */
  readonly issuers: ReadonlySet<string>;
}
