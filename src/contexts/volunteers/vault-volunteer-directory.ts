import { Injectable } from '@nestjs/common';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { AGE_POLICIES, type AgePolicy, agePolicyOn } from '../../kernel/age-policy.js';
import { ID_TYPES, type IdType } from '../../kernel/id-types.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import { type CommandMeta, type DomainEvent, SYSTEM_ACTOR } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, keyedHash } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Vault } from '../../vault/vault.js';
import { hasIdForm, normaliseIdNumber } from './domain/id-number.js';
import { ClaimIdentity } from './domain/identity.commands.js';
import { identity } from './domain/identity.decider.js';
import type { IdentityClaimed } from './domain/identity.events.js';
import type { RegistrationFacts } from './domain/registration-facts.js';
import { examine, type Profile, type Registration } from './domain/registration.js';
import { RegisterVolunteer } from './domain/volunteer.commands.js';
import { volunteer } from './domain/volunteer.decider.js';
import {
  type ProfileReader,
  type Registered,
  type Registrar,
  VolunteerDirectory,
} from './domain/volunteer-directory.js';
import { reject } from './domain/volunteers.rejections.js';

const NUMBER_LOOKUP = 'volunteer-no';
/** Random numbers of twelve digits: two meet seldom, and then the next one is taken. */
const NUMBER_TRIES_MAX = 20;

/** Where a registration stands before anything is written for it. */
interface Applicant {
  readonly facts: RegistrationFacts;
  readonly profile: Profile;
}

/** Who holds what: the ledger's answer, or with a dry run's own rows laid over it. */
interface Holders {
  identity(identityHash: string): Promise<string | null>;
  number(volunteerNo: string): Promise<string | undefined>;
}

/**
 * Registration in three steps: personal document into the vault, claim of the identity, volunteer.
 * The claim decides; what was written for a refused one is taken back, and a crash after it is
 * finished by the process that follows the claims.
 */
@Injectable()
export class VaultVolunteerDirectory extends VolunteerDirectory {
  readonly #queue = new KeyedQueue();
  readonly #key: Buffer;
  readonly #agePolicies: readonly AgePolicy[];
  readonly #holders: Holders = {
    identity: async (hash) => (await this.executor.load(identity, hash)).state.claimedBy,
    number: (volunteerNo) => this.findByNumber(volunteerNo),
  };

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly vault: Vault,
    private readonly clock: Clock,
    masterKey: MasterKey,
    policies: PolicyBook,
  ) {
    super();
    this.#agePolicies = policies.of('age', AGE_POLICIES);
    this.#key = masterKey.for('identity-hash');
  }

  override register(registration: Registration, meta: CommandMeta): Promise<Registered> {
    // One at a time per command and per number: the vault has no expected revision of its own.
    const { volunteerNo } = registration;
    return this.#queue.run(`command ${meta.commandId}`, () =>
      this.#queue.run(`number ${volunteerNo ?? meta.commandId}`, () =>
        this.#register(registration, meta),
      ),
    );
  }

  override registrar({ dryRun }: { dryRun: boolean }): Registrar {
    if (dryRun) return this.#rehearsal();
    return {
      register: async (registration, meta) => {
        const { receipt } = await this.register(registration, meta);
        return receipt.repeated ? 'already-there' : 'accepted';
      },
    };
  }

  override async findByNumber(volunteerNo: string): Promise<string | undefined> {
    const volunteerId = this.vault.findByLookup(NUMBER_LOOKUP, volunteerNo);
    return volunteerId && (await this.#isClaimed(volunteerId)) ? volunteerId : undefined;
  }

  override async findByIdNumber(idNumber: string): Promise<string | undefined> {
    const number = normaliseIdNumber(idNumber);
    for (const idType of ID_TYPES) {
      if (!hasIdForm(idType, number)) continue;
      const holder = await this.#holders.identity(this.#identityHash(idType, number));
      if (holder !== null) return holder;
    }
    return undefined;
  }

  override profile(volunteerId: string, reader: ProfileReader): Profile | undefined {
    return this.vault.get<Profile>(profileKey(volunteerId), reader);
  }

  override async isRegistered(volunteerId: string): Promise<boolean> {
    return (await this.executor.load(volunteer, volunteerId)).state.identityHash !== null;
  }

  /** Registered, or as good as: who has the claim will be. A document alone is no claim. */
  async #isClaimed(volunteerId: string): Promise<boolean> {
    if (await this.isRegistered(volunteerId)) return true;
    const reader = { accountId: SYSTEM_ACTOR.accountId, purpose: 'lookup', at: this.clock.now() };
    const profile = this.profile(volunteerId, reader);
    if (!profile) return false;
    const identityHash = this.#identityHash(profile.idType, profile.idNumber);
    return (await this.#holders.identity(identityHash)) === volunteerId;
  }

  async #register(registration: Registration, meta: CommandMeta): Promise<Registered> {
    const applicant = await this.#admit(registration, meta, this.#holders);
    const { facts } = applicant;
    const receipt = (await this.#isTaken(facts))
      ? await this.dispatcher.dispatch(this.#claimOf(facts, meta))
      : await this.#claim(applicant, meta);
    const done = await this.dispatcher.dispatch(
      // Of a repeat, the facts of the first time: today may be another day.
      new RegisterVolunteer(receipt.events.find(isClaim)?.data ?? facts, nextStep(meta)),
    );
    return {
      volunteerId: facts.volunteerId,
      volunteerNo: this.#numberOf(applicant, meta),
      receipt: {
        ...done,
        position: done.position ?? receipt.position,
        repeated: receipt.repeated,
      },
    };
  }

  /**
   * True when this command was executed before: then its document is in the vault already.
   *
   * @throws Rejection `request/idempotency-key-reused` when it had registered another person
   */
  async #isTaken({ volunteerId, identityHash }: RegistrationFacts): Promise<boolean> {
    const known = (await this.executor.load(volunteer, volunteerId)).state.identityHash;
    if (known !== null && known !== identityHash) {
      throw new Rejection('request/idempotency-key-reused');
    }
    return known !== null || (await this.#holders.identity(identityHash)) === volunteerId;
  }

  /** @throws Rejection before anything is written */
  async #admit(
    registration: Registration,
    meta: CommandMeta,
    holders: Holders,
  ): Promise<Applicant> {
    const registeredOn = localDateOf(meta.at);
    const { profile, ...examined } = examine(
      registration,
      registeredOn,
      this.#agePolicyOn(registeredOn),
    );
    const volunteerId = deriveId(meta.commandId, 'volunteer');
    const identityHash = this.#identityHash(profile.idType, profile.idNumber);
    const holder = await holders.identity(identityHash);
    if (holder !== null && holder !== volunteerId) reject('volunteers/already-registered');
    const volunteerNo = registration.volunteerNo ?? (await this.#freeNumber(volunteerId));
    const holderOfNumber = await holders.number(volunteerNo);
    if (holderOfNumber !== undefined && holderOfNumber !== volunteerId) {
      reject('volunteers/volunteer-no-taken');
    }
    const { divisionCode } = profile;
    const { serviceCategories, stationId, organisationId } = registration;
    return {
      profile: { ...profile, volunteerNo },
      facts: {
        ...{ identityHash, volunteerId, ...examined, divisionCode },
        ...{ serviceCategories, stationId, organisationId, registeredOn },
      },
    };
  }

  async #claim({ facts, profile }: Applicant, meta: CommandMeta) {
    this.vault.put(profileKey(facts.volunteerId), profile);
    this.vault.setLookup(NUMBER_LOOKUP, profile.volunteerNo, facts.volunteerId);
    try {
      return await this.dispatcher.dispatch(this.#claimOf(facts, meta));
    } catch (error) {
      // Only a refusal is certain: after any other failure the claim may stand in the ledger.
      if (error instanceof Rejection) this.vault.discard(facts.volunteerId);
      throw error;
    }
  }

  #claimOf(facts: RegistrationFacts, meta: CommandMeta): ClaimIdentity {
    const { version } = this.#agePolicyOn(facts.registeredOn);
    return new ClaimIdentity({ ...facts, agePolicyVersion: version }, meta);
  }

  #agePolicyOn(date: LocalDate): AgePolicy {
    return agePolicyOn(date, this.#agePolicies);
  }

  /** The same rules on the same ledger; what is accepted is remembered instead of written. */
  #rehearsal(): Registrar {
    const identities = new Map<string, string>();
    const numbers = new Map<string, string>();
    const holders: Holders = {
      identity: async (hash) => identities.get(hash) ?? (await this.#holders.identity(hash)),
      number: async (no) => numbers.get(no) ?? (await this.#holders.number(no)),
    };
    return {
      register: async (registration, meta) => {
        const { facts, profile } = await this.#admit(registration, meta, holders);
        if (await this.#isTaken(facts)) return 'already-there';
        identities.set(facts.identityHash, facts.volunteerId);
        numbers.set(profile.volunteerNo, facts.volunteerId);
        return 'accepted';
      },
    };
  }

  #identityHash(idType: IdType, idNumber: string): string {
    return keyedHash(this.#key, idType, idNumber);
  }

  /**
   * Made with a key, so that nobody can compute from the public events whose number it is; and from
   * the id alone, so that a retry is given the same one.
   */
  async #freeNumber(volunteerId: string): Promise<string> {
    for (let attempt = 1; attempt <= NUMBER_TRIES_MAX; attempt += 1) {
      const hash = keyedHash(this.#key, 'volunteer-no', volunteerId, String(attempt));
      const volunteerNo = `V${String(BigInt(`0x${hash}`) % 10n ** 12n).padStart(12, '0')}`;
      const holder = await this.findByNumber(volunteerNo);
      if (holder === undefined || holder === volunteerId) return volunteerNo;
    }
    throw new Error('no free volunteer number found');
  }

  /** What the vault says: a repeat must not answer with a number that was never given. */
  #numberOf({ facts: { volunteerId }, profile }: Applicant, { actor, at }: CommandMeta): string {
    const reader = { accountId: actor.accountId, purpose: 'registration', at };
    return this.profile(volunteerId, reader)?.volunteerNo ?? profile.volunteerNo;
  }
}

function isClaim(event: DomainEvent): event is IdentityClaimed {
  return event.type === 'volunteers.IdentityClaimed';
}

function profileKey(volunteerId: string) {
  return { subject: volunteerId, kind: 'profile', id: 'current' };
}

function nextStep({ ifRevision: _first, ...meta }: CommandMeta): CommandMeta {
  const commandId = deriveId(meta.commandId, 'register-volunteer');
  return { ...meta, commandId, causationId: meta.commandId };
}
