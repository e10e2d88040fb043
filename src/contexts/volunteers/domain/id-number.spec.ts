import { birthDateIn, checkDigitFits, hasIdForm, normaliseIdNumber, sexIn } from './id-number.js';

describe('a resident ID number (GB 11643)', () => {
  it.each(['11010519491231002X', '440524188001010014'])('%s has its check digit', (number) => {
    expect(checkDigitFits(number)).toBe(true);
  });

  it('detects every wrong single digit', () => {
    const number = '11010519491231002X';
    for (let i = 0; i < 17; i += 1) {
      for (const digit of '0123456789') {
        if (digit === number[i]) continue;
        expect(checkDigitFits(number.slice(0, i) + digit + number.slice(i + 1))).toBe(false);
      }
    }
  });

  it('says the birth date and the sex', () => {
    expect(birthDateIn('11010519491231002X')).toBe('1949-12-31');
    expect(sexIn('11010519491231002X')).toBe('female');
    expect(sexIn('440524188001010014')).toBe('male');
  });

  it('with a day that never was says no birth date', () => {
    expect(birthDateIn('110105199002300021')).toBeUndefined();
  });

  it('is the same number when typed wide, spaced or with a small x', () => {
    expect(normaliseIdNumber(' １１0105 19491231 002x')).toBe('11010519491231002X');
  });
});

describe('the form of an ID number', () => {
  it.each([
    ['resident-id', '11010519491231002X', true],
    ['resident-id', '110105491231002', false],
    ['resident-id', '1.10105E+17', false],
    ['hmt-residence-permit', '830000199201300022', true],
    ['hmt-residence-permit', '110000199201300022', false],
    ['passport', 'E12345678', true],
    ['passport', '', false],
    ['foreign-permanent-resident', 'CHN110012345678', true],
    ['foreign-permanent-resident', '911124198108030024', true],
    ['foreign-permanent-resident', '110105194912310021', false],
  ] as const)('%s %s: %s', (type, number, fits) => {
    expect(hasIdForm(type, number)).toBe(fits);
  });
});
