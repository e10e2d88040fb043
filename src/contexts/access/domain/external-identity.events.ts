import type { DomainEvent } from '../../../kernel/message.js';

/**
 * One account holds the identity a provider vouches for. The stream is named by the keyed hash of
 * issuer and subject; neither stands in an event.
 */
export type ExternalIdentityClaimed = DomainEvent<
  'access.ExternalIdentityClaimed',
  { readonly accountId: string }
>;

/** Nobody holds it any more: another account may claim it. */
export type ExternalIdentityReleased = DomainEvent<
  'access.ExternalIdentityReleased',
  { readonly accountId: string }
>;

export type ExternalIdentityEvent = ExternalIdentityClaimed | ExternalIdentityReleased;
