/** Front door: what others may know of erasure, restriction and retention. */
export type { ErasureEvent, PersonalDataErased } from './domain/erasure.events.js';
export type { RetentionApplied } from './domain/retention.events.js';
export { privacyRejections } from './domain/privacy.rejections.js';
export { privacyProjection } from './privacy.projection.js';
export { retainedProjection } from './retained.projection.js';
export { underWayProjection } from './under-way.projection.js';
