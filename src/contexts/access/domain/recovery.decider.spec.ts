import { aMeta, given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import type { AccountEvent } from './account.events.js';
import {
  ApproveRecovery,
  OfferInvitation,
  OpenConsoleRecovery,
  RemoveSecondFactor,
  RequestRecovery,
  SetSecondFactor,
  UsePasswordLink,
} from './recovery.commands.js';

const accountId = 'a1';
const NOW = '2026-03-02T01:00:00.000Z';
const SOON = '2026-03-02T02:00:00.000Z';
const opened: AccountEvent = {
  type: 'access.AccountOpened',
  data: { accountId, volunteerId: null },
};
const closed: AccountEvent = { type: 'access.AccountClosed', data: { accountId } };
const passwordSet = (credentialId: string): AccountEvent => ({
  type: 'access.PasswordSet',
  data: { accountId, credentialId },
});
const link = (linkId = 'l1') => ({ linkId, linkHash: `hash of ${linkId}`, expiresAt: SOON });
const offered = (purpose: 'invitation' | 'recovery', linkId = 'l1'): AccountEvent => ({
  type: 'access.PasswordLinkOffered',
  data: { accountId, ...link(linkId), purpose },
});
const linkUsed: AccountEvent = {
  type: 'access.PasswordLinkUsed',
  data: { accountId, linkId: 'l1' },
};
const recovery = { accountId, recoveryId: 'r1', requester: 'clerk', expiresAt: SOON };
const requested: AccountEvent = { type: 'access.RecoveryRequested', data: recovery };
const approved: AccountEvent = {
  type: 'access.RecoveryApproved',
  data: { accountId, recoveryId: 'r1', approver: 'manager' },
};
const factorSet = (factorId: string): AccountEvent => ({
  type: 'access.SecondFactorSet',
  data: { accountId, factorId },
});
const factorRemoved = (factorId: string): AccountEvent => ({
  type: 'access.SecondFactorRemoved',
  data: { accountId, factorId },
});

const invite = (linkId = 'l1') => new OfferInvitation({ accountId, ...link(linkId) }, aMeta());
const request = (over: Partial<RequestRecovery['data']> = {}) =>
  new RequestRecovery({ ...recovery, now: NOW, ...over }, aMeta());
const approve = (over: Partial<ApproveRecovery['data']> = {}) =>
  new ApproveRecovery(
    { accountId, recoveryId: 'r1', approver: 'manager', now: NOW, ...link(), ...over },
    aMeta(),
  );
const use = (over: Partial<UsePasswordLink['data']> = {}) =>
  new UsePasswordLink(
    { accountId, linkHash: 'hash of l1', credentialId: 'c2', now: NOW, ...over },
    aMeta(),
  );

describe('an invitation', () => {
  it('is for an account without a password, and a new one replaces the last', () => {
    given(account, [opened])
      .when(invite())
      .then([offered('invitation')]);
    given(account, [opened, offered('invitation'), offered('invitation', 'l2')])
      .when(use())
      .thenRefuses('access/link-wrong');
  });

  it('is refused where there is a password', () => {
    given(account, [opened, passwordSet('c1')])
      .when(invite())
      .thenRefuses('access/has-password');
  });
});

describe('a recovery', () => {
  it('is asked for by somebody else, once at a time', () => {
    given(account, [opened]).when(request()).then([requested]);
    given(account, [opened, requested]).when(request()).thenNothing();
    given(account, [opened])
      .when(request({ requester: accountId }))
      .thenRefuses('access/own-recovery');
    given(account, [opened, requested])
      .when(request({ recoveryId: 'r2' }))
      .thenRefuses('access/recovery-open');
  });

  it('that has expired makes room for another', () => {
    given(account, [opened, requested])
      .when(request({ recoveryId: 'r2', now: SOON }))
      .then([{ type: 'access.RecoveryRequested', data: { ...recovery, recoveryId: 'r2' } }]);
  });

  it('needs a second person, who is not the owner either', () => {
    const begun = [opened, passwordSet('c1'), requested];
    given(account, begun)
      .when(approve())
      .then([approved, offered('recovery')]);
    given(account, begun)
      .when(approve({ approver: 'clerk' }))
      .thenRefuses('access/second-person-needed');
    given(account, begun)
      .when(approve({ approver: accountId }))
      .thenRefuses('access/own-recovery');
  });

  it('is approved in time, and once', () => {
    given(account, [opened]).when(approve()).thenRefuses('access/recovery-unknown');
    given(account, [opened, requested])
      .when(approve({ now: SOON }))
      .thenRefuses('access/recovery-over');
    given(account, [opened, requested, approved])
      .when(approve())
      .thenRefuses('access/recovery-unknown');
  });
});

describe('a password link', () => {
  it('sets the password and works once', () => {
    const invited = [opened, offered('invitation')];
    given(account, invited)
      .when(use())
      .then([linkUsed, passwordSet('c2')]);
    given(account, [...invited, linkUsed, passwordSet('c2')])
      .when(use())
      .thenRefuses('access/link-wrong');
  });

  it('of a recovery takes the second factor away, for it was lost too', () => {
    given(account, [opened, factorSet('f1'), offered('recovery')])
      .when(use())
      .then([linkUsed, factorRemoved('f1'), passwordSet('c2')]);
  });

  it('is refused when it is another, over, or overtaken by a password', () => {
    const invited = [opened, offered('invitation')];
    given(account, invited)
      .when(use({ linkHash: 'another' }))
      .thenRefuses('access/link-wrong');
    given(account, invited)
      .when(use({ now: SOON }))
      .thenRefuses('access/link-over');
    given(account, [...invited, passwordSet('c1')])
      .when(use())
      .thenRefuses('access/link-wrong');
    given(account, [...invited, closed])
      .when(use())
      .thenRefuses('access/account-closed');
  });
});

describe('a second factor', () => {
  const set = new SetSecondFactor({ accountId, factorId: 'f2' }, aMeta());
  const remove = new RemoveSecondFactor({ accountId }, aMeta());

  it('replaces the one before, and is quiet when it is the same', () => {
    given(account, [opened])
      .when(set)
      .then([factorSet('f2')]);
    given(account, [opened, factorSet('f1')])
      .when(set)
      .then([factorRemoved('f1'), factorSet('f2')]);
    given(account, [opened, factorSet('f2')])
      .when(set)
      .thenNothing();
  });

  it('is removed, and quiet when there is none', () => {
    given(account, [opened, factorSet('f1')])
      .when(remove)
      .then([factorRemoved('f1')]);
    given(account, [opened]).when(remove).thenNothing();
  });
});

describe('a recovery from the console of the server', () => {
  const open = new OpenConsoleRecovery({ accountId, ...link() }, aMeta());
  const byConsole: AccountEvent = {
    type: 'access.ConsoleRecoveryOpened',
    data: { accountId, linkId: 'l1' },
  };

  it('offers a link and says that nobody else vouched', () => {
    given(account, [opened, passwordSet('p1')])
      .when(open)
      .then([byConsole, offered('recovery')]);
    given(account).when(open).thenRefuses('access/account-unknown');
    given(account, [opened, closed]).when(open).thenRefuses('access/account-closed');
  });
});
