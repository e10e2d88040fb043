import { sampleKeys } from '../../../../test/support/issue-certificate.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { attachmentsOf } from '../signing/pdf-attachments.js';
import { issueToken, credentialBytes } from '../signing/issue-token.js';
import { signerOf } from '../signing/signers.js';
import { inPlaceRenderer } from './certificate-renderer.js';

const keys = sampleKeys();
const renderer = inPlaceRenderer();

async function drawn(content: CertificateContent): Promise<Buffer> {
  const tokenDigits = await issueToken(content, signerOf(keys.token.privatePem));
  const documentKeyId = keys.document.published.keyId;
  return Buffer.from(await renderer.render({ content, tokenDigits, documentKeyId }));
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;
}

describe('the drawn certificate', () => {
  it('has the same bytes for the same content', async () => {
    const [first, other, again] = [
      await drawn(sampleContent(20, '李𬶍')),
      await drawn(sampleContent(3, '王𪚥')),
      await drawn(sampleContent(20, '李𬶍')),
    ];
    expect(again.equals(first)).toBe(true);
    expect(other.equals(first)).toBe(false);
  });

  it.each([
    [1, 1],
    [20, 2],
    [8, 1],
    [300, 11],
    [1000, 34],
  ])('of %i records takes %i pages', async (rows, pages) => {
    const { trainings, awards, evaluation, ...plain } = sampleContent(rows);
    expect([trainings, awards, evaluation]).not.toContain(undefined);
    expect(pagesOf(await drawn(plain))).toBe(pages);
  });

  it('holds the longest texts that a content may have', async () => {
    const sample = sampleContent(1);
    const long = '志'.repeat(100);
    const rows = sample.rows.map((row) => ({
      ...row,
      activity: long,
      place: long,
      content: long.repeat(3),
      unit: long,
    }));
    const holder = { ...sample.holder, name: '长'.repeat(60) };
    const issuer = { ...sample.issuer, legalName: long, unitName: long };
    const pdf = await drawn({ ...sample, rows, holder, issuer });
    expect(pagesOf(pdf)).toBe(2);
  });

  it('leaves the optional zones out when there is nothing to say', async () => {
    const { trainings, awards, evaluation, publicityUntil, ...rest } = sampleContent(1);
    const { stars, ...holder } = rest.holder;
    expect([trainings, awards, evaluation, publicityUntil, stars]).not.toContain(undefined);
    expect((await drawn({ ...rest, holder })).length).toBeGreaterThan(0);
  });

  it('says that it is PDF/A-3a and PDF/UA-1, tagged, Chinese, with an output intent', async () => {
    const pdf = (await drawn(sampleContent(1))).toString('latin1');
    for (const mark of [
      '%PDF-1.7',
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>A</pdfaid:conformance>',
      '<pdfuaid:part>1</pdfuaid:part>',
      '/Marked true',
      '/Lang (zh-CN)',
      '/DisplayDocTitle true',
      '/GTS_PDFA1',
      '/AFRelationship /Data',
      '/SubFilter /ETSI.CAdES.detached',
    ]) {
      expect(pdf).toContain(mark);
    }
  });

  it('tells nothing but its number in the document properties', async () => {
    const content = sampleContent(1, '欧阳建国');
    const pdf = await drawn(content);
    const name = Buffer.from('欧阳建国', 'utf16le').swap16();
    for (const spelling of [Buffer.from('欧阳建国'), name, Buffer.from(name.toString('hex'))]) {
      expect(pdf.includes(spelling)).toBe(false);
    }
    expect(pdf.includes(`志愿服务记录证明 ${content.number}`)).toBe(true);
  });

  it('keeps markup out of the metadata whatever the names are', async () => {
    const sample = sampleContent(1, '<b>&"</b>');
    const issuer = { ...sample.issuer, legalName: 'A & B <研究所>' };
    const pdf = (await drawn({ ...sample, issuer })).toString('utf8');
    expect(pdf).not.toContain('研究所');
    expect(pdf).not.toContain('<b>&');
  });

  it('carries its content and its token as files', async () => {
    const content = sampleContent(5);
    const files = attachmentsOf(await drawn(content));
    expect([...files.keys()]).toEqual(['credential.json', 'token.txt']);
    expect(files.get('credential.json')).toEqual(credentialBytes(content));
    expect(files.get('token.txt')?.toString()).toMatch(/^\d{300,700}$/);
  });

  it('carries what else it is given', async () => {
    const content = sampleContent(1);
    const bytes = await renderer.render({
      content,
      tokenDigits: await issueToken(content, signerOf(keys.token.privatePem)),
      documentKeyId: keys.document.published.keyId,
      attachments: [
        {
          name: 'proof.tlog',
          mediaType: 'text/plain',
          description: '日志证明',
          bytes: Buffer.from('c2sp.org/tlog-proof@v1'),
        },
      ],
    });
    const files = attachmentsOf(Buffer.from(bytes));
    expect(files.get('proof.tlog')?.toString()).toBe('c2sp.org/tlog-proof@v1');
  });
});

describe('a character that no font has', () => {
  it('is refused by its code point, and the name stays out of the refusal', async () => {
    const refused = await drawn(sampleContent(1, '欧阳𰻞')).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'certificates/character-not-printable',
      facts: { characters: 'U+30EDE' },
    });
    expect(JSON.stringify(refused)).not.toContain('欧阳');
  });

  it('is found before anything is issued, wherever it stands', async () => {
    const sample = sampleContent(2);
    const rows = sample.rows.map((row) => ({ ...row, leader: '𰻞' }));
    expect(await renderer.unprintable({ ...sample, rows })).toEqual(['U+30EDE']);
    expect(await renderer.unprintable(sample)).toEqual([]);
  });
});

it('refuses a content whose total is not the sum of its rows', async () => {
  const sample = sampleContent(2);
  const totals = { ...sample.totals, centiHours: sample.totals.centiHours + 100 };
  await expect(drawn({ ...sample, totals })).rejects.toThrow('totals');
});
