import { aMeta, given } from '../../../../test/support/given.js';
import { CreateKeys, RevokeKey } from './certificate.commands.js';
import type { KeyRevoked, KeysCreated } from './certificate.events.js';
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

describe('revoking a key', () => {
  const now = '2026-06-01T00:00:00.000Z';
  const facts = { organisationId: 'o-1', keyId: 'token-1', reason: 'compromised' } as const;
  const revoke = (invalidFrom: string, over: Partial<RevokeKey['data']> = {}) =>
    new RevokeKey({ ...facts, invalidFrom, now, ...over }, aMeta());
  const revoked = (invalidFrom: string): KeyRevoked => ({
    type: 'certificates.KeyRevoked',
    data: { ...facts, invalidFrom },
  });

  it('says from when on it must not be trusted', () => {
    given(organisationKeys, [created(1)])
      .when(revoke(now))
      .then([revoked(now)]);
  });

  it('may find out about an earlier moment, never take one back', () => {
    const [first, earlier] = ['2026-05-20T00:00:00.000Z', '2026-05-01T00:00:00.000Z'];
    const before = [created(1), revoked(first)];
    given(organisationKeys, before)
      .when(revoke(earlier))
      .then([revoked(earlier)]);
    for (const later of [first, now]) {
      given(organisationKeys, before)
        .when(revoke(later))
        .thenRefuses('certificates/key-already-revoked', { invalidFrom: first });
    }
  });

  it('is about a key of the organisation, and not about a moment to come', () => {
    given(organisationKeys, [created(1)])
      .when(revoke(now, { keyId: 'token-9' }))
      .thenRefuses('certificates/key-unknown');
    given(organisationKeys, [created(1)])
      .when(revoke('2026-06-01T00:00:00.001Z'))
      .thenRefuses('certificates/key-revoked-in-future');
  });
});
