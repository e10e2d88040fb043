import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, withTools } from '../../../../test/support/pdf-tools.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { detachedSm2 } from './detached-sm2.js';
import { credentialBytes } from './issue-token.js';
import { createOrganisationKeys } from './key-sets.js';
import { signatureHolds, sm2SignerOf } from './signers.js';
import { createSm2Pair, signSm2, sm2Holds, sm2PairOf } from './sm2.js';

/** GB/T 32918.5, A.2: the recommended curve, the default user ID, SM3. */
const STANDARD = {
  privateHex: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  x: '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  y: 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  message: Buffer.from('message digest'),
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
};
const standardSignature = Buffer.from(`3046022100${STANDARD.r}022100${STANDARD.s}`, 'hex');

describe('SM2', () => {
  it('agrees with the example of the standard', () => {
    const { spki } = sm2PairOf(STANDARD.privateHex);
    expect(spki.toString('hex').endsWith(`04${STANDARD.x}${STANDARD.y}`)).toBe(true);
    expect(sm2Holds(spki, STANDARD.message, standardSignature)).toBe(true);
    expect(sm2Holds(spki, Buffer.from('message digesT'), standardSignature)).toBe(false);
  });

  it('holds for its own key and bytes only, written in one way only', () => {
    const pair = createSm2Pair();
    const bytes = Buffer.from('证明');
    const signature = signSm2(bytes, pair);
    expect(sm2Holds(pair.spki, bytes, signature)).toBe(true);
    expect(sm2Holds(createSm2Pair().spki, bytes, signature)).toBe(false);
    for (let at = 0; at < signature.length; at += 7) {
      const changed = Buffer.from(signature);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sm2Holds(pair.spki, bytes, changed)).toBe(false);
    }
    const longer = Buffer.concat([signature, Buffer.from([0])]);
    expect(sm2Holds(pair.spki, bytes, longer)).toBe(false);
    expect(sm2Holds(Buffer.from('no key'), bytes, signature)).toBe(false);
  });

  withTools(['openssl'], 'is verified by openssl with the default user ID', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
    const at = (name: string): string => join(folder, name);
    const pair = createSm2Pair();
    writeFileSync(at('message'), STANDARD.message);
    writeFileSync(at('public.der'), pair.spki);
    writeFileSync(at('signature'), signSm2(STANDARD.message, pair));
    const rules = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
    const key = ['-pubin', '-inkey', at('public.der'), '-keyform', 'DER'];
    const files = ['-in', at('message'), '-sigfile', at('signature')];
    const said = run('openssl', 'pkeyutl', '-verify', ...key, ...files, ...rules);
    expect(said).toContain('Signature Verified Successfully');
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('an issuer with an SM2 key', () => {
  const request = {
    organisationId: 'o-1',
    organisationName: '居民委员会',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
  };

  it('publishes it beside the others, and only when it wants it', () => {
    expect(createOrganisationKeys(request).sm2).toBeUndefined();
    const { sm2 } = createOrganisationKeys({ ...request, withSm2: true });
    expect(sm2?.published).toMatchObject({ algorithm: 'SM2', organisationId: 'o-1' });
    expect(JSON.stringify(sm2?.published)).not.toContain(sm2?.privateHex);
  });

  it('signs the bytes of credential.json through the same port as every key', async () => {
    const { sm2 } = createOrganisationKeys({ ...request, withSm2: true });
    if (!sm2) throw new Error('no SM2 key');
    const content = sampleContent(2);
    const signed = await detachedSm2(content, sm2SignerOf(sm2.privateHex));
    expect(signed.keyId).toBe(sm2.published.keyId);
    const signature = Buffer.from(signed.signature, 'base64url');
    expect(signatureHolds(sm2.published, credentialBytes(content), signature)).toBe(true);
    const other = credentialBytes(sampleContent(3));
    expect(signatureHolds(sm2.published, other, signature)).toBe(false);
    const ed25519 = { ...sm2.published, algorithm: 'Ed25519' } as const;
    expect(signatureHolds(ed25519, credentialBytes(content), signature)).toBe(false);
  });
});
