import {
  createPublicKey as keyOfNode,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify as verifyOfNode,
  X509Certificate as CertificateOfNode,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { createHash, createPublicKey, verify, X509Certificate } from '../../verifier/shims/crypto.js';
import { inflateSync } from '../../verifier/shims/zlib.js';

/** What stands in for node in the one-file verifier must say what node says. */
const PAIRS = {
  ed25519: () => generateKeyPairSync('ed25519'),
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
} as const;
const KINDS = [
  ['ed25519', null],
  ['P-256', 'sha256'],
  ['P-384', 'sha384'],
  ['P-521', 'sha512'],
  ['rsa', 'sha256'],
  ['rsa', 'sha512'],
] as const;

describe.each(KINDS)('signatures: %s with %s', (type, algorithm) => {
  const pair = PAIRS[type]();
  const key = pair.publicKey.export({ type: 'spki', format: 'der' });
  const message = randomBytes(200);
  const good = sign(algorithm, message, pair.privateKey);

  const bothSay = (bytes: Buffer, signature: Buffer): readonly [boolean, boolean] => [
    verify(algorithm, bytes, createPublicKey({ key }), signature),
    verifyOfNode(algorithm, bytes, keyOfNode({ key, type: 'spki', format: 'der' }), signature),
  ];

  it('a good one holds', () => {
    expect(bothSay(message, good)).toEqual([true, true]);
  });

  it('none holds with a bit changed, cut off or put behind', () => {
    const wrong = [0, 1, 20, 40, good.length - 1].map((at) => {
      const changed = Buffer.from(good);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    });
    const more = Buffer.concat([good, Buffer.from([0])]);
    for (const signature of [...wrong, good.subarray(1), Buffer.alloc(0), more]) {
      expect(bothSay(message, signature)).toEqual([false, false]);
    }
    expect(bothSay(Buffer.from('other'), good)).toEqual([false, false]);
  });

  it('what is not exactly such a key is none', () => {
    expect(() => createPublicKey({ key: key.subarray(1) })).toThrow('no key');
    expect(() => createPublicKey({ key: key.subarray(0, -1) })).toThrow('no key');
  });
});

it('a certificate has the key that node finds in it', () => {
  const kit = readFileSync('test/conformance/kit-keys.json', 'utf8');
  const { timestamps } = JSON.parse(kit) as { timestamps: { certificate: string } };
  const der = Buffer.from(timestamps.certificate, 'base64');
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(der).publicKey;
  const ofNode = new CertificateOfNode(der).publicKey;
  expect(asymmetricKeyType).toBe(ofNode.asymmetricKeyType);
  expect(asymmetricKeyDetails).toEqual(ofNode.asymmetricKeyDetails);
});

describe('what was deflated', () => {
  const bounded = (bytes: Uint8Array): Uint8Array => inflateSync(bytes, { maxOutputLength: 100_000 });

  it('comes out as it went in', () => {
    const bytes = Buffer.concat([randomBytes(60_000), Buffer.alloc(40_000, 'a')]);
    expect(Buffer.from(bounded(deflateSync(bytes))).equals(bytes)).toBe(true);
  });

  it('is refused above the bound, cut off, or as noise', () => {
    expect(() => bounded(deflateSync(Buffer.alloc(50_000_000)))).toThrow('too long');
    const cut = deflateSync(randomBytes(20_000)).subarray(0, 10_000);
    expect(() => bounded(cut)).toThrow();
    expect(() => bounded(Buffer.from('no stream at all'))).toThrow();
  });
});

it('SHA-256 is that of FIPS 180-4', () => {
  expect(createHash('sha256').update('abc').digest('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
