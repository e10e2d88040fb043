import { randomBytes } from 'node:crypto';
import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { issueCertificate, sampleKeys, trusting } from '../../../test/support/issue-certificate.js';
import { sampleContent } from '../../../test/support/sample-certificate.js';
import { bytesOfDigits, digitsOf } from './signing/decimal-digits.js';
import { signerOf } from './signing/signers.js';
import { PDF_OCTETS_MAX, verifyPdf, verifyToken } from './verification.js';

/** Files and codes made to break a verifier: the right verdict, and never an error or a long wait. */
const keys = sampleKeys();
let pdf: Buffer;
let digits: string;

beforeAll(async () => {
  ({ pdf, digits } = await issueCertificate(sampleContent(20), keys));
});

const verdictOf = (bytes: Uint8Array): string => verifyPdf(bytes, trusting(keys)).verdict;

describe('hostile files', () => {
  it('cut off anywhere are never valid', () => {
    for (let part = 0; part < 32; part += 1) {
      const cut = pdf.subarray(0, Math.floor((pdf.length * part) / 32));
      expect(['malformed', 'altered-after-signing']).toContain(verdictOf(cut));
    }
  });

  it('of 200 MB are refused unread, whatever they begin with', () => {
    const huge = Buffer.alloc(200 * 1024 * 1024);
    pdf.copy(huge);
    expect(verifyPdf(huge, trusting(keys))).toEqual({ verdict: 'malformed', reason: 'too-large' });
  });

  it('of random bytes behind the right beginning are malformed', () => {
    for (const size of [0, 1, 100, 1_000_000]) {
      const noise = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
      expect(verdictOf(noise)).toBe('malformed');
    }
  });

  it('full of places where a signature might begin are malformed', () => {
    const range = '/ByteRange [0 999999999 999999999 999999999]';
    const filled = Buffer.alloc(PDF_OCTETS_MAX, `%PDF-1.7 ${range} << [ ( `);
    expect(verdictOf(filled)).toBe('malformed');
  });

  it('with objects or a second signature appended are altered, not valid', () => {
    const update = '\n9999 0 obj\n<< /Type /Sig >>\nendobj\nstartxref\n0\n%%EOF\n';
    const second = '\n/ByteRange [0 10 20 30]\n/Contents <3000>\n%%EOF\n';
    for (const more of [update, second, ' ', '\0']) {
      const appended = Buffer.concat([pdf, Buffer.from(more, 'latin1')]);
      expect(verdictOf(appended)).toBe('altered-after-signing');
    }
  });

  it('with a signature put before the real one are not valid', () => {
    const fake = Buffer.from('%PDF-1.7\n%/ByteRange [0 10 20 30]\n', 'latin1');
    expect(verdictOf(Buffer.concat([fake, pdf.subarray(9)]))).toBe('altered-after-signing');
  });
});

describe('hostile codes', () => {
  const resigned = async (change: (payload: Map<unknown, unknown>) => void): Promise<string> => {
    const outer = bytesOfDigits(digits)?.subarray(1) ?? new Uint8Array();
    const [header, , payload] = decode(outer, { useMaps: true }) as [
      Uint8Array,
      unknown,
      Uint8Array,
    ];
    const claims = decode(payload, { useMaps: true }) as Map<unknown, unknown>;
    change(claims);
    const cbor = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);
    const changed = cbor(claims);
    const toSign = cbor(['Signature1', header, new Uint8Array(), changed]);
    const signature = await signerOf(keys.token.privatePem).sign(toSign);
    const token = cbor([header, new Map(), changed, signature]);
    return digitsOf(Uint8Array.of(0xd2, ...token));
  };

  it('signed by the issuer in another version are malformed, not half understood', async () => {
    const same = await resigned(() => undefined);
    expect(verifyToken(same, trusting(keys)).verdict).toBe('valid');
    const later = await resigned((claims) => claims.set(-65538, 'version 2'));
    expect(verifyToken(later, trusting(keys))).toEqual({ verdict: 'malformed', reason: 'token' });
  });

  it('longer than any code can be, or no code at all, are malformed', () => {
    const codes = ['1'.repeat(1_000_000), `${digits}0`, digits.slice(1), '∞', '-1', '1e999', ''];
    for (const code of codes) {
      expect(verifyToken(code, trusting(keys)).verdict).toBe('malformed');
    }
  });

  it('that lead to a foreign host say so, however good they are', () => {
    const hosts = ['shizhang.example.org.cn'];
    for (const host of ['shizhang.example.org.cn.evil.cn', 'xn--shzhang-s2a.cn', 'evil.cn:443']) {
      const scanned = `https://${host}/v/abc#${digits}`;
      expect(verifyToken(scanned, trusting(keys, { hosts })).foreignHost).toBe(true);
    }
  });
});
