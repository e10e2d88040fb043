import fc from 'fast-check';
import {
  checkCharacter,
  formatCertificateNumber,
  isCertificateNumber,
  parseCertificateNumber,
  readTypedCheckCode,
  readTypedNumber,
} from './certificate-number.js';

const PARTS = { divisionCode: '440305001001', year: 2026, serial: 1 };
const NUMBER = '440305001001-2026-000001-6';

describe('check character, ISO 7064 MOD 37,36', () => {
  it.each([
    ['A12425GABC1234002', 'M'],
    ['G123489654321', 'G'],
    ['4403050010012026000001', '6'],
    ['440305001001202600123', 'J'],
    ['0', '2'],
    ['', '1'],
  ])('of %p is %p', (text, check) => {
    expect(checkCharacter(text)).toBe(check);
  });

  it('refuses characters outside the alphabet', () => {
    expect(() => checkCharacter('12-3')).toThrow(RangeError);
  });
});

describe('certificate number', () => {
  it('is written with its parts and its check character', () => {
    expect(formatCertificateNumber(PARTS)).toBe(NUMBER);
    expect(parseCertificateNumber(NUMBER)).toEqual(PARTS);
  });

  it('comes back from its text for every division, year and serial', () => {
    const parts = fc.record({
      divisionCode: fc.stringMatching(/^\d{12}$/),
      year: fc.integer({ min: 2000, max: 9999 }),
      serial: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(parts, (p) => {
        expect(parseCertificateNumber(formatCertificateNumber(p))).toEqual(p);
      }),
    );
  });

  it('notices every single wrong character', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const wrong = [...NUMBER].flatMap((right, at) =>
      [...alphabet]
        .filter((c) => c !== right)
        .map((c) => NUMBER.slice(0, at) + c + NUMBER.slice(at + 1)),
    );
    expect(wrong.filter(isCertificateNumber)).toEqual([]);
  });

  it.each([
    ['a division code that is not twelve digits', { ...PARTS, divisionCode: '4403' }],
    ['serial zero', { ...PARTS, serial: 0 }],
    ['a serial of seven digits', { ...PARTS, serial: 1_000_000 }],
    ['a year of three digits', { ...PARTS, year: 999 }],
  ])('cannot be made with %s', (_, parts) => {
    expect(() => formatCertificateNumber(parts)).toThrow(RangeError);
  });

  it('is read however a person types it', () => {
    expect(readTypedNumber(' 440305001001 2026 000001 6 ')).toBe(NUMBER);
    expect(readTypedNumber('４４０３０５００１００１－２０２６－０００００１－６')).toBe(NUMBER);
    expect(readTypedNumber('44030500100120260000016')).toBe(NUMBER);
    expect(readTypedNumber('44030500100120260000017')).toBeUndefined();
    expect(readTypedNumber('')).toBeUndefined();
  });

  it('is read although O was typed for 0 and I for 1, or the other way round', () => {
    expect(readTypedNumber('44O3O5OOlOOI-2O26-OOOOOl-6')).toBe(NUMBER);
    for (const [check, typed] of ['O0', '0O', 'I1', '1I']) {
      const serials = Array.from({ length: 200 }, (_, index) => index + 1);
      const numbers = serials.map((serial) => formatCertificateNumber({ ...PARTS, serial }));
      const number = numbers.find((text) => text.endsWith(`-${check}`)) ?? '';
      expect(readTypedNumber(`${number.slice(0, -1)}${typed}`)).toBe(number);
    }
  });
});

describe('check code', () => {
  it('is read however a person types it', () => {
    expect(readTypedCheckCode('kd05 e0g1')).toBe('KD05E0G1');
    expect(readTypedCheckCode('ＫＤ０５－ＥＯＧｌ')).toBe('KD05E0G1');
  });
});
