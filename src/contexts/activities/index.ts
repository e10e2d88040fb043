/** Front door: what other contexts may know of projects, activities and enrolments. */
export type {
  ActivityCancelled,
  ActivityEvent,
  ActivityScheduled,
  ActivityScreened,
  EnrolmentWithdrawn,
  GuardianPresenceConfirmed,
  InsuranceNoted,
  ProjectApproved,
  ProjectEvent,
  RequirementsSet,
  RiskAcknowledged,
  Shift,
  VolunteerEnrolled,
} from './domain/activity.events.js';
export { activitiesRejections } from './domain/activities.rejections.js';
export { activitiesProjection } from './activities.projection.js';
export { participationProjection } from './participation.projection.js';
