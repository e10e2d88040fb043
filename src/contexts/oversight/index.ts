/** Front door: what other contexts may know of oversight. */
export type { AnomalyChecked } from './domain/anomaly.events.js';
export type { SampleDrawn } from './domain/inspection.events.js';
export { oversightRejections } from './domain/oversight.rejections.js';
export { annualFactsProjection } from './annual-facts.projection.js';
export { oversightProjection } from './oversight.projection.js';
