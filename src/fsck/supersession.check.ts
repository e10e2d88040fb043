import type {
  CertificateIssued,
  CertificateRevoked,
  CertificateStale,
  CertificateSuperseded,
} from '../contexts/certificates/index.js';
import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Issue {
  readonly number: string;
  /** Record → the version it lists. */
  readonly listed: ReadonlyMap<string, number>;
  readonly replaces: string | null;
  /** Records whose change was noted. */
  readonly noted: Set<string>;
  /** Still counts when the events end. */
  live: boolean;
}

/**
 * What became of certificates: none that counts lists an hour that is gone without saying so, none
 * says so without cause, and each superseded one has a successor that names it.
 */
export class SupersessionCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #issues = new Map<string, Issue>();
  /** Record → the version that counts now; 0 when it is gone. */
  readonly #current = new Map<string, number>();
  readonly #superseded: CertificateSuperseded['data'][] = [];

  visit(event: Recorded): void {
    switch (event.type) {
      case 'service-records.RecordTookEffect':
      case 'service-records.RecordCorrected': {
        const { recordId, version } = (event as Recorded<RecordTookEffect | RecordCorrected>).data;
        this.#current.set(recordId, version);
        return;
      }
      case 'service-records.RecordVoided':
        this.#current.set((event as Recorded<RecordVoided>).data.recordId, 0);
        return;
      case 'certificates.CertificateIssued':
        return this.#issued(event as Recorded<CertificateIssued>);
      case 'certificates.CertificateStale':
        return this.#stale(event as Recorded<CertificateStale>);
      case 'certificates.CertificateSuperseded':
        this.#superseded.push((event as Recorded<CertificateSuperseded>).data);
        return this.#ends((event as Recorded<CertificateSuperseded>).data);
      case 'certificates.CertificateRevoked':
        return this.#ends((event as Recorded<CertificateRevoked>).data);
    }
  }

  finish(): readonly Finding[] {
    for (const issue of this.#issues.values()) {
      if (!issue.live) continue;
      for (const recordId of issue.listed.keys()) {
        const isUnnoticed = this.#hasChanged(issue, recordId) && !issue.noted.has(recordId);
        if (isUnnoticed) this.#say('stale-unnoticed', issue.number, recordId);
      }
    }
    for (const { certificateId, number, byCertificateId, byNumber } of this.#superseded) {
      const successor = this.#issues.get(byCertificateId);
      const isNamed = successor?.number === byNumber && successor.replaces === certificateId;
      if (!isNamed) this.#say('successor-unknown', number, byNumber);
    }
    return this.#findings;
  }

  #issued({ data }: Recorded<CertificateIssued>): void {
    const { certificateId, number, records, replaces } = data;
    const listed = new Map(records.map(({ recordId, version }) => [recordId, version]));
    const issue = { number, listed, replaces, noted: new Set<string>(), live: true };
    this.#issues.set(certificateId, issue);
  }

  /** What is listed beside hours is held against its events by `CertificateExtrasCheck`. */
  #stale({ data }: Recorded<CertificateStale>): void {
    const { certificateId, number, recordId, cause } = data;
    if (cause !== 'corrected' && cause !== 'voided') return;
    const issue = this.#issues.get(certificateId);
    if (!issue || !this.#hasChanged(issue, recordId))
      this.#say('stale-without-cause', number, recordId);
    issue?.noted.add(recordId);
  }

  #hasChanged({ listed }: Issue, recordId: string): boolean {
    const version = listed.get(recordId);
    return version !== undefined && this.#current.get(recordId) !== version;
  }

  #ends({ certificateId, number }: { certificateId: string; number: string }): void {
    const issue = this.#issues.get(certificateId);
    if (!issue?.live) this.#say('ended-twice', number, certificateId);
    if (issue) issue.live = false;
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `register/${code}`, where, detail });
  }
}
