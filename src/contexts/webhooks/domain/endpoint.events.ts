import type { DomainEvent } from '../../../kernel/message.js';

/**
 * An address of an organisation's own software that is told what happened. The address and the
 * secret stand in the vault: an address may carry a key, and a ledger is read by many.
 */
export type EndpointRegistered = DomainEvent<
  'webhooks.EndpointRegistered',
  {
    readonly endpointId: string;
    readonly organisationId: string;
    /** Event types it wants; each is deliverable. */
    readonly eventTypes: readonly string[];
  }
>;

export type EndpointRemoved = DomainEvent<
  'webhooks.EndpointRemoved',
  { readonly endpointId: string; readonly organisationId: string }
>;

/** Nothing is sent any more until somebody resumes it; what happens meanwhile waits. */
export type EndpointSuspended = DomainEvent<
  'webhooks.EndpointSuspended',
  {
    readonly endpointId: string;
    readonly organisationId: string;
    /** Why the last try failed: `status-500`, `timeout`, `host-unknown`, … */
    readonly failure: string;
    readonly tries: number;
  }
>;

export type EndpointResumed = DomainEvent<
  'webhooks.EndpointResumed',
  { readonly endpointId: string; readonly organisationId: string }
>;

export type EndpointEvent =
  EndpointRegistered | EndpointRemoved | EndpointSuspended | EndpointResumed;
