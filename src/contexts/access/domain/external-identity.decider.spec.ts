import { aMeta, given } from '../../../../test/support/given.js';
import { account } from './account.decider.js';
import type { AccountEvent } from './account.events.js';
import {
  ClaimExternalIdentity,
  LinkExternalIdentity,
  ReleaseExternalIdentity,
  UnlinkExternalIdentity,
} from './external-identity.commands.js';
import { externalIdentity } from './external-identity.decider.js';
import type { ExternalIdentityEvent } from './external-identity.events.js';
import { IDENTITIES_MAX } from './identity-link.decider.js';
import { UsePasswordLink } from './recovery.commands.js';

const accountId = 'a';
const of = (holder: string) => ({ identityHash: 'h', accountId: holder });
const linked = (identityHash = 'h'): AccountEvent => ({
  type: 'access.ExternalIdentityLinked',
  data: { accountId, identityHash },
});
const unlinked: AccountEvent = {
  type: 'access.ExternalIdentityUnlinked',
  data: { accountId, identityHash: 'h' },
};

describe('an external identity', () => {
  const claimed: ExternalIdentityEvent = {
    type: 'access.ExternalIdentityClaimed',
    data: { accountId },
  };
  const released: ExternalIdentityEvent = {
    type: 'access.ExternalIdentityReleased',
    data: { accountId },
  };
  const claim = (holder: string) => new ClaimExternalIdentity(of(holder), aMeta());
  const release = (holder: string) => new ReleaseExternalIdentity(of(holder), aMeta());

  it('belongs to one account at a time', () => {
    given(externalIdentity).when(claim('a')).then([claimed]);
    given(externalIdentity, [claimed]).when(claim('a')).thenNothing();
    given(externalIdentity, [claimed]).when(claim('b')).thenRefuses('access/identity-taken');
  });

  it('is free again once its holder, and nobody else, released it', () => {
    given(externalIdentity, [claimed]).when(release('a')).then([released]);
    given(externalIdentity, [claimed]).when(release('b')).thenNothing();
    given(externalIdentity, [claimed, released]).when(release('a')).thenNothing();
    given(externalIdentity, [claimed, released])
      .when(claim('b'))
      .then([{ type: 'access.ExternalIdentityClaimed', data: { accountId: 'b' } }]);
  });
});

describe('the link of an account', () => {
  const opened: AccountEvent = {
    type: 'access.AccountOpened',
    data: { accountId, volunteerId: null },
  };
  const closed: AccountEvent = { type: 'access.AccountClosed', data: { accountId } };
  const link = new LinkExternalIdentity(of(accountId), aMeta());
  const unlink = new UnlinkExternalIdentity(of(accountId), aMeta());

  it('is made and undone, and quiet when it is so already', () => {
    given(account, [opened]).when(link).then([linked()]);
    given(account, [opened, linked()]).when(link).thenNothing();
    given(account, [opened, linked()]).when(unlink).then([unlinked]);
    given(account, [opened, linked(), unlinked]).when(unlink).thenNothing();
  });

  it('is for open accounts, and a few of them at most', () => {
    given(account).when(link).thenRefuses('access/account-unknown');
    given(account, [opened, closed]).when(link).thenRefuses('access/account-closed');
    given(account, [opened, closed]).when(unlink).thenRefuses('access/account-closed');
    const many = Array.from({ length: IDENTITIES_MAX }, (_, i) => linked(`h${i}`));
    given(account, [opened, ...many])
      .when(link)
      .thenRefuses('access/too-many-identities', { most: IDENTITIES_MAX });
  });

  it('ends with a recovery: whoever made it may be why there is one', () => {
    const offered: AccountEvent = {
      type: 'access.PasswordLinkOffered',
      data: {
        ...{ accountId, linkId: 'l', linkHash: 'lh', purpose: 'recovery' },
        expiresAt: '2026-03-02T02:00:00.000Z',
      },
    };
    const now = '2026-03-02T01:00:00.000Z';
    const use = { accountId, linkHash: 'lh', credentialId: 'p', now };
    given(account, [opened, linked(), offered])
      .when(new UsePasswordLink(use, aMeta()))
      .then([
        { type: 'access.PasswordLinkUsed', data: { accountId, linkId: 'l' } },
        unlinked,
        { type: 'access.PasswordSet', data: { accountId, credentialId: 'p' } },
      ]);
  });
});
