import type { AgePolicy } from '../../../kernel/age-policy.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { RegistrationFacts } from './registration-facts.js';
import type {
  ConsentGiven,
  ConsentWithdrawn,
  GuardianConsentGiven,
  GuardianConsentWithdrawn,
  VolunteerLeft,
  VolunteerReturned,
} from './volunteer.events.js';

/** Facts that the handler gathered: how old on the day, under which figures. */
export interface AgeFacts {
  /** Full years; null when the person's data is erased. */
  readonly age: number | null;
  readonly agePolicy: AgePolicy;
}

export class RegisterVolunteer {
  readonly type = 'RegisterVolunteer';
  constructor(
    readonly data: RegistrationFacts,
    readonly meta: CommandMeta,
  ) {}
}

export class GiveGuardianConsent {
  readonly type = 'GiveGuardianConsent';
  constructor(
    readonly data: GuardianConsentGiven['data'] & AgeFacts,
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawGuardianConsent {
  readonly type = 'WithdrawGuardianConsent';
  constructor(
    readonly data: Omit<GuardianConsentWithdrawn['data'], 'consentId'>,
    readonly meta: CommandMeta,
  ) {}
}

export class GiveConsent {
  readonly type = 'GiveConsent';
  constructor(
    readonly data: ConsentGiven['data'] & AgeFacts,
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawConsent {
  readonly type = 'WithdrawConsent';
  constructor(
    readonly data: ConsentWithdrawn['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class LeaveService {
  readonly type = 'LeaveService';
  constructor(
    readonly data: VolunteerLeft['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class ReturnToService {
  readonly type = 'ReturnToService';
  constructor(
    readonly data: VolunteerReturned['data'],
    readonly meta: CommandMeta,
  ) {}
}

export type VolunteerCommand =
  | RegisterVolunteer
  | GiveGuardianConsent
  | WithdrawGuardianConsent
  | GiveConsent
  | WithdrawConsent
  | LeaveService
  | ReturnToService;
