/** Front door: what other contexts may know of webhooks. */
export type { EndpointEvent } from './domain/endpoint.events.js';
export { webhooksProjection } from './webhooks.projection.js';
export { webhooksRejections } from './domain/webhooks.rejections.js';
