import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCommand } from '../../src/cli/verify-command.js';
import { Terminal } from '../../src/cli/terminal.js';
import { attachmentsOf } from '../../src/contexts/certificates/signing/pdf-attachments.js';
import { credentialBytes } from '../../src/contexts/certificates/signing/issue-token.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import {
  type CertificateStatus,
  type Verification,
  type VerificationContext,
  verifyPdf,
  verifyToken,
} from '../../src/contexts/certificates/verification.js';
import type { LogKeysView } from '../../src/log/log.controller.js';
import { type PageVerifier, pageVerifier } from '../support/offline-page.js';
import { servedKit } from './kit-service.js';
import { draw, type Kit, makeKit, spoilt } from './make-kit.js';
import type { Expected, Vector } from './vectors.js';

interface Index {
  readonly now: string;
  readonly hosts: readonly [string];
  readonly witnessKeys: readonly string[];
  readonly vectors: readonly Vector[];
}

const FOLDER = 'conformance';
const read = (path: string): Buffer => readFileSync(join(FOLDER, path));
const jsonOf = <T>(path: string): T => JSON.parse(read(path).toString('utf8')) as T;

const { now, hosts, witnessKeys, vectors } = jsonOf<Index>('vectors.json');
const keys = jsonOf<PublishedKey[]>('keys.json');
const logKeys = jsonOf<LogKeysView>('log-keys.json').keys.map(({ vkey }) => vkey);
const statuses = jsonOf<Record<string, CertificateStatus>>('statuses.json');

let kit: Kit;
let verifier: PageVerifier;
beforeAll(async () => {
  kit = await makeKit();
  verifier = pageVerifier();
});

/** What a verification says of what the vector names. */
function said(found: Verification, expected: Expected): Expected {
  const { verdict, reason, log, foreignHost, sm2, stampedAt } = found;
  return {
    verdict,
    ...(expected.reason !== undefined && { reason: reason ?? '' }),
    ...(log && { log: log.verdict }),
    ...(foreignHost && { foreignHost }),
    ...(sm2 && { sm2: sm2.verdict }),
    ...(stampedAt !== undefined && { stampedAt }),
  };
}

describe('the kit', () => {
  it('is what its script makes', () => {
    const papers = [...kit.papers.keys(), ...spoilt(read('pdf/good.pdf')).keys()];
    const made = [...kit.texts.keys(), ...papers.map((name) => `pdf/${name}.pdf`), 'README.md'];
    const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(FOLDER.length + 1));
    expect(files.sort()).toEqual(made.sort());
    for (const [path, text] of kit.texts) expect([path, String(read(path))]).toEqual([path, text]);
  });

  it('holds PDFs with the contents that were planned; their layout may grow old', () => {
    for (const [name, { content, digits, proof, sm2 }] of kit.papers) {
      const files = attachmentsOf(read(`pdf/${name}.pdf`));
      expect(files.get('credential.json')).toEqual(credentialBytes(content));
      expect(String(files.get('token.txt'))).toBe(digits);
      expect(files.get('proof.tlog')?.toString()).toBe(proof);
      expect(files.get('credential.sm2.json')?.toString()).toBe(sm2);
    }
    for (const [name, bytes] of spoilt(read('pdf/good.pdf'))) {
      expect(read(`pdf/${name}.pdf`).equals(bytes)).toBe(true);
    }
  });

  it('is drawn as the same bytes every time', async () => {
    const paper = kit.papers.get('good')!;
    expect((await draw(paper)).equals(await draw(paper))).toBe(true);
  });

  it('has a vector for every file and no other', () => {
    const files = vectors.flatMap(({ pdf, qr }) => pdf ?? qr ?? []);
    const there = ['pdf', 'qr'].flatMap((of) =>
      readdirSync(join(FOLDER, of)).map((f) => `${of}/${f}`),
    );
    expect(files.sort()).toEqual(there.sort());
  });
});

describe.each(vectors)('$name: $about', ({ pdf, qr, offline, online }) => {
  const judged = (context: VerificationContext): Verification =>
    pdf ? verifyPdf(read(pdf), context) : verifyToken(String(read(qr ?? '')), context);

  it('by the library', () => {
    const context = { keys, logKeys, witnessKeys, hosts, now };
    const statusOf = (number: string): CertificateStatus => statuses[number] ?? 'unknown';
    expect(said(judged(context), offline)).toEqual(offline);
    expect(said(judged({ ...context, statusOf }), online)).toEqual(online);
  });

  it('by the one-file verifier', () => {
    const given = pdf ? { pdf: read(pdf) } : { qr: String(read(qr ?? '')) };
    const trust = { asOf: now, keys, logKeys, hosts };
    expect(said(verifier.judge(given, trust, now), offline)).toEqual(offline);
    expect(said(verifier.judge(given, { ...trust, statuses }, now), online)).toEqual(online);
  });

  it('by the command line, with nothing but files', () => {
    const { found, exit } = commanded({ pdf, qr, keysFile: join(FOLDER, 'keys.json') });
    expect(said(found, offline)).toEqual(offline);
    expect(exit).toBe(1);
  });
});

describe('a service that holds the certificates', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-kit-'));
  const pages = new Map<string, string>();

  beforeAll(async () => {
    const service = await servedKit(kit, dataDir);
    try {
      for (const { name, qr } of vectors) {
        const path = qr && /\/v\/[^#]+/.exec(String(read(qr)))?.[0];
        if (path) pages.set(name, await (await fetch(service.url + path)).text());
      }
    } finally {
      await service.close();
    }
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it.each(vectors)('gives the same verdict by its data folder: $name', ({ pdf, qr, online }) => {
    const before = process.env['DATA_DIR'];
    process.env['DATA_DIR'] = dataDir;
    try {
      const { found, exit } = commanded({ pdf, qr, keysFile: undefined });
      expect(said(found, online)).toEqual(online);
      expect(exit).toBe(online.verdict === 'valid' ? 0 : 1);
    } finally {
      if (before === undefined) delete process.env['DATA_DIR'];
      else process.env['DATA_DIR'] = before;
    }
  });

  /** A page without script never sees the signature, and does not know whom the ledger never met. */
  const hidden = ['unknown-issuer', 'forged', 'digit-changed', 'unknown-version', 'truncated'];
  const shown = vectors.filter(({ name }) => !hidden.includes(name.slice('qr/'.length)));
  it.each(shown.filter(({ qr, name }) => qr && name !== 'qr/nonsense'))(
    'and on its page: $name',
    ({ name, online }) => {
      const verdict = /data-verdict="([^"]*)"/.exec(pages.get(name) ?? '')?.[1];
      expect(verdict).toBe(online.verdict);
    },
  );
});

interface Call {
  readonly pdf: string | undefined;
  readonly qr: string | undefined;
  readonly keysFile: string | undefined;
}

/** One run of `shizhang verify --json`. */
function commanded({ pdf, qr, keysFile }: Call) {
  const lines: object[] = [];
  const terminal = new (class extends Terminal {
    override result(value: object): void {
      lines.push(value);
    }
  })(true);
  const options = {
    ...{ keysFile, host: hosts[0], logKeys: [], witnessKeys },
    ...{ logKeysFile: join(FOLDER, 'log-keys.json'), qr: qr && String(read(qr)) },
  };
  const exit = verifyCommand(pdf && join(FOLDER, pdf), options, terminal);
  return { found: lines[0] as Verification, exit };
}
