import { aMeta, given } from '../../../../test/support/given.js';
import { CreateKeys } from './certificate.commands.js';
import type { KeysCreated } from './certificate.events.js';
import { organisationKeys } from './organisation-keys.decider.js';

const pair = (n: number): KeysCreated['data'] => ({
  ...{ organisationId: 'o-1', organisationName: '民生社区居民委员会' },
  keys: [
    { keyId: `token-${n}`, algorithm: 'Ed25519', publicKey: 'p', certificate: null },
    { keyId: `document-${n}`, algorithm: 'ES256', publicKey: 'q', certificate: 'x' },
  ],
  ...{ notBefore: '2026-03-02T01:00:00.000Z', notAfter: '2028-03-02T01:00:00.000Z' },
});
const create = (n: number) => new CreateKeys(pair(n), aMeta());
const created = (n: number): KeysCreated => ({ type: 'certificates.KeysCreated', data: pair(n) });

describe('the keys of an organisation', () => {
  it('are published as a pair, and renewed by another one', () => {
    given(organisationKeys)
      .when(create(1))
      .then([created(1)]);
    given(organisationKeys, [created(1)])
      .when(create(2))
      .then([created(2)]);
  });

  it('that are known already change nothing', () => {
    given(organisationKeys, [created(1), created(2)])
      .when(create(1))
      .thenNothing();
  });
});
