import { aMeta, given } from '../../../../test/support/given.js';
import {
  CloseAccount,
  GrantRole,
  IssueApiToken,
  OpenAccount,
  RevokeApiToken,
  RevokeRole,
  SetPassword,
} from './account.commands.js';
import { account, ROLES_MAX, TOKENS_MAX } from './account.decider.js';
import type { AccountEvent } from './account.events.js';

const accountId = 'a1';
const manager = { role: 'station-manager', scope: 'station:s1' };
const auditor = { role: 'auditor', scope: '*' };
const opened: AccountEvent = {
  type: 'access.AccountOpened',
  data: { accountId, volunteerId: null },
};
const closed: AccountEvent = { type: 'access.AccountClosed', data: { accountId } };
const granted = (grant: { role: string; scope: string }): AccountEvent => ({
  type: 'access.RoleGranted',
  data: { accountId, ...grant },
});
const revoked: AccountEvent = { type: 'access.RoleRevoked', data: { accountId, ...manager } };
const passwordSet = (credentialId: string): AccountEvent => ({
  type: 'access.PasswordSet',
  data: { accountId, credentialId },
});
const token = (tokenId: string) => ({
  accountId,
  tokenId,
  tokenHash: `hash of ${tokenId}`,
  permissions: ['records.read'],
  scope: '*',
});
const issued = (tokenId: string): AccountEvent => ({
  type: 'access.ApiTokenIssued',
  data: token(tokenId),
});
const tokenRevoked: AccountEvent = {
  type: 'access.ApiTokenRevoked',
  data: { accountId, tokenId: 't1' },
};
const open = (over: Partial<OpenAccount['data']> = {}) =>
  new OpenAccount(
    { accountId, volunteerId: null, grants: [], credentialId: null, ...over },
    aMeta(),
  );

describe('account', () => {
  it('is opened with its roles and its first password', () => {
    given(account)
      .when(open({ grants: [manager, auditor], credentialId: 'c1' }))
      .then([opened, granted(manager), granted(auditor), passwordSet('c1')]);
  });

  it('may belong to a volunteer', () => {
    given(account)
      .when(open({ volunteerId: 'v1' }))
      .then([{ type: 'access.AccountOpened', data: { accountId, volunteerId: 'v1' } }]);
  });

  it('takes a role that is named twice once', () => {
    given(account)
      .when(open({ grants: [manager, manager] }))
      .then([opened, granted(manager)]);
  });

  it('is opened once', () => {
    given(account, [opened]).when(open()).thenRefuses('access/account-already-open');
    given(account, [opened, closed]).when(open()).thenRefuses('access/account-already-open');
  });

  it('gets a role, and is quiet when it has it', () => {
    const grant = new GrantRole({ accountId, ...manager }, aMeta());
    given(account, [opened])
      .when(grant)
      .then([granted(manager)]);
    given(account, [opened, granted(manager)])
      .when(grant)
      .thenNothing();
  });

  it('loses a role, and is quiet when it has none', () => {
    const revoke = new RevokeRole({ accountId, ...manager }, aMeta());
    given(account, [opened, granted(manager)])
      .when(revoke)
      .then([revoked]);
    given(account, [opened]).when(revoke).thenNothing();
    given(account, [opened, granted(manager), revoked])
      .when(revoke)
      .thenNothing();
  });

  it('refuses more roles than anybody can oversee', () => {
    const grants = Array.from({ length: ROLES_MAX }, (_, i) => ({
      role: 'auditor',
      scope: `station:${i}`,
    }));
    const full = [opened, ...grants.map(granted)];
    const one = new GrantRole({ accountId, ...manager }, aMeta());
    given(account, full).when(one).thenRefuses('access/too-many-roles', { most: ROLES_MAX });
    given(account)
      .when(open({ grants: [...grants, manager] }))
      .thenRefuses('access/too-many-roles');
  });

  it('gets a new password every time it is asked', () => {
    given(account, [opened, passwordSet('c1')])
      .when(new SetPassword({ accountId, credentialId: 'c2' }, aMeta()))
      .then([passwordSet('c2')]);
  });

  it('issues a token and revokes it once', () => {
    const revoke = new RevokeApiToken({ accountId, tokenId: 't1' }, aMeta());
    given(account, [opened])
      .when(new IssueApiToken(token('t1'), aMeta()))
      .then([issued('t1')]);
    given(account, [opened, issued('t1')])
      .when(revoke)
      .then([tokenRevoked]);
    given(account, [opened, issued('t1'), tokenRevoked])
      .when(revoke)
      .thenNothing();
    given(account, [opened]).when(revoke).thenRefuses('access/token-unknown');
  });

  it('counts only tokens in force against the limit', () => {
    const full = [opened, ...Array.from({ length: TOKENS_MAX }, (_, i) => issued(`t${i}`))];
    const more = new IssueApiToken(token('more'), aMeta());
    given(account, full).when(more).thenRefuses('access/too-many-tokens', { most: TOKENS_MAX });
    given(account, [...full, tokenRevoked])
      .when(more)
      .then([issued('more')]);
  });

  it('is closed once, and then nothing changes any more', () => {
    const commands = [
      new GrantRole({ accountId, ...manager }, aMeta()),
      new RevokeRole({ accountId, ...manager }, aMeta()),
      new SetPassword({ accountId, credentialId: 'c' }, aMeta()),
      new IssueApiToken(token('t'), aMeta()),
      new RevokeApiToken({ accountId, tokenId: 't1' }, aMeta()),
    ];
    const close = new CloseAccount({ accountId }, aMeta());
    given(account, [opened]).when(close).then([closed]);
    given(account, [opened, closed]).when(close).thenNothing();
    for (const command of commands) {
      given(account, [opened, closed]).when(command).thenRefuses('access/account-closed');
      given(account).when(command).thenRefuses('access/account-unknown');
    }
    given(account).when(close).thenRefuses('access/account-unknown');
  });
});
