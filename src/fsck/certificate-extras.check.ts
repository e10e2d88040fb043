import type {
  CertificateIssued,
  CertificateStale,
  ExtrasListed,
} from '../contexts/certificates/index.js';
import type { EvaluationGiven } from '../contexts/feedback/index.js';
import type { AwardRecorded, StarGranted } from '../contexts/honours/index.js';
import type { AttendanceRecorded, CourseOffered } from '../contexts/trainings/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';
import { IssuerRights } from './issuer-rights.js';

type Compare = (a: string, b: string) => number;

/** One training, award or star, and from where to where in the log it stood. */
interface Standing {
  readonly volunteerId: string;
  /** Whose record it is; null where any issuer of the hours may name it. */
  readonly organisationId: string | null;
  /** Study time, number of the star; 0 for an award. */
  readonly amount: number;
  readonly from: string;
  until: string | undefined;
}

interface Mark {
  readonly evaluator: string;
  readonly points: number;
  readonly position: string;
}

interface Issue {
  readonly facts: CertificateIssued['data'];
  readonly extras: ExtrasListed['data'];
  readonly noted: Set<string>;
  live: boolean;
}

const CAUSES: readonly string[] = ['training-withdrawn', 'award-revoked', 'star-revoked'];

/**
 * What certificates list beside hours: it stood at their position of the log, recorded by somebody
 * whose records the issuer could certify; what was taken back since is noted; and the mean mark is
 * that of the evaluations there were.
 */
export class CertificateExtrasCheck implements Check {
  readonly #findings: Finding[] = [];
  readonly #rights: IssuerRights;
  /** Course → the organisation that holds it. */
  readonly #courses = new Map<string, string>();
  readonly #entries = new Map<string, Standing[]>();
  readonly #marks = new Map<string, Mark[]>();
  readonly #listed = new Map<string, ExtrasListed['data']>();
  readonly #issues = new Map<string, Issue>();

  constructor(private readonly compare: Compare) {
    this.#rights = new IssuerRights(compare);
  }

  visit(event: Recorded): void {
    this.#rights.visit(event);
    switch (event.type) {
      case 'trainings.CourseOffered': {
        const { courseId, organisationId } = (event as Recorded<CourseOffered>).data;
        this.#courses.set(courseId, organisationId);
        return;
      }
      case 'feedback.EvaluationGiven':
        return this.#evaluated(event as Recorded<EvaluationGiven>);
      default:
        return event.type.startsWith('certificates.') ? this.#certified(event) : this.#entry(event);
    }
  }

  finish(): readonly Finding[] {
    for (const issue of this.#issues.values()) {
      for (const [id, entry] of this.#entriesOf(issue)) this.#recheck(issue, id, entry);
      this.#recount(issue);
    }
    return this.#findings;
  }

  #entry({ type, data, position }: Recorded): void {
    if (type === 'trainings.AttendanceRecorded') {
      const { volunteerId, courseId, sessionId, centiHours } = data as AttendanceRecorded['data'];
      const organisationId = this.#courses.get(courseId) ?? null;
      const of = { volunteerId, organisationId, amount: centiHours };
      this.#begins(trainingKey(volunteerId, sessionId), of, position);
    } else if (type === 'trainings.AttendanceWithdrawn') {
      const { volunteerId, sessionId } = data as AttendanceRecorded['data'];
      this.#ends(trainingKey(volunteerId, sessionId), position);
    } else if (type === 'honours.AwardRecorded') {
      const { awardId, volunteerId, organisationId } = data as AwardRecorded['data'];
      this.#begins(awardId, { volunteerId, organisationId, amount: 0 }, position);
    } else if (type === 'honours.AwardRevoked') {
      this.#ends((data as { awardId: string }).awardId, position);
    } else if (type === 'honours.StarGranted') {
      const { applicationId, volunteerId, star } = data as StarGranted['data'];
      this.#begins(applicationId, { volunteerId, organisationId: null, amount: star }, position);
    } else if (type === 'honours.StarRevoked') {
      this.#ends((data as { applicationId: string }).applicationId, position);
    }
  }

  #certified({ type, data }: Recorded): void {
    const { certificateId } = data as { readonly certificateId: string };
    const issue = this.#issues.get(certificateId);
    if (type === 'certificates.ExtrasListed') {
      this.#listed.set(certificateId, data as ExtrasListed['data']);
    } else if (type === 'certificates.CertificateIssued') {
      const extras = this.#listed.get(certificateId);
      const facts = data as CertificateIssued['data'];
      if (extras) this.#issues.set(certificateId, { facts, extras, noted: new Set(), live: true });
    } else if (type === 'certificates.CertificateStale') {
      this.#stale(data as CertificateStale['data'], issue);
    } else if (/^certificates\.Certificate(Superseded|Revoked)$/.test(type) && issue) {
      issue.live = false;
    }
  }

  #stale({ number, recordId, cause }: CertificateStale['data'], issue: Issue | undefined): void {
    if (!CAUSES.includes(cause)) return;
    const key = issue && keyOf(issue, recordId);
    const wasTakenBack = this.#entries.get(key ?? '')?.some(({ until }) => until !== undefined);
    if (!wasTakenBack) this.#say('stale-without-cause', number, recordId);
    issue?.noted.add(recordId);
  }

  #entriesOf({ extras }: Issue): readonly (readonly [id: string, amount: number])[] {
    return [
      ...extras.trainings.map((t) => [t.sessionId, t.centiHours] as const),
      ...extras.awards.map((awardId) => [awardId, 0] as const),
      ...(extras.star ? [[extras.star.applicationId, extras.star.star] as const] : []),
    ];
  }

  #recheck(issue: Issue, id: string, amount: number): void {
    const { number } = issue.facts;
    const standings = this.#entries.get(keyOf(issue, id)) ?? [];
    if (!standings.some((standing) => this.#couldList(issue, standing, amount))) {
      this.#say('extra-not-recorded', number, id);
    }
    const stands = standings.some(({ until, amount: now }) => !until && now === amount);
    if (issue.live && !stands && !issue.noted.has(id)) this.#say('stale-unnoticed', number, id);
  }

  /** It stood at the position of the certificate, as listed, and the issuer could certify it. */
  #couldList({ facts }: Issue, standing: Standing, amount: number): boolean {
    const { logPosition, organisationId, volunteerId } = facts;
    const { from, until } = standing;
    if (standing.volunteerId !== volunteerId || standing.amount !== amount) return false;
    if (this.compare(from, logPosition) > 0) return false;
    if (until !== undefined && this.compare(until, logPosition) <= 0) return false;
    if (standing.organisationId === null) return true;
    return this.#rights.entitledAt(organisationId, logPosition).has(standing.organisationId);
  }

  #recount({ facts: { number, records, logPosition }, extras: { evaluation } }: Issue): void {
    const marks = records.flatMap(({ recordId }) => this.#marksOf(recordId, logPosition));
    const points = marks.reduce((sum, mark) => sum + mark.points, 0);
    const ratings = marks.length;
    const mean = ratings === 0 ? undefined : Math.floor((100 * points) / (3 * ratings));
    const isSame = evaluation?.meanHundredths === mean && (evaluation?.ratings ?? 0) === ratings;
    if (!isSame) this.#say('evaluation-differs', number, `${mean ?? '-'} of ${ratings}`);
  }

  /** The last word of each evaluator until there. */
  #marksOf(recordId: string, until: string): readonly Mark[] {
    const given = (this.#marks.get(recordId) ?? []).filter(
      ({ position }) => this.compare(position, until) <= 0,
    );
    return [...new Map(given.map((mark) => [mark.evaluator, mark])).values()];
  }

  #evaluated({ data, position }: Recorded<EvaluationGiven>): void {
    const { recordId, evaluator, marks } = data;
    const points = marks.punctuality + marks.attitude + marks.skill;
    const given = this.#marks.get(recordId) ?? [];
    given.push({ evaluator, points, position });
    this.#marks.set(recordId, given);
  }

  #begins(key: string, of: Omit<Standing, 'from' | 'until'>, from: string): void {
    const standings = this.#entries.get(key) ?? [];
    standings.push({ ...of, from, until: undefined });
    this.#entries.set(key, standings);
  }

  #ends(key: string, position: string): void {
    const last = this.#entries.get(key)?.at(-1);
    if (last) last.until ??= position;
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `register/${code}`, where, detail });
  }
}

/** A session is attended by many, an award and a star are somebody's own. */
function keyOf({ extras, facts }: Issue, id: string): string {
  const isTraining = extras.trainings.some(({ sessionId }) => sessionId === id);
  return isTraining ? trainingKey(facts.volunteerId, id) : id;
}

function trainingKey(volunteerId: string, sessionId: string): string {
  return `${volunteerId} ${sessionId}`;
}
