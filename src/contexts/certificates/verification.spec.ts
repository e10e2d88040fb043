import fc from 'fast-check';
import {
  issueCertificate,
  sampleKeys,
  signAs,
  trusting,
  type IssuedCertificate,
} from '../../../test/support/issue-certificate.js';
import { sampleContent } from '../../../test/support/sample-certificate.js';
import { inPlaceRenderer } from './rendering/certificate-renderer.js';
import { issueToken } from './signing/issue-token.js';
import type { PublishedKey } from './signing/published-key.js';
import { signerOf } from './signing/signers.js';
import { verifyPdf, verifyToken, type CertificateStatus, type Verdict } from './verification.js';

const keys = sampleKeys();
const content = sampleContent(20, '阿拉坦·其其格');
let issued: IssuedCertificate;

beforeAll(async () => {
  issued = await issueCertificate(content, keys);
});

/** The trusted keys with a change to each. */
function keysWith(change: Partial<PublishedKey>): { keys: PublishedKey[] } {
  return {
    keys: [keys.token.published, keys.document.published].map((k) => ({ ...k, ...change })),
  };
}

describe('a good certificate', () => {
  it('is valid as a PDF, and says what it certifies', () => {
    const found = verifyPdf(issued.pdf, trusting(keys));
    expect(found).toMatchObject({
      verdict: 'valid',
      content,
      issuer: { organisationId: 'org-yuehai' },
      claims: { number: content.number, name: '阿拉坦·其其格', services: 20 },
    });
  });

  it('is valid as digits and as the whole text of the QR code', () => {
    expect(verifyToken(issued.digits, trusting(keys)).verdict).toBe('valid');
    const scanned = `${content.verifyUrl}#${issued.digits}`;
    expect(verifyToken(scanned, trusting(keys)).verdict).toBe('valid');
  });

  it('warns of a QR code that leads to somebody else’s host', () => {
    const hosts = ['shizhang.example.org.cn'];
    const ours = `https://shizhang.example.org.cn/v/abc#${issued.digits}`;
    const theirs = `https://shizhang.example.com/v/abc#${issued.digits}`;
    for (const scanned of [ours, ours.replace('/v/', '/zhiyuan/v/')]) {
      const verification = verifyToken(scanned, trusting(keys, { hosts }));
      expect(verification).toMatchObject({ verdict: 'valid' });
      expect(verification.foreignHost).toBeUndefined();
    }
    expect(verifyToken(theirs, trusting(keys, { hosts })).foreignHost).toBe(true);
  });
});

describe('status', () => {
  it.each<[string, CertificateStatus | undefined, Verdict]>([
    ['offline', undefined, 'status-unknown'],
    ['not in the list', 'unknown', 'status-unknown'],
    ['revoked', 'revoked', 'revoked'],
    ['superseded', { supersededBy: '440305001001-2026-001002-P' }, 'superseded'],
    ['holder’s data erased', 'holder-data-erased', 'valid'],
    ['valid', 'valid', 'valid'],
  ])('%s', (_, status, verdict) => {
    const context = trusting(keys);
    const asked =
      status === undefined
        ? { keys: context.keys, now: context.now }
        : { ...context, statusOf: () => status };
    expect(verifyToken(issued.digits, asked).verdict).toBe(verdict);
    expect(verifyPdf(issued.pdf, asked).verdict).toBe(verdict);
  });

  it('is asked for the number that was signed', () => {
    const statusOf = (number: string): CertificateStatus =>
      number === content.number ? 'holder-data-erased' : 'unknown';
    expect(verifyPdf(issued.pdf, trusting(keys, { statusOf }))).toMatchObject({
      verdict: 'valid',
      holderDataErased: true,
    });
  });
});

describe('keys', () => {
  it.each<[string, Partial<PublishedKey>, Verdict]>([
    [
      'revoked the day before issue',
      { revokedAt: '2026-01-04T12:00:00.000Z' },
      'key-revoked-before-issue',
    ],
    [
      'revoked on the day of issue',
      { revokedAt: '2026-01-05T12:00:00.000Z' },
      'key-revoked-before-issue',
    ],
    [
      'revoked the day after issue',
      { revokedAt: '2026-01-06T12:00:00.000Z' },
      'key-revoked-after-issue',
    ],
    ['not yet in force at issue', { notBefore: '2026-01-06T00:00:00.000Z' }, 'unknown-issuer'],
    ['no longer in force at issue', { notAfter: '2026-01-01T00:00:00.000Z' }, 'unknown-issuer'],
  ])('%s', (_, change, verdict) => {
    const context = trusting(keys, keysWith(change));
    expect(verifyToken(issued.digits, context).verdict).toBe(verdict);
    expect(verifyPdf(issued.pdf, context).verdict).toBe(verdict);
  });

  it('a revoked document key alone is enough', () => {
    const revoked = { ...keys.document.published, revokedAt: '2026-01-01T00:00:00.000Z' };
    const context = trusting(keys, { keys: [keys.token.published, revoked] });
    expect(verifyToken(issued.digits, context).verdict).toBe('valid');
    expect(verifyPdf(issued.pdf, context).verdict).toBe('key-revoked-before-issue');
  });

  it('a revoked certificate stays revoked when its key is revoked later', () => {
    const change = keysWith({ revokedAt: '2026-01-06T12:00:00.000Z' });
    const context = trusting(keys, { ...change, statusOf: () => 'revoked' });
    expect(verifyToken(issued.digits, context).verdict).toBe('revoked');
  });

  it('that nobody published belong to an unknown issuer', () => {
    const stranger = trusting(sampleKeys());
    expect(verifyToken(issued.digits, stranger).verdict).toBe('unknown-issuer');
    expect(verifyPdf(issued.pdf, stranger).verdict).toBe('unknown-issuer');
  });

  it('published under the same id do not make a foreign signature good', () => {
    const foreign = sampleKeys();
    const disguised = { ...foreign.token.published, keyId: keys.token.published.keyId };
    const context = trusting(keys, { keys: [disguised] });
    expect(verifyToken(issued.digits, context).verdict).toBe('bad-signature');
  });

  it('cannot issue for a day that has not come', () => {
    const context = trusting(keys, { now: '2026-01-04T12:00:00.000Z' });
    expect(verifyToken(issued.digits, context).verdict).toBe('content-mismatch');
  });
});

describe('contents that do not agree', () => {
  it('a PDF of one content with the token of another', async () => {
    const other = { ...content, holder: { ...content.holder, name: '欧阳建国' } };
    const { pdf } = await issueCertificate(content, keys, other);
    expect(verifyPdf(pdf, trusting(keys))).toMatchObject({
      verdict: 'content-mismatch',
      reason: 'credential-hash',
    });
  });

  it('a content that names another organisation than its key', async () => {
    const stolen = { ...content, issuer: { ...content.issuer, organisationId: 'org-other' } };
    const { pdf } = await issueCertificate(stolen, keys);
    expect(verifyPdf(pdf, trusting(keys))).toMatchObject({
      verdict: 'content-mismatch',
      reason: 'issuer',
    });
  });

  it('a token of one organisation in the PDF of another', async () => {
    const other = sampleKeys('org-other');
    const tokenDigits = await issueToken(content, signerOf(other.token.privatePem));
    const documentKeyId = keys.document.published.keyId;
    const rendered = await inPlaceRenderer().render({ content, tokenDigits, documentKeyId });
    const both = [...trusting(keys).keys, ...trusting(other).keys];
    expect(verifyPdf(await signAs(rendered, keys), trusting(keys, { keys: both }))).toMatchObject({
      verdict: 'content-mismatch',
      reason: 'issuer',
    });
  });

  it('a signed PDF of the issuer that is no certificate', async () => {
    const { CertificateDocument } = await import('./rendering/certificate-document.js');
    const document = new CertificateDocument('1', new Date('2026-01-05T00:00:00Z'));
    document.addPage();
    document.reserveSignature();
    const pdf = await signAs(document.finish(), keys);
    expect(verifyPdf(pdf, trusting(keys)).verdict).not.toBe('valid');
  });
});

describe('tampering with a PDF', () => {
  it('is never valid, whichever byte is changed', () => {
    const verdicts = new Map<Verdict, number>();
    const places = [...Array(600).keys()].map((n) => Math.floor((issued.pdf.length * n) / 600));
    const gap = issued.pdf.indexOf('/Contents <');
    const near = [...Array(120).keys()].map((n) => gap - 60 + n * 75);
    const end = [...Array(60).keys()].map((n) => issued.pdf.length - 1 - n);
    for (const at of [...places, ...near, ...end]) {
      const changed = Buffer.from(issued.pdf);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const { verdict } = verifyPdf(changed, trusting(keys));
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    expect([...verdicts.keys()].sort()).toEqual(
      expect.arrayContaining(['altered-after-signing', 'malformed']),
    );
    expect(verdicts.has('valid')).toBe(false);
    expect(verdicts.has('status-unknown')).toBe(false);
  });

  it('tells a changed page from a broken signature', () => {
    const changed = Buffer.from(issued.pdf);
    const at = changed.length >> 1;
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(verifyPdf(changed, trusting(keys)).verdict).toBe('altered-after-signing');
  });

  it('sees what was appended, even an honest update', () => {
    const appended = Buffer.concat([issued.pdf, Buffer.from('\n%%EOF\n')]);
    expect(verifyPdf(appended, trusting(keys)).verdict).toBe('altered-after-signing');
  });

  it('sees what was cut off', () => {
    const cut = issued.pdf.subarray(0, issued.pdf.length - 1);
    expect(verifyPdf(cut, trusting(keys)).verdict).toBe('malformed');
  });

  it('lets nothing hide in the space of the signature', () => {
    const hidden = Buffer.from(issued.pdf);
    const end = hidden.indexOf('>', hidden.indexOf('/Contents <'));
    hidden.write('41', end - 2, 'latin1');
    expect(verifyPdf(hidden, trusting(keys)).verdict).toBe('malformed');
    const upper = Buffer.from(issued.pdf);
    const start = upper.indexOf('/Contents <') + '/Contents <'.length;
    upper.write(upper.toString('latin1', start, start + 400).toUpperCase(), start, 'latin1');
    expect(verifyPdf(upper, trusting(keys)).verdict).toBe('malformed');
  });
});

describe('tampering with a QR code', () => {
  it('is never valid, whichever digit is changed to whatever', () => {
    const accepted: string[] = [];
    for (let at = 0; at < issued.digits.length; at += 1) {
      for (const digit of '0123456789') {
        if (issued.digits[at] === digit) continue;
        const changed = issued.digits.slice(0, at) + digit + issued.digits.slice(at + 1);
        const { verdict } = verifyToken(changed, trusting(keys));
        if (!['malformed', 'bad-signature', 'unknown-issuer'].includes(verdict)) {
          accepted.push(verdict);
        }
      }
    }
    expect(accepted).toEqual([]);
  });
});

describe('hostile input', () => {
  it.each([
    ['nothing', ''],
    ['words', '我是志愿者'],
    ['a million digits', '9'.repeat(1_000_000)],
    ['an address without digits', 'https://shizhang.example.org.cn/v/abc#'],
  ])('%s is a malformed token', (_, text) => {
    expect(verifyToken(text, trusting(keys)).verdict).toBe('malformed');
  });

  it('that is too large is refused unread', () => {
    const huge = Buffer.alloc(20 * 1024 * 1024 + 1);
    expect(verifyPdf(huge, trusting(keys))).toEqual({ verdict: 'malformed', reason: 'too-large' });
  });

  it('never throws, whatever the bytes', () => {
    const start = Buffer.from('%PDF-1.7\n/ByteRange [0 9 8205 1]\n/Contents <30');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isPdf) => {
        const input = isPdf ? Buffer.concat([start, bytes]) : bytes;
        expect(verifyPdf(input, trusting(keys)).verdict).toBe('malformed');
      }),
    );
  });
});
