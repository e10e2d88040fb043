import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import {
  issueCertificate,
  sampleKeys,
  trusting,
} from '../../../../test/support/issue-certificate.js';
import { run, withTools } from '../../../../test/support/pdf-tools.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { credentialBytes, qrText } from '../signing/issue-token.js';
import { verifyToken } from '../verification.js';

/** Independent readers judge the PDF: poppler, qpdf, zbar (Debian packages), and jsqr. */
const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const keys = sampleKeys();
const folder = mkdtempSync(join(tmpdir(), 'certificate-'));

const NAMES: readonly (readonly [number, string])[] = [
  [1, '欧阳建国'],
  [20, '阿拉坦·其其格'],
  [300, '李𬶍'],
  [3, '阿布都热西提·阿不都克里木江·买买提艾力'],
  [2, '王𪚥'],
];

const digits = new Map<number, string>();

beforeAll(async () => {
  for (const [rows, name] of NAMES) {
    const issued = await issueCertificate(sampleContent(rows, name), keys);
    writeFileSync(fileOf(rows), issued.pdf);
    digits.set(rows, issued.digits);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(rows: number): string {
  return join(folder, `${rows}.pdf`);
}

describe('independent readers of the PDF', () => {
  withTools(['qpdf'], 'qpdf finds no error', () => {
    for (const [rows] of NAMES) expect(run('qpdf', '--check', fileOf(rows))).toContain('No syntax');
  });

  withTools(['pdffonts'], 'every face is embedded, subset and mapped to Unicode', () => {
    for (const [rows] of NAMES) {
      const fonts = run('pdffonts', fileOf(rows)).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThanOrEqual(3);
      for (const font of fonts) expect(font).toMatch(/CID TrueType +Identity-H +yes yes yes/);
    }
  });

  withTools(['pdftotext'], 'the text comes out as it went in', () => {
    for (const [rows, name] of NAMES) {
      const text = run('pdftotext', '-layout', fileOf(rows), '-');
      const { totals, number } = sampleContent(rows, name);
      const hours = `${Math.floor(totals.centiHours / 100)}.`;
      for (const part of [name, number, hours, '盖章处', '本证明免费出具', '完整性签名']) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain('电子印章');
      const pages = text.split('\f').slice(0, -1);
      for (const [index, page] of pages.entries()) {
        expect(page.replaceAll(' ', '')).toContain(`第${index + 1}页/共${pages.length}页`);
        expect(page).toContain(number);
        expect(page.includes('骑')).toBe(pages.length > 1);
      }
    }
  });

  withTools(['pdftotext'], 'the notes stand on the first page, the seal under records', () => {
    for (const [rows] of NAMES) {
      const pages = run('pdftotext', '-layout', fileOf(rows), '-').split('\f').slice(0, -1);
      const records = pages.map((page) => page.match(/09:00–12:20/g)?.length ?? 0);
      expect(records.reduce((sum, count) => sum + count, 0)).toBe(rows);
      expect(pages[0]).toContain('说明');
      expect(pages.at(-1)).toContain('盖章处');
      expect(records.at(-1)).toBeGreaterThanOrEqual(Math.min(rows, 2));
    }
  });

  withTools(['pdfinfo'], 'a screen reader hears it in order', () => {
    const tags = run('pdfinfo', '-struct-text', fileOf(1));
    const order = ['志愿服务记录证明', '证明编号', '兹证明', '服务记录明细', '出具单位', '说明'];
    const places = order.map((words) => tags.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    for (const tag of ['H1', 'Table', 'TH', 'TD', 'Figure', 'LBody']) expect(tags).toContain(tag);
  });

  withTools(['pdfsig', 'certutil'], 'the signature is valid, trusted and total', () => {
    const database = join(folder, 'nss');
    execFileSync('mkdir', [database]);
    writeFileSync(join(folder, 'ca.der'), Buffer.from(keys.authority.certificate, 'base64'));
    run('certutil', '-N', '-d', `sql:${database}`, '--empty-password');
    const trust = ['-A', '-d', `sql:${database}`, '-n', 'ca', '-t', 'CT,CT,CT'];
    run('certutil', ...trust, '-i', join(folder, 'ca.der'));
    const report = run('pdfsig', '-nssdir', `sql:${database}`, fileOf(20));
    expect(report).toContain('Signature is Valid');
    expect(report).toContain('Certificate is Trusted');
    expect(report).toContain('Total document signed');
    expect(report).toContain('ETSI.CAdES.detached');
  });

  withTools(
    ['openssl'],
    'openssl finds the CMS good over the signed bytes, and not over others',
    () => {
      const pdf = readFileSync(fileOf(20));
      const [, start = 0, end = 0] =
        /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(pdf.toString('latin1'))?.map(Number) ?? [];
      const container = Buffer.from(pdf.toString('latin1', start + 1, end - 1), 'hex');
      const cms = join(folder, 'signature.der');
      // Behind the signature the gap is filled with zeros; DER says where it ends.
      writeFileSync(cms, container.subarray(0, 4 + container.readUInt16BE(2)));
      const signed = join(folder, 'signed.bin');
      writeFileSync(signed, Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)]));
      const authority = join(folder, 'ca.pem');
      const lines = keys.authority.certificate.match(/.{1,64}/g)?.join('\n') ?? '';
      writeFileSync(
        authority,
        `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
      );
      const verified = (content: string) =>
        spawnSync('openssl', [
          ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', cms, '-content', content],
          ...['-CAfile', authority, '-purpose', 'any', '-cades', '-attime', '1767600000'],
          ...['-out', join(folder, 'content.bin')],
        ]);
      const good = verified(signed);
      expect([good.status, String(good.stderr)]).toEqual([
        0,
        expect.stringContaining('successful'),
      ]);
      writeFileSync(
        signed,
        Buffer.concat([pdf.subarray(0, start), pdf.subarray(end), Buffer.from(' ')]),
      );
      expect(verified(signed).status).not.toBe(0);
    },
  );

  withTools(['pdfdetach'], 'the attached content is the certified one', () => {
    const saved = join(folder, 'credential.json');
    run('pdfdetach', '-savefile', 'credential.json', '-o', saved, fileOf(20));
    expect(readFileSync(saved)).toEqual(credentialBytes(sampleContent(20, '阿拉坦·其其格')));
  });

  withTools(['pdftoppm'], 'a 150 dpi picture of the page yields the QR code', () => {
    for (const [rows, name] of NAMES) {
      const picture = PNG.sync.read(readFileSync(pictureOf(rows, 150, 'code')));
      const pixels = new Uint8ClampedArray(picture.data);
      const options = { inversionAttempts: 'dontInvert' } as const;
      const read = decode(pixels, picture.width, picture.height, options)?.data;
      const content = sampleContent(rows, name);
      expect(read).toBe(qrText(content, digits.get(rows) ?? ''));
      expect(verifyToken(read ?? '', trusting(keys)).verdict).toBe('valid');
    }
  });

  withTools(['pdftoppm', 'zbarimg'], 'another decoder reads the same from 300 dpi', () => {
    for (const [rows, name] of NAMES) {
      const read = run('zbarimg', '-q', '--raw', pictureOf(rows, 300, 'code')).trim();
      expect(read).toBe(qrText(sampleContent(rows, name), digits.get(rows) ?? ''));
    }
  });

  withTools(['pdftoppm'], 'the place of the seal is white, 50 mm on each side', () => {
    const picture = PNG.sync.read(readFileSync(pictureOf(1, 72, 'page')));
    let best = 0;
    for (let top = 400; top < 700; top += 1) {
      best = Math.max(best, whiteSide(picture, 405, top));
    }
    expect((best / 72) * 25.4).toBeGreaterThanOrEqual(50);
  });
});

/** The side of the largest white square with its upper left corner here, in pixels. */
function whiteSide(picture: PNG, left: number, top: number): number {
  let side = 0;
  for (; left + side < picture.width && top + side < picture.height; side += 1) {
    for (let along = 0; along <= side; along += 1) {
      const edge = [
        pixel(picture, left + side, top + along),
        pixel(picture, left + along, top + side),
      ];
      if (edge.some((brightness) => brightness < 250)) return side;
    }
  }
  return side;
}

function pixel(picture: PNG, x: number, y: number): number {
  const at = (y * picture.width + x) * 4;
  return Math.min(...picture.data.subarray(at, at + 3));
}

/** The first page as a picture, or only the part of it where the code stands. */
function pictureOf(rows: number, dpi: number, part: 'page' | 'code'): string {
  const prefix = join(folder, `${rows}-${dpi}`);
  const corner = { x: 420, y: 110, width: 140, height: 125 };
  const pixels = (points: number): string => String(Math.round((points * dpi) / 72));
  const crop = [
    ...['-x', pixels(corner.x), '-y', pixels(corner.y)],
    ...['-W', pixels(corner.width), '-H', pixels(corner.height)],
  ];
  const options = ['-r', String(dpi), '-singlefile', '-png', ...(part === 'code' ? crop : [])];
  run('pdftoppm', ...options, fileOf(rows), prefix);
  return `${prefix}.png`;
}
