import type { CommandMeta, DomainEvent } from '../../../kernel/message.js';
import type { Profile, Registration } from './registration.js';

export interface Registered {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  /** The answer of the ledger; `repeated` when this command had been executed before. */
  readonly receipt: {
    readonly revision: number;
    readonly position: string | null;
    readonly repeated: boolean;
    readonly events: readonly DomainEvent[];
  };
}

/** Who reads personal data, and what for: each reading is recorded (PIPL art. 51, 54). */
export interface ProfileReader {
  readonly accountId: string;
  readonly purpose: string;
  readonly at: string;
}

/** Registers, or says what registering would come to: the same rules in the same order. */
export interface Registrar {
  /** @throws Rejection `volunteers/*`, `request/idempotency-key-reused` */
  register(registration: Registration, meta: CommandMeta): Promise<'accepted' | 'already-there'>;
}

/** What the rest of the product may ask of the volunteers: an injectable of VolunteersModule. */
export abstract class VolunteerDirectory {
  /**
   * Registers a person. Repeating it with the same command id answers with the same volunteer.
   *
   * @throws Rejection `volunteers/*`; `request/idempotency-key-reused` when the command id came
   *   before with another person or other particulars
   */
  abstract register(registration: Registration, meta: CommandMeta): Promise<Registered>;

  /** A registrar that writes, or one that only remembers what it would have written. */
  abstract registrar(options: { dryRun: boolean }): Registrar;

  /** The id of a registered volunteer; undefined for a number nobody has. */
  abstract findByNumber(volunteerNo: string): Promise<string | undefined>;

  /** The same by ID number, whatever type of ID it belongs to. */
  abstract findByIdNumber(idNumber: string): Promise<string | undefined>;

  /** The personal document, unmasked. Undefined when there is none, or the person was erased. */
  abstract profile(volunteerId: string, reader: ProfileReader): Profile | undefined;

  /** Whether the volunteer is registered at all. */
  abstract isRegistered(volunteerId: string): Promise<boolean>;
}
