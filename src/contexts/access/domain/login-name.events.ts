import type { DomainEvent } from '../../../kernel/message.js';

/** One name, one account, for ever: the stream is named by the keyed hash of the name. */
export type LoginNameClaimed = DomainEvent<
  'access.LoginNameClaimed',
  { readonly accountId: string }
>;

export type LoginNameEvent = LoginNameClaimed;
