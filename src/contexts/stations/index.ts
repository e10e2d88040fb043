/** Front door: what other contexts may know of organisations and stations. */
export type {
  OrganisationEvent,
  OrganisationKind,
  OrganisationRegistered,
} from './domain/organisation.events.js';
export type { StationClosed, StationEvent, StationOpened } from './domain/station.events.js';
export { stationsProjection } from './stations.projection.js';
export { stationsRejections } from './domain/stations.rejections.js';
