/** Front door: what other contexts may know of awards and stars. */
export type {
  AwardEvent,
  AwardLevel,
  AwardPath,
  AwardRecorded,
  AwardRevoked,
} from './domain/award.events.js';
export type { CountedHours, StarEvent, StarGranted, StarRevoked } from './domain/star.events.js';
export { honoursRejections } from './domain/honours.rejections.js';
export { honoursProjection } from './honours.projection.js';
export { honoursServicesProjection } from './services.projection.js';
