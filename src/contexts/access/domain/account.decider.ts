import type { Decider } from '../../../kernel/decider.js';
import { reject } from './access.rejections.js';
import type {
  AccountCommand,
  GrantRole,
  IssueApiToken,
  OpenAccount,
  RevokeApiToken,
  RevokeRole,
} from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { type Account, evolveAccount, keyOf, noAccount } from './account.state.js';
import { decideIdentityLink } from './identity-link.decider.js';
import { decideRecovery } from './recovery.decider.js';

export const ROLES_MAX = 50;
export const TOKENS_MAX = 20;

export const account: Decider<AccountCommand, Account, AccountEvent> = {
  category: 'account',
  streamId: ({ data }) => data.accountId,
  initialState: noAccount,
  decide(command, state) {
    if (command.type === 'OpenAccount') return open(command.data, state);
    if (state.status === 'none') reject('access/account-unknown');
    if (state.status === 'closed') {
      return command.type === 'CloseAccount' ? [] : reject('access/account-closed');
    }
    return change(command, state);
  },
  evolve: evolveAccount,
};

function open(data: OpenAccount['data'], state: Account): AccountEvent[] {
  const { accountId, volunteerId, grants, credentialId } = data;
  if (state.status !== 'none') reject('access/account-already-open');
  if (grants.length > ROLES_MAX) reject('access/too-many-roles', { most: ROLES_MAX });
  const distinct = new Map(grants.map((grant) => [keyOf(grant), grant]));
  return [
    { type: 'access.AccountOpened', data: { accountId, volunteerId } },
    ...[...distinct.values()].map(({ role, scope }) => granted(accountId, role, scope)),
    ...(credentialId === null
      ? []
      : [{ type: 'access.PasswordSet' as const, data: { accountId, credentialId } }]),
  ];
}

function change(command: Exclude<AccountCommand, OpenAccount>, state: Account): AccountEvent[] {
  switch (command.type) {
    case 'GrantRole':
    case 'RevokeRole':
      return changeRole(command, state);
    case 'SetPassword':
      return [{ type: 'access.PasswordSet', data: command.data }];
    case 'CloseAccount':
      return [{ type: 'access.AccountClosed', data: command.data }];
    case 'IssueApiToken':
      return issueToken(command.data, state);
    case 'RevokeApiToken':
      return revokeToken(command.data, state);
    case 'LinkExternalIdentity':
    case 'UnlinkExternalIdentity':
      return decideIdentityLink(command, state);
    default:
      return decideRecovery(command, state);
  }
}

function changeRole({ type, data }: GrantRole | RevokeRole, { grants }: Account): AccountEvent[] {
  const { accountId, role, scope } = data;
  const held = grants.has(keyOf(data));
  if (type === 'RevokeRole') {
    return held ? [{ type: 'access.RoleRevoked', data: { accountId, role, scope } }] : [];
  }
  if (held) return [];
  if (grants.size >= ROLES_MAX) reject('access/too-many-roles', { most: ROLES_MAX });
  return [granted(accountId, role, scope)];
}

function issueToken(data: IssueApiToken['data'], state: Account): AccountEvent[] {
  const inForce = [...state.tokens.values()].filter(Boolean).length;
  if (inForce >= TOKENS_MAX) reject('access/too-many-tokens', { most: TOKENS_MAX });
  return [{ type: 'access.ApiTokenIssued', data }];
}

function revokeToken(data: RevokeApiToken['data'], state: Account): AccountEvent[] {
  const inForce = state.tokens.get(data.tokenId);
  if (inForce === undefined) reject('access/token-unknown');
  return inForce ? [{ type: 'access.ApiTokenRevoked', data }] : [];
}

function granted(accountId: string, role: string, scope: string): AccountEvent {
  return { type: 'access.RoleGranted', data: { accountId, role, scope } };
}
