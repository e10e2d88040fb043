import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type {
  AttendanceRecorded,
  AttendanceWithdrawn,
  CourseClosed,
  CourseOffered,
  SessionCancelled,
  SessionScheduled,
} from './course.events.js';

export class OfferCourse {
  readonly type = 'OfferCourse';
  constructor(
    readonly data: CourseOffered['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class CloseCourse {
  readonly type = 'CloseCourse';
  constructor(
    readonly data: CourseClosed['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class ScheduleSession {
  readonly type = 'ScheduleSession';
  constructor(
    readonly data: SessionScheduled['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class CancelSession {
  readonly type = 'CancelSession';
  constructor(
    readonly data: SessionCancelled['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class RecordAttendance {
  readonly type = 'RecordAttendance';
  constructor(
    readonly data: AttendanceRecorded['data'] & {
      /** The volunteer behind the recorder's account, if any. */
      readonly recorderVolunteerId: string | null;
      readonly now: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class WithdrawAttendance {
  readonly type = 'WithdrawAttendance';
  constructor(
    readonly data: Omit<AttendanceWithdrawn['data'], 'centiHours'> & {
      readonly recorderVolunteerId: string | null;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type CourseCommand =
  | OfferCourse
  | CloseCourse
  | ScheduleSession
  | CancelSession
  | RecordAttendance
  | WithdrawAttendance;
