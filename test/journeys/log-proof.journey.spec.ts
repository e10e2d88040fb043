import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/bootstrap.js';
import { CertificatesQueries } from '../../src/contexts/certificates/certificates.queries.js';
import { PdfMaker } from '../../src/contexts/certificates/pdf-maker.handlers.js';
import { attachmentsOf } from '../../src/contexts/certificates/signing/pdf-attachments.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import { type Verification, verifyPdf } from '../../src/contexts/certificates/verification.js';
import { readConfig } from '../../src/platform/config.js';
import { sha256Hex } from '../../src/platform/ids.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, ok } from '../support/community.js';
import { pageVerifier } from '../support/offline-page.js';

interface Trust {
  readonly keys: readonly PublishedKey[];
  readonly logKeys: readonly string[];
}

const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-proof-'));
let booted: BootedApp;
let certificateId: string;
let first: Buffer;
let trust: Trust;

const pdfPath = (): string => `/api/v1/certificates/${certificateId}/pdf`;
const proofIn = (pdf: Buffer): string => String(attachmentsOf(pdf).get('proof.tlog'));
const verified = (pdf: Buffer, more: Partial<Trust> = {}): Verification =>
  verifyPdf(pdf, { ...trust, ...more, now: booted.clock.now() });

async function download(app: BootedApp, printing = 1): Promise<Buffer> {
  const get = <T>(type: abstract new (...args: never[]) => T): T =>
    app.app.get<T>(type, { strict: false });
  const view = get(CertificatesQueries).certificate(certificateId);
  return get(PdfMaker).pdfOf(view, { accountId: 'tester', printing });
}

/** Without what the signature fills in: its time, its bytes, and the range it covers. */
function unsigned(pdf: Buffer): string {
  return pdf
    .toString('latin1')
    .replace(/\/Contents <[0-9a-f]+>/, '')
    .replace(/\/M \(D:\d{14}Z\)/, '');
}

/** As if the process had died before these were kept. */
function forget(...kinds: readonly string[]): void {
  const vault = new Database(join(dataDir, 'vault.db'));
  for (const kind of kinds) vault.prepare('DELETE FROM documents WHERE kind = ?').run(kind);
  vault.close();
}

beforeAll(async () => {
  booted = await bootApp({ dataDir });
  const community = new Community(booted);
  const { organisationId, ...place } = await community.issuer();
  const volunteerId = await community.volunteer();
  await community.record(volunteerId, { organisationId, ...place });
  await community.letTakeEffect();
  const wish = { volunteerId, organisationId, from: '2026-01-01', to: '2026-12-31' };
  const { admin } = community;
  ({ certificateId } = ok<{ certificateId: string }>(
    await admin.post('/api/v1/certificates', { ...wish, askedBy: 'holder' }),
  ));
  ok(await admin.put(`/api/v1/certificates/${certificateId}/acceptance`), 200);
  await booted.settle();
  const keys = ok<PublishedKey[]>(await booted.anonymous.get('/api/v1/keys'), 200);
  first = await download(booted);
  const log = ok<{ keys: { vkey: string }[] }>(await booted.anonymous.get('/log/keys'), 200);
  trust = { keys, logKeys: log.keys.map(({ vkey }) => vkey) };
}, 60_000);

afterAll(async () => {
  await booted.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the proof inside a certificate', () => {
  it('shows from the file alone that its issue is in the log', () => {
    const { verdict, log } = verified(first);
    expect([verdict, log?.verdict, log?.origin]).toEqual([
      ...['status-unknown', 'included', 'shizhang.test/log'],
    ]);
    expect(log?.size).toBeGreaterThan(log?.index ?? Infinity);
    expect(verified(first, { logKeys: [] }).log).toEqual({ verdict: 'no-log-key' });
  });

  it('names nobody', () => {
    const leaf = Buffer.from(/^extra (.*)$/m.exec(proofIn(first))?.[1] ?? '', 'base64').toString();
    expect(leaf).toContain('certificates.CertificateIssued');
    expect(leaf).not.toContain('巴根');
  });

  it('is one file for all who ask at once', async () => {
    forget('certificate-pdf');
    const [one, two] = await Promise.all([download(booted), download(booted)]);
    expect(one.equals(two)).toBe(true);
  });

  it('is the same in every printing, however far the log has gone on', async () => {
    const reprints = `/api/v1/certificates/${certificateId}/reprints`;
    const admin = await booted.logIn('admin');
    ok(await admin.post(reprints));
    await booted.settle();
    const again = await download(booted, 2);
    expect(proofIn(again)).toBe(proofIn(first));
    expect(ok(await admin.get(pdfPath()), 200)).toBeDefined();
  });
});

describe('the verifier to take away', () => {
  it('carries the keys of the day, and finds the certificate good without any service', async () => {
    const { body, headers } = await booted.anonymous.get('/v/offline-verifier.html');
    expect(headers['content-disposition']).toContain('attachment');
    const embedded = /<script id="trust"[^>]*>([^<]*)/.exec(String(body))?.[1] ?? '';
    const held = JSON.parse(embedded) as Trust;
    expect(held).toEqual({ ...trust, asOf: '2026-03-06', hosts: ['shizhang.test'] });
    const found = pageVerifier().judge({ pdf: first }, held, booted.clock.now());
    expect([found.verdict, found.log?.verdict]).toEqual(['status-unknown', 'included']);
    const line = String((await booted.anonymous.get('/v/offline-verifier.html.sha256')).body);
    expect(line).toBe(`${sha256Hex(String(body))}  offline-verifier.html\n`);
  });
});

describe('a crash', () => {
  it('after the file was kept: it is handed out as it was', async () => {
    const kept = await download(booted);
    await booted.close();
    booted = await bootApp({ dataDir, clock: booted.clock });
    await booted.settle();
    expect((await download(booted)).equals(kept)).toBe(true);
  });

  it('after the proof was kept and before the file: the same bytes are drawn again', async () => {
    forget('certificate-pdf');
    const again = await download(booted);
    expect(again.equals(first)).toBe(false);
    expect(unsigned(again)).toBe(unsigned(first));
    expect(verified(again).log?.verdict).toBe('included');
  });

  it('before the proof was kept: it is made again, and holds', async () => {
    forget('certificate-pdf', 'certificate-proof');
    expect(verified(await download(booted))).toMatchObject({
      ...{ verdict: 'status-unknown', log: { verdict: 'included' } },
    });
  });
});

it('nothing is handed out of an issue that the log does not hold', async () => {
  forget('certificate-pdf', 'certificate-proof');
  await booted.close();
  rmSync(join(dataDir, 'log'), { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  // It does not listen, so its log signs nothing.
  const app = await createApp({ config, clock: booted.clock, logger: pino({ level: 'silent' }) });
  try {
    const view = app.get(CertificatesQueries, { strict: false }).certificate(certificateId);
    const wish = { accountId: 'tester', printing: 1 };
    await expect(app.get(PdfMaker, { strict: false }).pdfOf(view, wish)).rejects.toMatchObject({
      code: 'certificates/not-in-log-yet',
    });
  } finally {
    await app.close();
  }
});
