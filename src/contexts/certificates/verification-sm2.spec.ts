import { sampleContent } from '../../../test/support/sample-certificate.js';
import { detachedSm2, sm2Attachment } from './signing/detached-sm2.js';
import { credentialBytes } from './signing/issue-token.js';
import type { PublishedKey } from './signing/published-key.js';
import { sm2SignerOf } from './signing/signers.js';
import { createSm2Pair } from './signing/sm2.js';
import { judgeSm2 } from './verification-sm2.js';

const content = sampleContent(1);
const credential = credentialBytes(content);
const pair = createSm2Pair();
const signer = sm2SignerOf(pair.privateHex);
const key: PublishedKey = {
  ...{ keyId: signer.keyId, algorithm: 'SM2', publicKey: pair.spki.toString('base64url') },
  ...{ organisationId: 'org', organisationName: '向阳社区居民委员会' },
  ...{ notBefore: '2025-12-01T00:00:00.000Z', notAfter: '2028-12-01T00:00:00.000Z' },
};
const facts = { credential, organisationId: 'org', issuedOn: '2026-03-11' };
let attached: Buffer;

beforeAll(async () => {
  attached = Buffer.from(sm2Attachment(await detachedSm2(content, signer)).bytes);
});

describe('an SM2 signature of the content', () => {
  it('is not spoken of where there is none', () => {
    expect(judgeSm2(undefined, facts, [key])).toBeUndefined();
  });

  it.each<[string, Partial<PublishedKey>, string]>([
    ['holds', {}, 'holds'],
    [
      'is of nobody known when its key is not published',
      { keyId: 'another-key' },
      'unknown-issuer',
    ],
    ['is no other issuer’s', { organisationId: 'other' }, 'unknown-issuer'],
    ['is of a key not in force yet', { notBefore: '2026-03-12T00:00:00.000Z' }, 'unknown-issuer'],
    [
      'was made after a theft',
      { revokedAt: '2026-03-01T00:00:00.000Z' },
      'key-revoked-before-issue',
    ],
    [
      'was made before a theft',
      { revokedAt: '2026-04-01T00:00:00.000Z' },
      'key-revoked-after-issue',
    ],
  ])('%s', (_, change, verdict) => {
    expect(judgeSm2(attached, facts, [{ ...key, ...change }])?.verdict).toBe(verdict);
  });

  it('does not hold for other bytes, changed or written otherwise', () => {
    const other = { ...facts, credential: Buffer.from('{}') };
    expect(judgeSm2(attached, other, [key])?.verdict).toBe('bad-signature');
    const more = Buffer.concat([attached, Buffer.from('\n')]);
    for (const wrong of [more, Buffer.from('{}'), Buffer.alloc(1_000_000)]) {
      expect(judgeSm2(wrong, facts, [key])).toEqual({ verdict: 'bad-signature' });
    }
  });
});
