import { aMeta, given } from '../../../../test/support/given.js';
import {
  AppointAdministrator,
  AppointFirstAdministrator,
  DismissAdministrator,
} from './administrators.commands.js';
import { administrators } from './administrators.decider.js';
import type { AdministratorsEvent } from './administrators.events.js';

const appointed = (accountId: string): AdministratorsEvent => ({
  type: 'access.AdministratorAppointed',
  data: { accountId },
});
const dismissed = (accountId: string): AdministratorsEvent => ({
  type: 'access.AdministratorDismissed',
  data: { accountId },
});
const first = (accountId: string) => new AppointFirstAdministrator({ accountId }, aMeta());
const appoint = (accountId: string) => new AppointAdministrator({ accountId }, aMeta());
const dismiss = (accountId: string) => new DismissAdministrator({ accountId }, aMeta());

describe('administrators', () => {
  it('the first comes from the set-up, once for ever', () => {
    given(administrators)
      .when(first('a'))
      .then([appointed('a')]);
    given(administrators, [appointed('a')])
      .when(first('a'))
      .thenRefuses('access/setup-done');
    given(administrators, [appointed('a'), appointed('b'), dismissed('a')])
      .when(first('c'))
      .thenRefuses('access/setup-done');
  });

  it('more are appointed, each once', () => {
    given(administrators, [appointed('a')])
      .when(appoint('b'))
      .then([appointed('b')]);
    given(administrators, [appointed('a')])
      .when(appoint('a'))
      .thenNothing();
  });

  it('one is dismissed while another is left', () => {
    given(administrators, [appointed('a'), appointed('b')])
      .when(dismiss('a'))
      .then([dismissed('a')]);
    given(administrators, [appointed('a')])
      .when(dismiss('stranger'))
      .thenNothing();
  });

  it('the last one stays', () => {
    given(administrators, [appointed('a')])
      .when(dismiss('a'))
      .thenRefuses('access/last-administrator');
    given(administrators, [appointed('a'), appointed('b'), dismissed('a')])
      .when(dismiss('b'))
      .thenRefuses('access/last-administrator');
  });
});
