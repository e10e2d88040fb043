import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';

export type VolunteerRegistered = DomainEvent<'volunteers.VolunteerRegistered', RegistrationFacts>;

/** Who answers for a minor, as far as a ledger may say it: name and phone stand in the vault. */
export const GUARDIAN_RELATIONS = ['parent', 'grandparent', 'sibling', 'other-guardian'] as const;
export type GuardianRelation = (typeof GUARDIAN_RELATIONS)[number];

/** A guardian lets a minor take part in service (Civil Code art. 19). */
export type GuardianConsentGiven = DomainEvent<
  'volunteers.GuardianConsentGiven',
  {
    readonly volunteerId: string;
    /** Under this id the guardian's particulars stand in the vault. */
    readonly consentId: string;
    readonly relation: GuardianRelation;
    /** The guardian undertakes to stay beside the child. */
    readonly accompanies: boolean;
    readonly on: LocalDate;
  }
>;

export type GuardianConsentWithdrawn = DomainEvent<
  'volunteers.GuardianConsentWithdrawn',
  { readonly volunteerId: string; readonly consentId: string; readonly on: LocalDate }
>;

/** What a separate consent can be for (O67 art. 16; R685 art. 20; PIPL arts. 23, 25). */
export const CONSENT_PURPOSES = ['publicity-by-name', 'photographs', 'transfer'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export type ConsentGiven = DomainEvent<
  'volunteers.ConsentGiven',
  {
    readonly volunteerId: string;
    readonly purpose: ConsentPurpose;
    /** The version of the wording that was agreed to. */
    readonly textVersion: string;
    readonly by: 'self' | 'guardian';
    readonly on: LocalDate;
  }
>;

export type ConsentWithdrawn = DomainEvent<
  'volunteers.ConsentWithdrawn',
  { readonly volunteerId: string; readonly purpose: ConsentPurpose; readonly on: LocalDate }
>;

export const LEAVING_REASONS = ['own-wish', 'moved-away', 'died', 'excluded'] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];

/** No longer takes part; hours and proofs stay. */
export type VolunteerLeft = DomainEvent<
  'volunteers.VolunteerLeft',
  { readonly volunteerId: string; readonly reason: LeavingReason; readonly on: LocalDate }
>;

export type VolunteerReturned = DomainEvent<
  'volunteers.VolunteerReturned',
  { readonly volunteerId: string; readonly on: LocalDate }
>;

export type VolunteerEvent =
  | VolunteerRegistered
  | GuardianConsentGiven
  | GuardianConsentWithdrawn
  | ConsentGiven
  | ConsentWithdrawn
  | VolunteerLeft
  | VolunteerReturned;
