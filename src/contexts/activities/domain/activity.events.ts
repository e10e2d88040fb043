import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Requirements } from './participation.policy.js';

/** A project 项目 is the frame, approved once; activities are its occurrences. */
export type ProjectApproved = DomainEvent<
  'activities.ProjectApproved',
  {
    readonly projectId: string;
    readonly organisationId: string;
    readonly stationId: string | null;
    readonly name: string;
    /** At most four, as on the national platform. */
    readonly categories: readonly string[];
    readonly from: LocalDate;
    readonly to: LocalDate;
    /** A regular project 经常性项目 counts towards the station's indicators. */
    readonly regular: boolean;
  }
>;

export type ProjectEvent = ProjectApproved;

export interface Shift {
  readonly shiftId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
}

export type ActivityScheduled = DomainEvent<
  'activities.ActivityScheduled',
  {
    readonly activityId: string;
    readonly projectId: string;
    readonly organisationId: string;
    readonly stationId: string | null;
    readonly divisionCode: string;
    readonly title: string;
    readonly place: string;
    readonly content: string;
    readonly category: string;
    readonly shifts: readonly Shift[];
  }
>;

/** The six kinds of activity that must not be recorded (O67 art. 19; R685 art. 2). */
export const EXCLUSIONS = ['EXCL-1', 'EXCL-2', 'EXCL-3', 'EXCL-4', 'EXCL-5', 'EXCL-6'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** A person held the activity against the six kinds. No finding = its hours may be recorded. */
export type ActivityScreened = DomainEvent<
  'activities.ActivityScreened',
  { readonly activityId: string; readonly findings: readonly Exclusion[] }
>;

export type ActivityCancelled = DomainEvent<
  'activities.ActivityCancelled',
  { readonly activityId: string }
>;

export type VolunteerEnrolled = DomainEvent<
  'activities.VolunteerEnrolled',
  { readonly activityId: string; readonly shiftId: string; readonly volunteerId: string }
>;

export type EnrolmentWithdrawn = DomainEvent<
  'activities.EnrolmentWithdrawn',
  { readonly activityId: string; readonly shiftId: string; readonly volunteerId: string }
>;

/** What an activity asks of everybody who takes part; the latest counts. */
export type RequirementsSet = DomainEvent<
  'activities.RequirementsSet',
  {
    readonly activityId: string;
    readonly requirements: Requirements;
    /** Counts the wordings of the risk notice: each new one is acknowledged anew. */
    readonly noticeVersion: number;
  }
>;

/** A volunteer was told the risks and says so (R685 art. 12). */
export type RiskAcknowledged = DomainEvent<
  'activities.RiskAcknowledged',
  { readonly activityId: string; readonly volunteerId: string; readonly noticeVersion: number }
>;

/** Accident insurance for an activity: of one volunteer, or of everybody in it (R685 art. 17). */
export type InsuranceNoted = DomainEvent<
  'activities.InsuranceNoted',
  {
    readonly activityId: string;
    readonly insuranceId: string;
    readonly volunteerId: string | null;
    readonly validFrom: LocalDate;
    readonly validUntil: LocalDate;
    /** SHA-256 of the policy document. */
    readonly proofHash: string;
    readonly recorder: string;
  }
>;

/** Staff saw the guardian of a child that does not come alone. */
export type GuardianPresenceConfirmed = DomainEvent<
  'activities.GuardianPresenceConfirmed',
  {
    readonly activityId: string;
    readonly shiftId: string;
    readonly volunteerId: string;
    readonly recorder: string;
  }
>;

/** What gets people ready to take part. */
export type PreparationEvent =
  RequirementsSet | RiskAcknowledged | InsuranceNoted | GuardianPresenceConfirmed;

export type ActivityEvent =
  | ActivityScheduled
  | ActivityScreened
  | ActivityCancelled
  | VolunteerEnrolled
  | EnrolmentWithdrawn
  | PreparationEvent;
