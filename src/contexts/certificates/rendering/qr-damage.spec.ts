import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { PARTIES } from '../../../../test/conformance/kit-signers.js';
import { issueCertificate } from '../../../../test/support/issue-certificate.js';
import { DAMAGES, type Picture } from '../../../../test/support/picture-damage.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { qrText } from '../signing/issue-token.js';

/**
 * The QR code of the longest name, as it comes back from a copier: two decoders must read it. Always
 * the same code: at 150 dpi and out of focus, jsqr misses one now and then that zbar reads.
 */
const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const folder = mkdtempSync(join(tmpdir(), 'qr-'));
const content = sampleContent(3, '阿布都热西提·阿不都克里木江·买买提艾力');
const file = join(folder, 'certificate.pdf');
let wanted = '';

beforeAll(async () => {
  const { pdf, digits } = await issueCertificate(content, PARTIES.community);
  writeFileSync(file, pdf);
  wanted = qrText(content, digits);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (tool: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((path) => existsSync(join(path, tool)));
const cases = [150, 300].flatMap((dpi) => Object.keys(DAMAGES).map((name) => [dpi, name] as const));

describe('the QR code on damaged paper', () => {
  const missing = ['pdftoppm', 'zbarimg'].filter((tool) => !has(tool));
  if (missing.length > 0) {
    const why = `NOT RUN: ${missing.join(', ')} not installed`;
    console.warn(`${why}: the QR code on damaged paper`);
    it.skip(why, () => undefined);
    return;
  }

  it.each(cases)('is read at %i dpi %s', (dpi, damage) => {
    const picture = DAMAGES[damage]!(scanned(dpi));
    expect(readByJsqr(picture)).toBe(wanted);
    expect(readByZbar(picture, `${dpi}-${Object.keys(DAMAGES).indexOf(damage)}`)).toBe(wanted);
  });
});

const scans = new Map<number, Picture>();

function scanned(dpi: number): Picture {
  const scan = scans.get(dpi) ?? scanAt(dpi);
  scans.set(dpi, scan);
  return scan;
}

function scanAt(dpi: number): Picture {
  const prefix = join(folder, `page-${dpi}`);
  const pixels = (points: number): string => String(Math.round((points * dpi) / 72));
  const crop = ['-x', pixels(420), '-y', pixels(110), '-W', pixels(140), '-H', pixels(125)];
  run('pdftoppm', '-r', String(dpi), '-singlefile', '-png', ...crop, file, prefix);
  const { width, height, data } = PNG.sync.read(readFileSync(`${prefix}.png`));
  const grey = Float64Array.from({ length: width * height }, (_, index) => data[index * 4] ?? 255);
  return { width, height, grey };
}

function readByJsqr(picture: Picture): string | undefined {
  const { width, height } = picture;
  const options = { inversionAttempts: 'dontInvert' } as const;
  return decode(new Uint8ClampedArray(rgba(picture)), width, height, options)?.data;
}

function readByZbar(picture: Picture, name: string): string {
  const path = join(folder, `${name}.pgm`);
  writeFileSync(path, pgm(picture));
  return run('zbarimg', '-q', '--raw', path).trim();
}

/** A picture file without compression (Netpbm, raw graymap). */
function pgm({ width, height, grey }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), bytesOf(grey)]);
}

function bytesOf(grey: Float64Array): Uint8Array {
  return Uint8Array.from(grey, Math.round);
}

function rgba({ grey }: Picture): Uint8Array {
  const bytes = new Uint8Array(grey.length * 4).fill(255);
  for (const [index, value] of bytesOf(grey).entries()) {
    bytes.fill(value, index * 4, index * 4 + 3);
  }
  return bytes;
}

function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
