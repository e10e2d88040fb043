/** Front door: what other contexts may know of accounts. */
export { CloseAccount } from './domain/account.commands.js';
export type { AccountClosed, AccountEvent, AccountOpened } from './domain/account.events.js';
export type { AdministratorsEvent } from './domain/administrators.events.js';
export type { ExternalIdentityEvent } from './domain/external-identity.events.js';
export type { LoginNameEvent } from './domain/login-name.events.js';
export { accessProjection } from './access.projection.js';
export { accessRejections } from './domain/access.rejections.js';
