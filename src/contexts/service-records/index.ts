/** Front door: what other contexts may know of service records. */
export type { Evidence, Grade } from './domain/evidence.policy.js';
export { gradeOf } from './domain/evidence.policy.js';
export { ImportRecord } from './domain/service-book.commands.js';
export { bookId, serviceBook } from './domain/service-book.decider.js';
export type {
  RecordMode,
  RecordPublicised,
  RecordRejected,
  RecordReviewed,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
  ServiceBookEvent,
  SignedIn,
  SignedOut,
  SignInLapsed,
} from './domain/service-book.events.js';
export { serviceRecordsRejections } from './domain/service-records.rejections.js';
export type { RecordText } from './domain/record-text.js';
export { serviceRecordsProjection } from './service-records.projection.js';
