import { reject } from './access.rejections.js';
import type { AccountEvent } from './account.events.js';
import type { Account } from './account.state.js';
import type { IdentityLinkCommand } from './external-identity.commands.js';

/** More than one for the years in which a provider is replaced by the next. */
export const IDENTITIES_MAX = 5;

/** Which external identities log in to an account. */
export function decideIdentityLink(
  { type, data }: IdentityLinkCommand,
  { identities }: Account,
): AccountEvent[] {
  const linked = identities.has(data.identityHash);
  if (type === 'UnlinkExternalIdentity') {
    return linked ? [{ type: 'access.ExternalIdentityUnlinked', data }] : [];
  }
  if (linked) return [];
  if (identities.size >= IDENTITIES_MAX) {
    reject('access/too-many-identities', { most: IDENTITIES_MAX });
  }
  return [{ type: 'access.ExternalIdentityLinked', data }];
}
