import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { AgePolicy } from '../../../kernel/age-policy.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type {
  ActivityScheduled,
  GuardianPresenceConfirmed,
  InsuranceNoted,
  ProjectApproved,
  RiskAcknowledged,
} from './activity.events.js';
import type { Person, Requirements } from './participation.policy.js';

export class ApproveProject {
  readonly type = 'ApproveProject';
  constructor(
    readonly data: ProjectApproved['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class ScheduleActivity {
  readonly type = 'ScheduleActivity';
  constructor(
    readonly data: ActivityScheduled['data'] & {
      /** Fact: the period of the project. */
      readonly projectFrom: LocalDate;
      readonly projectTo: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ScreenActivity {
  readonly type = 'ScreenActivity';
  constructor(
    readonly data: { readonly activityId: string; readonly findings: readonly string[] },
    readonly meta: CommandMeta,
  ) {}
}

export class CancelActivity {
  readonly type = 'CancelActivity';
  constructor(
    readonly data: { readonly activityId: string },
    readonly meta: CommandMeta,
  ) {}
}

interface Enrolment {
  readonly activityId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly at: Instant;
}

export class EnrolVolunteer {
  readonly type = 'EnrolVolunteer';
  constructor(
    readonly data: Enrolment & {
      /** The version of the risk notice that is acknowledged with it, if any. */
      readonly acknowledges: number | null;
      /** Facts of who asks, on the day of the shift. */
      readonly person: Person;
      readonly agePolicy: AgePolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawEnrolment {
  readonly type = 'WithdrawEnrolment';
  constructor(
    readonly data: Enrolment,
    readonly meta: CommandMeta,
  ) {}
}

export class SetRequirements {
  readonly type = 'SetRequirements';
  constructor(
    readonly data: { readonly activityId: string; readonly requirements: Requirements },
    readonly meta: CommandMeta,
  ) {}
}

export class AcknowledgeRisk {
  readonly type = 'AcknowledgeRisk';
  constructor(
    readonly data: RiskAcknowledged['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class NoteInsurance {
  readonly type = 'NoteInsurance';
  constructor(
    readonly data: InsuranceNoted['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class ConfirmGuardianPresence {
  readonly type = 'ConfirmGuardianPresence';
  constructor(
    readonly data: GuardianPresenceConfirmed['data'],
    readonly meta: CommandMeta,
  ) {}
}

/** What gets people ready to take part. */
export type PreparationCommand =
  SetRequirements | AcknowledgeRisk | NoteInsurance | ConfirmGuardianPresence;

export type ActivityCommand =
  | ScheduleActivity
  | ScreenActivity
  | CancelActivity
  | EnrolVolunteer
  | WithdrawEnrolment
  | PreparationCommand;
