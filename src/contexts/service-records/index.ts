/** Front door: what other contexts may know of service records. */
export type { Evidence, Grade } from './domain/evidence.policy.js';
export { gradeOf } from './domain/evidence.policy.js';
export { ImportRecord } from './domain/entries.commands.js';
export { bookId } from './domain/book-key.js';
export { serviceBook } from './domain/service-book.decider.js';
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
export type {
  ConfirmationOffered,
  PresenceWitnessed,
  RecordConfirmed,
} from './domain/confirmation.events.js';
export { confirmationRejections } from './domain/confirmation.rejections.js';
export type { LateSignOutDismissed, LateSignOutSeen } from './domain/late-sign-outs.events.js';
export { lateSignOutRejections } from './domain/late-sign-outs.rejections.js';
export type { ObjectionDecided, ObjectionRaised } from './domain/objections.events.js';
export type {
  ChangeProposed,
  ProposalReturned,
  RecordCorrected,
} from './domain/proposals.events.js';
export { recordLifeRejections } from './domain/record-life.rejections.js';
export { serviceRecordsRejections } from './domain/service-records.rejections.js';
export type { RecordText } from './domain/record-text.js';
export { serviceRecordsProjection } from './service-records.projection.js';
export { lateSignOutsProjection } from './late-sign-outs.projection.js';
export { recordHistoryProjection } from './record-history.projection.js';
export { recordPeopleProjection } from './people.projection.js';
