/** Front door: what other contexts may know of oversight. */
export { oversightRejections } from './domain/oversight.rejections.js';
export { oversightProjection } from './oversight.projection.js';
