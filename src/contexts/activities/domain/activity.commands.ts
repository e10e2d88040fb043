import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { ActivityScheduled, ProjectApproved } from './activity.events.js';

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
    readonly data: Enrolment,
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

export type ActivityCommand =
  ScheduleActivity | ScreenActivity | CancelActivity | EnrolVolunteer | WithdrawEnrolment;
