import {
  createPublicKey as keyOfNode,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify as verifyOfNode,
} from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { createHash, createPublicKey, verify } from '../../verifier/shims/crypto.js';
import { inflateSync } from '../../verifier/shims/zlib.js';

/** What stands in for node in the one-file verifier must say what node says. */
describe.each(['ed25519', 'ec'] as const)('signatures: %s', (type) => {
  const pair =
    type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync(type);
  const key = pair.publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = type === 'ec' ? 'sha256' : null;
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

  it('what is no key of these two kinds is none', () => {
    expect(() => createPublicKey({ key: key.subarray(1) })).toThrow('no key');
    expect(() => createPublicKey({ key: key.subarray(0, -1) })).toThrow('no key');
  });
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
