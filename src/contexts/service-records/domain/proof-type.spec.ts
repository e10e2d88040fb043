import { isCalled, proofTypeOf } from './proof-type.js';

const pdf = Buffer.from('%PDF-1.7 …');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]);

describe('what a proof is', () => {
  it.each([
    [pdf, 'application/pdf'],
    [png, 'image/png'],
    [jpeg, 'image/jpeg'],
  ] as const)('is read from its first bytes', (bytes, type) => {
    expect(proofTypeOf(bytes)).toBe(type);
  });

  it.each([
    Buffer.from(''),
    Buffer.from('%PD'),
    Buffer.from('MZ…'),
    Buffer.from('<svg/>'),
    Buffer.from(' %PDF-1.7'),
    png.subarray(0, 7),
  ])('is nothing else (%#)', (bytes) => {
    expect(proofTypeOf(bytes)).toBeUndefined();
  });

  it.each([
    ['a.pdf', 'application/pdf', true],
    ['A.PDF', '', true],
    ['签到表.2026.pdf', 'application/octet-stream', true],
    ['a.png', 'application/pdf', false],
    ['a.pdf', 'image/png', false],
    ['a.pdf.exe', 'application/pdf', false],
    ['pdf', 'application/pdf', false],
    ['', 'application/pdf', false],
  ])('a PDF called %j of type %j: %j', (fileName, mimeType, is) => {
    expect(isCalled('application/pdf', { fileName, mimeType })).toBe(is);
  });

  it('a JPEG has two endings', () => {
    for (const fileName of ['a.jpg', 'a.jpeg']) {
      expect(isCalled('image/jpeg', { fileName, mimeType: 'image/jpeg' })).toBe(true);
    }
  });
});
