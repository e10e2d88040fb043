import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { CertificateContent } from '../src/contexts/certificates/domain/certificate-content.js';
import {
  type CertificateRenderer,
  inPlaceRenderer,
  pooledRenderer,
} from '../src/contexts/certificates/rendering/certificate-renderer.js';
import { issueToken } from '../src/contexts/certificates/signing/issue-token.js';
import { signerOf } from '../src/contexts/certificates/signing/signers.js';
import { sampleKeys, signAs } from '../test/support/issue-certificate.js';
import { sampleContent } from '../test/support/sample-certificate.js';
import { type Bench, type Result, resultOf, round, type Scale, takeTurns } from './measure.js';

/** Records that fill so many pages. */
const CASES = [
  ['1 page', 6],
  ['10 pages', 280],
] as const;
const WORKERS = 2;

export const certificates: Bench = {
  name: 'certificates',
  about:
    'a certificate drawn (PDF/A-3a, PDF/UA-1) and signed, against a plain pdfkit document of the ' +
    'same text shaped by fontkit; CPU milliseconds, so less is better; then how many a second',
  run: measureCertificates,
};

async function measureCertificates(scale: Scale): Promise<readonly Result[]> {
  const results: Result[] = [];
  const fonts = openFonts();
  for (const [name, rows] of CASES) {
    const content = sampleContent(rows);
    const documents = Math.max(2, Math.round((scale.quick ? 10 : 30) / (rows > 100 ? 5 : 1)));
    const renderer = inPlaceRenderer();
    scale.say(`certificates: ${name}, ${pagesOf(await issue(content, renderer))} pages`);
    await plain(content, fonts);
    const pair = await takeTurns(
      scale.rounds,
      () => cpuMillis(documents, () => issue(content, renderer)),
      () => cpuMillis(documents, () => plain(content, fonts)),
    );
    await renderer.close();
    results.push(resultOf(`certificate of ${name}`, 'CPU-ms', pair));
    results.push(await throughput(name, content, { documents: documents * 3, fonts }));
  }
  return results;
}

/** In two threads, as the service draws them. The signature is made in the main thread. */
async function throughput(
  name: string,
  content: CertificateContent,
  { documents, fonts }: { documents: number; fonts: Fonts },
): Promise<Result> {
  const renderer = pooledRenderer({ workers: WORKERS });
  const many = (): Promise<unknown> =>
    Promise.all(Array.from({ length: documents }, () => issue(content, renderer)));
  await many();
  const ours = documents / (await seconds(many));
  await renderer.close();
  const baseline =
    documents /
    (await seconds(async () => {
      for (let n = 0; n < documents; n += 1) await plain(content, fonts);
    }));
  return {
    name: `certificates of ${name}, ${WORKERS} threads`,
    value: round(ours),
    unit: 'certificates/s',
    baseline: round(baseline),
    ratio: round(ours / baseline),
  };
}

const keys = sampleKeys();

async function issue(content: CertificateContent, renderer: CertificateRenderer): Promise<Buffer> {
  const tokenDigits = await issueToken(content, signerOf(keys.token.privatePem));
  const documentKeyId = keys.document.published.keyId;
  return signAs(await renderer.render({ content, tokenDigits, documentKeyId }), keys);
}

interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

function openFonts(): Fonts {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  const read = (weight: string): Buffer =>
    readFileSync(join(folder, weight, `NotoSerifSC_${weight}.ttf`));
  return { regular: read('400Regular'), bold: read('700Bold') };
}

/** What anybody would write first: lines and cells of text, the fonts of the same files. */
function plain(content: CertificateContent, fonts: Fonts): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 40 });
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
    document.font('bold').fontSize(20).text('志愿服务记录证明', { align: 'center' });
    document.font('regular').fontSize(9);
    const { holder, issuer, period, totals } = content;
    for (const line of [
      `编号 ${content.number}`,
      `${holder.name} ${holder.idType} ${holder.idNumber} ${holder.volunteerNo}`,
      `${period.from} 至 ${period.to} ${totals.services} ${totals.centiHours}`,
      `${issuer.legalName} ${issuer.creditCode} ${issuer.unitName} ${issuer.phone}`,
    ]) {
      document.text(line);
    }
    for (const row of content.rows) {
      document.text(
        [row.date, `${row.startTime}–${row.endTime}`, row.activity, row.place, row.content]
          .concat([row.category, String(row.centiHours), row.grade, row.unit, row.leader ?? ''])
          .join('  '),
      );
    }
    document.end();
  });
}

async function cpuMillis(documents: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < documents; n += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / documents;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
}
