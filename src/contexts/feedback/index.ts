/** Front door: what other contexts may know of evaluations and complaints. */
export {
  COMPLAINT_KINDS,
  type ComplaintDecided,
  type ComplaintEvent,
  type ComplaintFiled,
  type ComplaintKind,
  type ComplaintOutcome,
} from './domain/complaint.events.js';
export type { EvaluationEvent, EvaluationGiven, Marks } from './domain/evaluation.events.js';
export { feedbackRejections } from './domain/feedback.rejections.js';
export { feedbackProjection } from './feedback.projection.js';
