import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { AGE_POLICIES, ageOn, type AgePolicy, agePolicyOn } from '../../kernel/age-policy.js';
import { type Instant, type LocalDate, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import type { Unmet } from '../../kernel/participation.js';
import { Clock } from '../../platform/clock.js';
import { ParticipationGate, type ShiftOfVolunteer } from '../../platform/participation-gate.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { EnrolVolunteer } from './domain/activity.commands.js';
import { type Person, unmetOf } from './domain/participation.policy.js';
import { type KnownVolunteer, ParticipationQueries } from './participation.queries.js';

/** Registered a moment ago, or never: the vault knows. */
const NOT_PROJECTED: KnownVolunteer = {
  ...{ adult: false, gone: false, guardian: 'none', accompanied: false },
};

export interface Enrolment extends ShiftOfVolunteer {
  readonly at: Instant;
  readonly acknowledges: number | null;
}

/** Gathers who somebody is on the day of a shift: for enrolment here, for sign-in by the gate. */
@Injectable()
export class ParticipationDesk extends ParticipationGate {
  readonly #agePolicies: readonly AgePolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ParticipationQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    super();
    this.#agePolicies = policies.of('age', AGE_POLICIES);
  }

  enrol(enrolment: Enrolment, meta: CommandMeta): Promise<Receipt> {
    const { accountId } = meta.actor;
    const day = this.#dayOf(enrolment);
    const agePolicy = agePolicyOn(day, this.#agePolicies);
    const reader = { accountId, purpose: 'age at enrolment', at: meta.at };
    const person = this.#person(enrolment, { day, agePolicy, reader });
    return this.dispatcher.dispatch(new EnrolVolunteer({ ...enrolment, person, agePolicy }, meta));
  }

  override unmet(asked: ShiftOfVolunteer): readonly Unmet[] {
    const day = this.#dayOf(asked);
    const agePolicy = agePolicyOn(day, this.#agePolicies);
    const reader = { accountId: 'system', purpose: 'age at sign-in', at: this.clock.now() };
    return unmetOf({
      requirements: this.queries.requirements(asked.activityId).requirements,
      person: this.#person(asked, { day, agePolicy, reader }),
      preparation: this.queries.preparation(asked, day),
      agePolicy,
      day,
    });
  }

  /** Of a shift nobody scheduled, today: the decider refuses it under its own name. */
  #dayOf({ activityId, shiftId }: ShiftOfVolunteer): LocalDate {
    return localDateOf(this.queries.shiftStart(activityId, shiftId) ?? this.clock.now());
  }

  #person(
    { activityId, volunteerId }: ShiftOfVolunteer,
    { day, agePolicy, reader }: AgeQuestion,
  ): Person {
    const known = this.queries.volunteer(volunteerId) ?? NOT_PROJECTED;
    const { minimumAge } = this.queries.requirements(activityId).requirements;
    // Who was of age at registration is of age: their birth date is read only for a higher bound.
    const ofAge = known.adult && (minimumAge ?? 0) <= agePolicy.adultFrom;
    return {
      age: ofAge || known.gone ? agePolicy.adultFrom : this.#age(volunteerId, day, reader),
      left: known.gone,
      guardian: known.guardian,
      accompanied: known.accompanied,
      qualifications: this.queries.qualifications(volunteerId),
    };
  }

  #age(volunteerId: string, day: LocalDate, reader: Reader): number | null {
    const key = documentKeys.profile(volunteerId);
    const profile = this.vault.get<{ readonly birthDate: LocalDate }>(key, reader);
    return profile ? ageOn(profile.birthDate, day) : null;
  }
}

interface AgeQuestion {
  readonly day: LocalDate;
  readonly agePolicy: AgePolicy;
  readonly reader: Reader;
}
