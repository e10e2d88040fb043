import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate, sampleKeys } from '../../../../test/support/issue-certificate.js';
import { run, withTools } from '../../../../test/support/pdf-tools.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { contentProblem } from '../domain/content-check.js';
import { inPlaceRenderer } from './certificate-renderer.js';
import { GRADE_MEANINGS, idTypeWords, MODE_WORDS, categoryWords, WORDS } from './words.js';

const folder = mkdtempSync(join(tmpdir(), 'bilingual-'));
const keys = sampleKeys();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ENGLISH_NAME =
  "Residents' Committee of Haizhu Community, Yuehai Subdistrict, Nanshan District, Shenzhen " +
  'Municipality, Guangdong Province';
const TITLE = 'ᠰᠠᠶᠢᠨ ᠳᠤᠷᠠᠨ ᠤ ᠦᠢᠯᠡᠴᠢᠯᠡᠭᠡᠨ ᠦ ᠲᠡᠮᠳᠡᠭᠯᠡᠯ';
const NAME = 'ᠠᠯᠲᠠᠨᠴᠡᠴᠡᠭ';

function bilingual(rows: number, more: Partial<CertificateContent> = {}): CertificateContent {
  const content = sampleContent(rows, '欧阳建国', { language: 'zh-en', ...more });
  return { ...content, issuer: { ...content.issuer, englishName: ENGLISH_NAME } };
}

async function fileOf(content: CertificateContent): Promise<string> {
  const file = join(folder, `${content.rows.length}-${content.mongolian ? 'mn' : 'en'}.pdf`);
  writeFileSync(file, (await issueCertificate(content, keys)).pdf);
  return file;
}

function words(file: string): string {
  return run('pdftotext', '-layout', file, '-').replaceAll(/\s+/g, ' ');
}

describe('a certificate in two languages', () => {
  withTools(['pdftotext'], 'says everything in both', async () => {
    const replaces = '440305001001-2026-000001-6';
    const content = bilingual(8, { replaces });
    const text = words(await fileOf(content));
    for (const { zh, en } of Object.values(WORDS)) {
      for (const part of [zh, en])
        expect(text.replaceAll(' ', '')).toContain(part.replaceAll(' ', ''));
    }
    for (const { en } of Object.values(GRADE_MEANINGS)) expect(text).toContain(en.slice(0, 20));
    for (const { mode } of content.rows) expect(text).toContain(MODE_WORDS[mode].en);
    for (const part of [
      ...['This is to certify that 欧阳建国', '1 January 2021 to 31 December 2025'],
      ...["Residents' Committee of Haizhu", 'Resident identity card', 'Page 1 of 2'],
      ...['3-star', 'Order No. 67', 'the Chinese text prevails'],
      ...[`本证明取代编号 ${replaces} 的证明`, `takes the place of ${replaces}`],
    ]) {
      expect(text).toContain(part);
    }
  });

  withTools(['pdftotext'], 'has the seal under records, whatever their number', async () => {
    for (const [rows, pages] of [
      [1, 2],
      [20, 2],
      [300, 11],
    ] as const) {
      const all = run('pdftotext', '-layout', await fileOf(bilingual(rows)), '-').split('\f');
      expect(all.length - 1).toBe(pages);
      const sealed = all.find((page) => page.includes(WORDS.seal.zh)) ?? '';
      expect(sealed.match(/09:00–12:20/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
    }
  });

  withTools(['qpdf', 'pdfinfo'], 'is as well formed and tagged as any', async () => {
    const file = await fileOf(bilingual(2));
    expect(run('qpdf', '--check', file)).toContain('No syntax');
    const tags = run('pdfinfo', '-struct-text', file);
    expect(tags.indexOf('兹证明')).toBeLessThan(tags.indexOf('This is to certify'));
    const drawn = run('qpdf', '--qdf', '--object-streams=disable', file, '-');
    expect(drawn).toContain('/Span <</Lang (en)>> BDC');
  });

  it('has English for every code of the product, and none for what others wrote', () => {
    expect(idTypeWords('护照')).toEqual({ zh: '护照', en: 'Passport' });
    expect(categoryWords('文化艺术').en).toBe('Culture and arts');
    expect(categoryWords('别的平台的类别')).toEqual({ zh: '别的平台的类别', en: '' });
  });
});

describe('the Mongolian columns', () => {
  const mongolian = { title: TITLE, holderName: NAME };

  withTools(['pdftotext', 'pdffonts', 'qpdf'], 'are embedded, and come out as text', async () => {
    const file = await fileOf(sampleContent(3, '阿拉坦其其格', { mongolian }));
    const text = run('pdftotext', '-raw', '-f', '1', '-l', '1', file, '-');
    expect(text).toContain(NAME);
    for (const word of TITLE.split(' ')) expect(text).toContain(word);
    expect(run('pdffonts', file)).toMatch(
      /NotoSansMongolian +CID TrueType +Identity-H +yes yes yes/,
    );
    expect(run('qpdf', '--check', file)).toContain('No syntax');
    const spoken = run('pdfinfo', '-struct-text', file);
    expect(spoken).toContain(NAME);
    expect(spoken).toContain(TITLE.split(' ').at(-1));
  });

  it('join their letters: a word is narrower than its letters one by one', async () => {
    const { MongolianFace } = await import('./mongolian-face.js');
    const face = await MongolianFace.open();
    const apart = [...NAME].reduce((sum, letter) => sum + face.width(letter, 10), 0);
    expect(face.width(NAME, 10)).toBeLessThan(apart);
    expect(face.shape(NAME).flatMap(({ codePoints }) => codePoints)).toEqual(
      [...NAME].map((letter) => letter.codePointAt(0)),
    );
  });

  it('are refused by code point when the face has no glyph, and in any other script', async () => {
    const renderer = inPlaceRenderer();
    const content = sampleContent(1, '李明', { mongolian: { holderName: 'ᠠ\u187aᠠ' } });
    expect(await renderer.unprintable(content)).toEqual(['U+187A']);
    expect(await renderer.unprintable({ ...content, mongolian })).toEqual([]);
    expect(contentProblem({ ...content, mongolian: { title: '证明' } })).toBe('mongolian.title');
  });
});
