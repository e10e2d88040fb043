import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { base64UrlOf, bytesOfBase64Url } from './base64-url.js';
import { bytesOfDigits, digitsOf } from './decimal-digits.js';
import { issueToken } from './issue-token.js';
import { signatureHolds, signerOf } from './signers.js';
import { readToken, type TokenClaims } from './token.js';

/** RFC 8032, 7.1, test 1: a key everybody knows, as PKCS#8. */
const KNOWN_KEY = [
  '-----BEGIN PRIVATE KEY-----',
  'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
  '-----END PRIVATE KEY-----',
].join('\n');
const KNOWN_PUBLIC = 'MCowBQYDK2VwAyEA11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

const bytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 7 + 250) % 256);

describe('decimal digits', () => {
  it.each([
    [[], ''],
    [[0], '000'],
    [[255], '255'],
    [[1, 0], '00256'],
    [[255, 255, 7], '65535007'],
  ])('of %p are %p', (input, digits) => {
    expect(digitsOf(Uint8Array.from(input))).toBe(digits);
  });

  it('come back as the bytes they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        expect(bytesOfDigits(digitsOf(input))).toEqual(Uint8Array.from(input));
      }),
    );
  });

  it.each(['65536', '99999', '256', '1', '12', '0000', '12a45', '１２３', '-0001'])(
    'refuse %p, which nobody wrote',
    (digits) => {
      expect(bytesOfDigits(digits)).toBeUndefined();
    },
  );
});

describe('base64url', () => {
  it('agrees with node and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (input) => {
        expect(base64UrlOf(input)).toBe(Buffer.from(input).toString('base64url'));
        expect(bytesOfBase64Url(base64UrlOf(input))).toEqual(Uint8Array.from(input));
      }),
    );
  });
});

describe('the token', () => {
  const content = sampleContent(20, '阿拉坦·其其格');

  it('carries what is certified, and its signature holds', async () => {
    const digits = await issueToken(content, signerOf(KNOWN_KEY));
    const token = readToken(bytesOfDigits(digits) ?? bytes(0));
    const claims: TokenClaims = {
      number: content.number,
      name: '阿拉坦·其其格',
      issuedOn: '2026-01-05',
      period: content.period,
      services: 20,
      byGrade: content.totals.byGrade,
      credentialHash: expect.any(Uint8Array) as unknown as Uint8Array,
    };
    expect(token?.claims).toEqual(claims);
    expect(token?.keyId).toBe(signerOf(KNOWN_KEY).keyId);
    const key = { algorithm: 'Ed25519', publicKey: KNOWN_PUBLIC } as const;
    expect(signatureHolds(key, token?.signed ?? bytes(0), token?.signature ?? bytes(0))).toBe(true);
  });

  it('is COSE_Sign1 over CWT claims in deterministic CBOR, and never changes', async () => {
    const digits = await issueToken(content, signerOf(KNOWN_KEY));
    const hex = Buffer.from(bytesOfDigits(digits) ?? []).toString('hex');
    // Tag 18, array of 4, protected header {1: -8, 4: key id}, empty map, payload.
    expect(hex).toMatch(/^d2844da201270448[0-9a-f]{16}a058[0-9a-f]{2}a402/);
    expect(createHash('sha256').update(digits).digest('hex')).toMatchInlineSnapshot(
      `"3faa0e697275058a56c85a58c6d87a0515676b8fb1f0cfebe6ad5a899a3d37b6"`,
    );
  });

  it('fits a QR code of version 13 with a name of twenty characters', async () => {
    const long = sampleContent(20, '阿布都热西提·阿不都克里木江·买买提艾力');
    expect([...long.holder.name]).toHaveLength(20);
    const digits = await issueToken(long, signerOf(KNOWN_KEY));
    expect(digits.length).toBeLessThan(600);
  });

  it('is refused when anything about its form differs', async () => {
    const token = bytesOfDigits(await issueToken(content, signerOf(KNOWN_KEY))) ?? bytes(0);
    const outer = token.slice(1);
    expect(readToken(token)).toBeDefined();
    expect(readToken(outer)).toBeUndefined();
    expect(readToken(Uint8Array.of(...token, 0))).toBeUndefined();
    expect(readToken(token.slice(0, -1))).toBeUndefined();
    // A non-empty unprotected header says nothing that is signed.
    const at = Buffer.from(token).indexOf(0xa0);
    const padded = Uint8Array.of(...token.slice(0, at), 0xa1, 0x01, 0x01, ...token.slice(at + 1));
    expect(readToken(padded)).toBeUndefined();
  });

  it('reader survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        expect(readToken(Uint8Array.of(0xd2, 0x84, ...input))).toBeUndefined();
      }),
    );
  });

  it('cannot be signed with a key of another algorithm', async () => {
    const signer = { ...signerOf(KNOWN_KEY), algorithm: 'ES256' as const };
    await expect(issueToken(content, signer)).rejects.toThrow('Ed25519');
  });
});
