import type { AgePolicy } from '../../../kernel/age-policy.js';
import type { LocalDate } from '../../../kernel/calendar.js';
import type { Unmet, UnmetReason } from '../../../kernel/participation.js';
import type { Facts } from '../../../kernel/rejection.js';

/** What an activity asks of everybody who takes part. */
export interface Requirements {
  /** Possible personal danger: insurance before it begins, and adults only (R685 art. 17). */
  readonly danger: boolean;
  /** The risks in words, told before anybody joins (R685 art. 12). Public. */
  readonly riskNotice: string | null;
  readonly insurance: boolean;
  readonly minimumAge: number | null;
  /** Codes of the qualifications that everybody must hold on the day (R685 art. 16). */
  readonly qualifications: readonly string[];
}

/** What is known of a person when they ask to take part. */
export interface Person {
  /** Full years on the day; null for somebody who is not registered. */
  readonly age: number | null;
  readonly left: boolean;
  readonly guardian: 'none' | 'given' | 'withdrawn';
  /** The guardian undertakes to stay beside the child. */
  readonly accompanied: boolean;
  /** Not revoked ones, whatever their dates. */
  readonly qualifications: readonly Qualification[];
}

export interface Qualification {
  readonly kind: string;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
}

/** What the activity's own stream knows of them. */
export interface Preparation {
  /** The version of the notice in force; 0 when there is none. */
  readonly noticeVersion: number;
  readonly acknowledgedVersion: number | null;
  readonly insured: boolean;
  /** At enrolment the guardian's promise is enough; at sign-in staff have seen them. */
  readonly guardianIsThere: boolean;
}

export interface Question {
  readonly requirements: Requirements;
  readonly person: Person;
  readonly preparation: Preparation;
  readonly agePolicy: AgePolicy;
  /** The civil day of the shift. */
  readonly day: LocalDate;
}

export const NO_REQUIREMENTS: Requirements = {
  danger: false,
  riskNotice: null,
  insurance: false,
  minimumAge: null,
  qualifications: [],
};

/**
 * Everything that keeps somebody from a shift (V9, V10, V11), in the order in which it is said: the
 * one rule of enrolment and sign-in. Expiry is a fact of the day, never an event.
 */
export function unmetOf(question: Question): readonly Unmet[] {
  const { person } = question;
  if (person.age === null) return [unmet('not-registered')];
  if (person.left) return [unmet('volunteer-left')];
  return [
    ...unmetAge(question, person.age),
    ...unmetSafety(question),
    ...question.requirements.qualifications.flatMap((kind) => unmetQualification(kind, question)),
  ];
}

function unmetAge({ requirements, person, preparation, agePolicy }: Question, age: number) {
  const { adultFrom, aloneFrom, registerFrom } = agePolicy;
  const found: Unmet[] = [];
  const minimumAge = Math.max(registerFrom, requirements.minimumAge ?? 0);
  if (age < minimumAge) found.push(unmet('too-young', { minimumAge }));
  if (age >= adultFrom) return found;
  if (requirements.danger) found.push(unmet('adults-only', { adultFrom }));
  if (person.guardian !== 'given') {
    const withdrawn = person.guardian === 'withdrawn';
    found.push(unmet(withdrawn ? 'guardian-consent-withdrawn' : 'guardian-consent-missing'));
  } else if (age < aloneFrom && !(person.accompanied && preparation.guardianIsThere)) {
    found.push(unmet('guardian-not-present', { aloneFrom }));
  }
  return found;
}

function unmetSafety({ requirements, preparation }: Question): Unmet[] {
  const found: Unmet[] = [];
  const { noticeVersion, acknowledgedVersion, insured } = preparation;
  if (requirements.riskNotice !== null && acknowledgedVersion !== noticeVersion) {
    found.push(unmet('risk-notice-not-acknowledged', { noticeVersion }));
  }
  if ((requirements.insurance || requirements.danger) && !insured) {
    found.push(unmet('insurance-missing'));
  }
  return found;
}

function unmetQualification(qualification: string, { person, day }: Question): Unmet[] {
  const held = person.qualifications.filter(({ kind }) => kind === qualification);
  const begun = held.filter(({ validFrom }) => validFrom <= day);
  if (begun.some(({ validUntil }) => validUntil === null || validUntil >= day)) return [];
  const [first, ...rest] = begun.map(({ validUntil }) => validUntil ?? day);
  if (first === undefined) return [unmet('qualification-missing', { qualification })];
  const validUntil = rest.reduce((latest, until) => (until > latest ? until : latest), first);
  return [unmet('qualification-expired', { qualification, validUntil })];
}

function unmet(reason: UnmetReason, facts: Facts = {}): Unmet {
  return { reason, facts };
}
