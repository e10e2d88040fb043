/** Front door: what other contexts may know of courses, study and qualifications. */
export type {
  AttendanceRecorded,
  AttendanceWithdrawn,
  CourseEvent,
  CourseOffered,
  SessionScheduled,
} from './domain/course.events.js';
export type {
  QualificationEvent,
  QualificationGranted,
  QualificationRevoked,
} from './domain/qualification.events.js';
export { trainingsRejections } from './domain/trainings.rejections.js';
export { trainingsProjection } from './trainings.projection.js';
