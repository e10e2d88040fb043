import type { CertificateIssued, NumberAssigned } from '../contexts/certificates/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

/** Certificates: numbers without gaps, each given once, and totals that are the sum of the grades. */
export class RegisterCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #next = new Map<string, number>();
  readonly #numbers = new Map<string, string>();
  readonly #effective = new Set<string>();

  visit(event: Recorded): void {
    if (event.type === 'service-records.RecordTookEffect') {
      this.#effective.add((event.data as { recordId: string }).recordId);
    } else if (event.type === 'certificates.NumberAssigned') {
      this.#assigned(event as Recorded<NumberAssigned>);
    } else if (event.type === 'certificates.CertificateIssued') {
      this.#issued(event as Recorded<CertificateIssued>);
    }
  }

  finish(): readonly Finding[] {
    return this.#findings;
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
    if (sum !== totals.centiHours) this.#say('total-differs', number, `${sum}`);
    if (records.length !== totals.services) this.#say('rows-differ', number, `${records.length}`);
    for (const { recordId } of records) {
      if (!this.#effective.has(recordId)) this.#say('row-not-effective', number, recordId);
    }
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `register/${code}`, where, detail });
  }
}
