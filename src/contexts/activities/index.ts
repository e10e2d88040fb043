/** Front door: what other contexts may know of projects, activities and enrolments. */
export type {
  ActivityCancelled,
  ActivityEvent,
  ActivityScheduled,
  ActivityScreened,
  EnrolmentWithdrawn,
  ProjectApproved,
  ProjectEvent,
  Shift,
  VolunteerEnrolled,
} from './domain/activity.events.js';
export { activitiesRejections } from './domain/activities.rejections.js';
export { activitiesProjection } from './activities.projection.js';
