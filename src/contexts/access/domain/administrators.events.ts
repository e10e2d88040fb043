import type { DomainEvent } from '../../../kernel/message.js';

/** An administrator of everything (scope `*`). Administrators of a part have a `RoleGranted`. */
export type AdministratorAppointed = DomainEvent<
  'access.AdministratorAppointed',
  { readonly accountId: string }
>;

export type AdministratorDismissed = DomainEvent<
  'access.AdministratorDismissed',
  { readonly accountId: string }
>;

export type AdministratorsEvent = AdministratorAppointed | AdministratorDismissed;
