import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { sampleKeys } from '../../../../test/support/issue-certificate.js';
import { decodeCms, encodeCms, signedAttributes } from './cms.js';
import { DerError, oid, readAll, readOne, setOf, time, tlv, unsignedInteger } from './der.js';
import { createOrganisationKeys } from './key-sets.js';
import { signatureHolds, signerOf, SIGNERS_KEPT } from './signers.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

const anyPem = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('DER', () => {
  it('writes object identifiers, integers, times and long lengths as X.690 asks', () => {
    expect(oid('1.2.840.113549.1.7.2').toString('hex')).toBe('06092a864886f70d010702');
    expect(unsignedInteger(hex('0000ff')).toString('hex')).toBe('020200ff');
    expect(unsignedInteger(hex('')).toString('hex')).toBe('020100');
    expect(time(new Date('2049-12-31T23:59:59Z')).toString('latin1').slice(2)).toBe(
      '491231235959Z',
    );
    expect(time(new Date('2050-01-01T00:00:00Z')).toString('latin1').slice(2)).toBe(
      '20500101000000Z',
    );
    expect(tlv(4, Buffer.alloc(128)).subarray(0, 3).toString('hex')).toBe('048180');
    expect(tlv(4, Buffer.alloc(256)).subarray(0, 4).toString('hex')).toBe('04820100');
    expect(setOf(hex('0202'), hex('0101')).toString('hex')).toBe('310401010202');
  });

  it.each(['30', '3005', '3080', '3084ffffffff', '30820', '3003020100ff'])('refuses %p', (text) => {
    expect(() => readOne(hex(text))).toThrow(DerError);
  });

  it('reads at most 64 children', () => {
    expect(readAll(Buffer.alloc(128, hex('0500')))).toHaveLength(64);
    expect(() => readAll(Buffer.alloc(130, hex('0500')))).toThrow(DerError);
  });
});

describe('organisation keys', () => {
  const keys = sampleKeys();
  const leaf = new X509Certificate(
    Buffer.from(keys.document.published.certificate ?? '', 'base64'),
  );
  const authority = new X509Certificate(Buffer.from(keys.authority.certificate, 'base64'));

  it('certify the document key under the organisation’s authority, with Chinese names', () => {
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect([leaf.ca, authority.ca]).toEqual([false, true]);
    expect(leaf.subject).toContain('O=深圳市南山区粤海街道海珠社区居民委员会');
    expect(leaf.subject).toContain('完整性签名');
    expect(leaf.subject).not.toContain('电子印章');
    expect(new Date(leaf.validTo).toISOString()).toBe('2028-12-01T00:00:00.000Z');
  });

  it('rotate under the same authority', () => {
    const { organisationId, organisationName, notBefore, notAfter } = keys.document.published;
    const next = createOrganisationKeys(
      { organisationId, organisationName: `${organisationName}（更名）`, notBefore, notAfter },
      keys.authority,
    );
    const der = Buffer.from(next.document.published.certificate ?? '', 'base64');
    expect(new X509Certificate(der).checkIssued(authority)).toBe(true);
    expect(next.document.published.keyId).not.toBe(keys.document.published.keyId);
  });

  it('have short ids that follow from the key', () => {
    expect(keys.token.published.keyId).toMatch(/^[\w-]{11}$/);
    expect(signerOf(keys.token.privatePem).keyId).toBe(keys.token.published.keyId);
    expect(signerOf(keys.document.privatePem).algorithm).toBe('ES256');
  });

  it('stay open, are found by nothing but their PEM, and only so many of them', () => {
    const signer = signerOf(keys.token.privatePem);
    expect(signerOf(keys.token.privatePem)).toBe(signer);
    expect(signerOf(sampleKeys().token.privatePem).keyId).not.toBe(signer.keyId);
    for (let more = 0; more < SIGNERS_KEPT; more += 1) signerOf(anyPem());
    expect(signerOf(keys.token.privatePem)).not.toBe(signer);
  });

  it('never publish anything private', () => {
    const published = JSON.stringify([keys.token.published, keys.document.published]);
    expect(published).not.toContain('PRIVATE');
  });

  it('do not hold signatures of another algorithm or of an unreadable key', async () => {
    const signature = await signerOf(keys.token.privatePem).sign(hex('00'));
    const { publicKey } = keys.token.published;
    expect(signatureHolds({ algorithm: 'Ed25519', publicKey }, hex('00'), signature)).toBe(true);
    expect(signatureHolds({ algorithm: 'ES256', publicKey }, hex('00'), signature)).toBe(false);
    expect(signatureHolds({ algorithm: 'Ed25519', publicKey: '' }, hex('00'), signature)).toBe(
      false,
    );
  });
});

describe('CMS', () => {
  const keys = sampleKeys();
  const certificates = [keys.document.published.certificate ?? '', keys.authority.certificate].map(
    (der) => Buffer.from(der, 'base64'),
  );
  const digest = createHash('sha256').update('document').digest();

  it('comes back part by part, and every changed byte is noticed', async () => {
    const attributes = signedAttributes({ digest, certificates });
    const signature = await signerOf(keys.document.privatePem).sign(attributes);
    const cms = encodeCms({ digest, certificates, signature });
    const read = decodeCms(cms);
    expect(read?.certificates).toEqual(certificates);
    expect(read?.digest).toEqual(digest);
    const accepted = [...cms.keys()].filter((at) => {
      const changed = Buffer.from(cms);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const parts = decodeCms(changed);
      return (
        parts !== undefined &&
        parts.digest.toString() === digest.toString() &&
        signatureHolds(keys.document.published, signedAttributes(parts), parts.signature)
      );
    });
    expect(accepted).toEqual([]);
  });
});
