import type { Decider } from '../../../kernel/decider.js';
import { reject } from './access.rejections.js';
import type { ExternalIdentityCommand } from './external-identity.commands.js';
import type { ExternalIdentityEvent } from './external-identity.events.js';

/** The account that holds the identity. */
export type ExternalIdentity = string | undefined;

/** Its stream is the guarantee that an identity leads to one account at most. */
export const externalIdentity: Decider<
  ExternalIdentityCommand,
  ExternalIdentity,
  ExternalIdentityEvent
> = {
  category: 'externalIdentity',
  streamId: ({ data }) => data.identityHash,
  initialState: () => undefined,
  decide({ type, data: { accountId } }, holder) {
    if (type === 'ReleaseExternalIdentity') {
      if (holder !== accountId) return [];
      return [{ type: 'access.ExternalIdentityReleased', data: { accountId } }];
    }
    if (holder === accountId) return [];
    if (holder !== undefined) reject('access/identity-taken');
    return [{ type: 'access.ExternalIdentityClaimed', data: { accountId } }];
  },
  evolve: (_, { type, data }) =>
    type === 'access.ExternalIdentityClaimed' ? data.accountId : undefined,
};
