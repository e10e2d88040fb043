import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleKeys, signAs, trusting } from '../../../../test/support/issue-certificate.js';
import {
  opensslTimestamps,
  type OpensslTimestamps,
} from '../../../../test/support/openssl-timestamps.js';
import { run, withTools } from '../../../../test/support/pdf-tools.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { inPlaceRenderer } from '../rendering/certificate-renderer.js';
import { verifyPdf } from '../verification.js';
import { encodeCms } from './cms.js';
import { issueToken } from './issue-token.js';
import { readPdfSignature } from './pdf-signature.js';
import { addTimestamp } from './pdf-timestamp.js';
import type { SignatureRoom } from './signature-placeholder.js';
import { signerOf } from './signers.js';
import { timestampOf } from './timestamp.js';
import { httpTimestampAuthority, TimestampError } from './timestamp-authority.js';

const keys = sampleKeys();
let authority: OpensslTimestamps;
let plain: Buffer;
let stamped: Buffer;

async function signed(signatureRoom: SignatureRoom): Promise<Buffer> {
  const content = sampleContent(1);
  const tokenDigits = await issueToken(content, signerOf(keys.token.privatePem));
  const documentKeyId = keys.document.published.keyId;
  const request = { content, tokenDigits, documentKeyId, signatureRoom };
  return signAs(await inPlaceRenderer().render(request), keys);
}

function readingOf(pdf: Buffer) {
  const reading = readPdfSignature(pdf);
  if (reading.kind !== 'read') throw new Error(`expected a signature: ${JSON.stringify(reading)}`);
  return reading;
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

beforeAll(async () => {
  authority = await opensslTimestamps();
  plain = await signed('timestamped');
  stamped = await addTimestamp(plain, httpTimestampAuthority(authority.url));
});
afterAll(() => authority.close());

describe('a timestamped file (PAdES B-T)', () => {
  it('differs from the signed one in nothing that is signed, and verifies as before', () => {
    const { gap, stampedAt, cms } = readingOf(stamped);
    expect(stamped.subarray(0, gap.start).equals(plain.subarray(0, gap.start))).toBe(true);
    expect(stamped.subarray(gap.end).equals(plain.subarray(gap.end))).toBe(true);
    expect(Math.abs(Date.parse(stampedAt ?? '') - Date.now())).toBeLessThan(3_600_000);
    expect(cms.timestamp?.length).toBeGreaterThan(1000);
    expect(verifyPdf(stamped, trusting(keys)).verdict).toBe('valid');
  });

  it('is stamped once', async () => {
    const nobody = { stamp: () => Promise.reject(new Error('asked again')) };
    expect(await addTimestamp(stamped, nobody)).toBe(stamped);
  });

  withTools(['openssl', 'pdfsig'], 'is what openssl and poppler take it for', () => {
    const at = (name: string): string => join(authority.folder, name);
    const { cms, gap } = readingOf(stamped);
    writeFileSync(at('token'), cms.timestamp ?? '');
    writeFileSync(at('signature'), cms.signature);
    const token = ['-in', at('token'), '-token_in', '-data', at('signature')];
    const verified = run(
      'openssl',
      'ts',
      '-verify',
      ...token,
      '-CAfile',
      authority.certificateFile,
    );
    expect(verified).toContain('Verification: OK');
    writeFileSync(at('cms'), encodeCms(cms));
    writeFileSync(
      at('document'),
      Buffer.concat([stamped.subarray(0, gap.start), stamped.subarray(gap.end)]),
    );
    const pem = Buffer.from(keys.authority.certificate, 'base64').toString('base64');
    const lines = pem.match(/.{1,64}/g)?.join('\n') ?? '';
    writeFileSync(at('ca'), `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
    const detached = ['-inform', 'DER', '-in', at('cms'), '-content', at('document'), '-binary'];
    const trust = ['-CAfile', at('ca'), '-purpose', 'any', '-attime', '1767600900'];
    run('openssl', 'cms', '-verify', '-cades', ...detached, ...trust, '-out', at('out'));
    expect(readFileSync(at('out')).equals(readFileSync(at('document')))).toBe(true);
    writeFileSync(at('stamped.pdf'), stamped);
    const report = run('pdfsig', '-nocert', at('stamped.pdf'));
    expect(report).toContain('Signature is Valid');
    expect(report).toContain('Total document signed');
  });

  it('is unreadable when the token is about another signature or was changed', () => {
    const { cms, gap } = readingOf(stamped);
    const token = cms.timestamp ?? Buffer.alloc(0);
    expect(timestampOf(token, sha256(Buffer.from('another')))).toBeUndefined();
    const changed = Buffer.from(stamped);
    const hex = token.toString('hex');
    const at = changed.indexOf(hex.slice(-64), gap.start, 'latin1');
    changed.write(
      hex.slice(-64).replace(/./g, (c) => (c === '0' ? '1' : '0')),
      at,
      'latin1',
    );
    expect(readPdfSignature(changed)).toMatchObject({ kind: 'unreadable' });
    expect(verifyPdf(changed, trusting(keys)).verdict).not.toBe('valid');
  });
});

describe('an authority that fails', () => {
  afterEach(() => authority.answerWith(undefined));

  it.each([
    ['answers with anything but an answer', Buffer.from('<html>')],
    ['refuses', Buffer.from('30053003020102', 'hex')],
    ['answers with too much', Buffer.alloc(70_000)],
  ])('that %s costs the timestamp, not the file', async (_, answer) => {
    authority.answerWith(answer);
    const asked = addTimestamp(plain, httpTimestampAuthority(authority.url));
    await expect(asked).rejects.toThrow(TimestampError);
    expect(verifyPdf(plain, trusting(keys)).verdict).toBe('valid');
  });

  it('that repeats an old answer is not believed', async () => {
    const once = httpTimestampAuthority(authority.url);
    await once.stamp(sha256(Buffer.from('x')));
    authority.answerWith(readFileSync(join(authority.folder, 'answer')));
    await expect(once.stamp(sha256(Buffer.from('x')))).rejects.toThrow('something else');
  });

  it('that is not there is named', async () => {
    const gone = httpTimestampAuthority('http://127.0.0.1:9/');
    await expect(gone.stamp(sha256(Buffer.from('x')))).rejects.toThrow('no answer');
  });

  it('a file drawn without room stays as it is', async () => {
    const small = await signed('plain');
    const big = { stamp: async () => Buffer.from('3082177030821770'.padEnd(12_016, '0'), 'hex') };
    await expect(addTimestamp(small, big)).rejects.toThrow('no room');
  });
});
