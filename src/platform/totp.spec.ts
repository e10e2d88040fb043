import fc from 'fast-check';
import { base32, otpauthUri, stepOf, totpAt } from './totp.js';

/** RFC 6238 appendix B, SHA-1; its codes have eight digits, and six are the last of them. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS: readonly [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const NEVER_USED = { usedStep: -1 };

describe('a time-based code', () => {
  it.each(VECTORS)('of second %d is %s', (seconds, code) => {
    expect(totpAt(SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(stepOf(SECRET, code, { nowMs: seconds * 1_000, ...NEVER_USED })).toBe(
      Math.floor(seconds / 30),
    );
  });

  it('counts one step early and one step late, and not two', () => {
    const nowMs = 3_000_000;
    const step = 100;
    for (const near of [step - 1, step, step + 1]) {
      expect(stepOf(SECRET, totpAt(SECRET, near), { nowMs, ...NEVER_USED })).toBe(near);
    }
    for (const far of [step - 2, step + 2]) {
      expect(stepOf(SECRET, totpAt(SECRET, far), { nowMs, ...NEVER_USED })).toBeUndefined();
    }
  });

  it('works once, and no older one works after it', () => {
    const nowMs = 3_000_000;
    expect(stepOf(SECRET, totpAt(SECRET, 100), { nowMs, usedStep: 100 })).toBeUndefined();
    expect(stepOf(SECRET, totpAt(SECRET, 99), { nowMs, usedStep: 100 })).toBeUndefined();
    expect(stepOf(SECRET, totpAt(SECRET, 101), { nowMs, usedStep: 100 })).toBe(101);
  });
});

describe('a secret for an authenticator', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is %s in base32 (RFC 4648 §10, unpadded)', (text, encoded) => {
    expect(base32(Buffer.from(text))).toBe(encoded);
  });

  it('of any bytes has the length that base32 gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(base32(bytes)).toMatch(/^[A-Z2-7]*$/);
        expect(base32(bytes)).toHaveLength(Math.ceil((bytes.length * 8) / 5));
      }),
    );
  });

  it('travels as a Key URI', () => {
    expect(otpauthUri('时账', 'a1', SECRET)).toBe(
      'otpauth://totp/%E6%97%B6%E8%B4%A6:a1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%97%B6%E8%B4%A6',
    );
  });
});
