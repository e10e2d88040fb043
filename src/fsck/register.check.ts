import type { CertificateIssued, NumberAssigned } from '../contexts/certificates/index.js';
import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';
import { IssuerRights } from './issuer-rights.js';

type Compare = (a: string, b: string) => number;

/** One version of an effective record, and from where to where in the log it counted. */
interface Standing extends Pick<
  RecordTookEffect['data'],
  'version' | 'organisationId' | 'date' | 'centiHours' | 'grade'
> {
  readonly from: string;
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
  readonly #records = new Map<string, Standing[]>();
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
    } else if (event.type === 'service-records.RecordCorrected') {
      this.#corrected(event as Recorded<RecordCorrected>);
    } else if (event.type === 'service-records.RecordVoided') {
      this.#ends((event as Recorded<RecordVoided>).data.recordId, event.position);
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
    const { recordId, volunteerId } = data;
    this.#stands(data, position);
    const own = this.#byVolunteer.get(volunteerId) ?? [];
    own.push(recordId);
    this.#byVolunteer.set(volunteerId, own);
  }

  #corrected({ data, position }: Recorded<RecordCorrected>): void {
    if (!data.wasEffective) return;
    this.#ends(data.recordId, position);
    this.#stands(data, position);
  }

  #stands(data: Omit<Standing, 'from' | 'until'> & { recordId: string }, from: string): void {
    const { recordId, version, organisationId, date, centiHours, grade } = data;
    const standings = this.#records.get(recordId) ?? [];
    standings.push({ version, organisationId, date, centiHours, grade, from, until: undefined });
    this.#records.set(recordId, standings);
  }

  #ends(recordId: string, position: string): void {
    const last = this.#records.get(recordId)?.at(-1);
    if (last) last.until ??= position;
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

  /** Every listed row stood then as listed, none that stood is left out, and the grades add up. */
  #recount({ number, logPosition, records, totals, ...wanted }: CertificateIssued['data']): void {
    const listed = new Map(records.map(({ recordId, version }) => [recordId, version]));
    const issuers = this.#rights.entitledAt(wanted.organisationId, logPosition);
    const stood = this.#stoodAt(logPosition, { ...wanted, issuers });
    for (const [id, version] of listed) {
      if (stood.get(id)?.version !== version) this.#say('row-not-effective', number, id);
    }
    for (const id of stood.keys()) if (!listed.has(id)) this.#say('row-missing', number, id);
    for (const [grade, centiHours] of Object.entries(totals.byGrade)) {
      const counted = this.#sum(listed.keys(), { grade, at: logPosition });
      if (counted !== centiHours) this.#say('hours-differ', number, `${grade}: ${counted}`);
    }
  }

  /** Record → the version of it that counted there and could be certified. */
  #stoodAt(position: string, wanted: Wanted): ReadonlyMap<string, Standing> {
    const stood = new Map<string, Standing>();
    for (const id of this.#byVolunteer.get(wanted.volunteerId) ?? []) {
      const standing = this.#standingAt(id, position);
      if (standing && isWanted(standing, wanted)) stood.set(id, standing);
    }
    return stood;
  }

  #standingAt(recordId: string, position: string): Standing | undefined {
    return this.#records.get(recordId)?.find(({ from, until }) => {
      if (this.compare(from, position) > 0) return false;
      return until === undefined || this.compare(until, position) > 0;
    });
  }

  #sum(recordIds: Iterable<string>, of: { readonly grade: string; readonly at: string }): number {
    let sum = 0;
    for (const id of recordIds) {
      const standing = this.#standingAt(id, of.at) ?? this.#records.get(id)?.at(-1);
      if (standing?.grade === of.grade) sum += standing.centiHours;
    }
    return sum;
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `register/${code}`, where, detail });
  }
}

interface Wanted extends Pick<CertificateIssued['data'], 'volunteerId' | 'from' | 'to'> {
  /** Whose records the issuer could certify then. */
  readonly issuers: ReadonlySet<string>;
}

function isWanted({ organisationId, date }: Standing, { issuers, from, to }: Wanted): boolean {
  return organisationId !== null && issuers.has(organisationId) && from <= date && date <= to;
}
