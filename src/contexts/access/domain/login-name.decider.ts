import type { Decider } from '../../../kernel/decider.js';
import { reject } from './access.rejections.js';
import type { LoginNameCommand } from './login-name.commands.js';
import type { LoginNameEvent } from './login-name.events.js';

/** The account that holds the name. */
export type LoginName = string | undefined;

/**
 * Its stream is the guarantee that a name leads to one account. A name is never given away again,
 * not even by a closed account: who acted under it in the past must stay who they were.
 */
export const loginName: Decider<LoginNameCommand, LoginName, LoginNameEvent> = {
  category: 'login',
  streamId: ({ data }) => data.nameHash,
  initialState: () => undefined,
  decide({ data: { accountId } }, holder) {
    if (holder === accountId) return [];
    if (holder !== undefined) reject('access/login-name-taken');
    return [{ type: 'access.LoginNameClaimed', data: { accountId } }];
  },
  evolve: (_, { data }) => data.accountId,
};
