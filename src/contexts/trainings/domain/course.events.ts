import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** A course: what is taught, by whom, how long (O67 art. 8). Public: it names no person. */
export type CourseOffered = DomainEvent<
  'trainings.CourseOffered',
  {
    readonly courseId: string;
    readonly organisationId: string;
    readonly stationId: string | null;
    readonly divisionCode: string;
    readonly name: string;
    readonly content: string;
    readonly hostUnit: string;
    /** Study time of the whole course. */
    readonly centiHours: number;
    /** The qualification that who has studied it all may be granted. */
    readonly leadsTo: string | null;
  }
>;

/** No session is added any more; what was studied stays. */
export type CourseClosed = DomainEvent<'trainings.CourseClosed', { readonly courseId: string }>;

export type SessionScheduled = DomainEvent<
  'trainings.SessionScheduled',
  {
    readonly courseId: string;
    readonly sessionId: string;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly place: string;
  }
>;

export type SessionCancelled = DomainEvent<
  'trainings.SessionCancelled',
  { readonly courseId: string; readonly sessionId: string }
>;

export type AttendanceRecorded = DomainEvent<
  'trainings.AttendanceRecorded',
  {
    readonly courseId: string;
    readonly sessionId: string;
    readonly volunteerId: string;
    readonly centiHours: number;
    /** The account that recorded it: never the volunteer's own. */
    readonly recorder: string;
  }
>;

/** Recorded in error; what counts again is recorded anew. */
export type AttendanceWithdrawn = DomainEvent<
  'trainings.AttendanceWithdrawn',
  {
    readonly courseId: string;
    readonly sessionId: string;
    readonly volunteerId: string;
    readonly centiHours: number;
    readonly recorder: string;
  }
>;

export type CourseEvent =
  | CourseOffered
  | CourseClosed
  | SessionScheduled
  | SessionCancelled
  | AttendanceRecorded
  | AttendanceWithdrawn;
