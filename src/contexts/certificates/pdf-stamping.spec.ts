import { pino } from 'pino';
import { sampleKeys, signAs } from '../../../test/support/issue-certificate.js';
import {
  opensslTimestamps,
  type OpensslTimestamps,
} from '../../../test/support/openssl-timestamps.js';
import { sampleContent } from '../../../test/support/sample-certificate.js';
import { SteppableClock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { PdfStamping } from './pdf-stamping.handlers.js';
import { inPlaceRenderer } from './rendering/certificate-renderer.js';
import { issueToken } from './signing/issue-token.js';
import { readPdfSignature } from './signing/pdf-signature.js';
import { signerOf } from './signing/signers.js';

const keys = sampleKeys();
const clock = new SteppableClock();
let authority: OpensslTimestamps;

beforeAll(async () => {
  authority = await opensslTimestamps();
});
afterAll(() => authority.close());

function stamping(timestampUrl?: string): PdfStamping {
  const logger = pino({ level: 'silent' });
  return new PdfStamping({ timestampUrl } as Config, clock, logger);
}

async function signed(by: PdfStamping): Promise<Buffer> {
  const content = sampleContent(1);
  const tokenDigits = await issueToken(content, signerOf(keys.token.privatePem));
  const documentKeyId = keys.document.published.keyId;
  const request = { content, tokenDigits, documentKeyId, signatureRoom: by.room };
  return signAs(await inPlaceRenderer().render(request), keys);
}

const isStamped = (pdf: Buffer): boolean => {
  const reading = readPdfSignature(pdf);
  return reading.kind === 'read' && reading.stampedAt !== undefined;
};

it('without an authority a file stays at B-B and keeps no room', async () => {
  const by = stamping();
  const pdf = await signed(by);
  expect(by.room).toBe('plain');
  expect(await by.stamped(pdf)).toBe(pdf);
});

it('a file goes out unstamped when the authority fails, and is stamped later', async () => {
  const by = stamping(authority.url);
  const pdf = await signed(by);
  authority.answerWith(Buffer.from('down'));
  expect(await by.stamped(pdf)).toBe(pdf);
  authority.answerWith(undefined);
  expect(await by.stamped(pdf)).toBe(pdf);
  clock.advance(60_000);
  const later = await by.stamped(pdf);
  expect(isStamped(later)).toBe(true);
  expect(await by.stamped(later)).toBe(later);
});

it('a file drawn before there was an authority stays as it is', async () => {
  const old = await signed(stamping());
  expect(await stamping(authority.url).stamped(old)).toBe(old);
});
