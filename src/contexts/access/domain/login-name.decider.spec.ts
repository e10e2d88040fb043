import { aMeta, given } from '../../../../test/support/given.js';
import { ClaimLoginName } from './login-name.commands.js';
import { loginName } from './login-name.decider.js';
import type { LoginNameEvent } from './login-name.events.js';

const claimed: LoginNameEvent = { type: 'access.LoginNameClaimed', data: { accountId: 'a' } };
const claim = (accountId: string) => new ClaimLoginName({ nameHash: 'h', accountId }, aMeta());

describe('login name', () => {
  it('belongs to the account that claimed it first', () => {
    given(loginName).when(claim('a')).then([claimed]);
    given(loginName, [claimed]).when(claim('b')).thenRefuses('access/login-name-taken');
  });

  it('is claimed again by its own account without a word', () => {
    given(loginName, [claimed]).when(claim('a')).thenNothing();
  });
});
