import fc from 'fast-check';
import {
  CENTI_HOURS_MAX,
  centiHours,
  centiHoursOfSeconds,
  formatHours,
  isCentiHours,
  parseHours,
} from './centi-hours.js';

const amounts = fc.integer({ min: -CENTI_HOURS_MAX, max: CENTI_HOURS_MAX });

describe('centi-hours', () => {
  it.each([
    [12_000, 333],
    [3_600, 100],
    [36, 1],
    [35, 0],
    [35.999, 0],
    [71, 1],
    [0, 0],
  ])('%p seconds are %p hundredths, rounded down', (seconds, hundredths) => {
    expect(centiHoursOfSeconds(seconds)).toBe(hundredths);
  });

  it('three rows of 3.33 sum to 9.99, not to the 10 of their seconds', () => {
    const row = centiHoursOfSeconds(12_000);
    expect(formatHours(row + row + row)).toBe('9.99');
    expect(formatHours(centiHoursOfSeconds(36_000))).toBe('10.00');
  });

  it('rounding loses less than a hundredth and never gives one away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        const rounded = centiHoursOfSeconds(seconds) * 36;
        expect(rounded).toBeLessThanOrEqual(seconds);
        expect(seconds - rounded).toBeLessThan(36);
      }),
    );
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [333, '3.33'],
    [-12_345, '-123.45'],
    [CENTI_HOURS_MAX, '100000000.00'],
  ])('%p is shown as %s', (value, text) => expect(formatHours(value)).toBe(text));

  it.each([
    ['3.33', 333],
    ['3', 300],
    [' 0.5 ', 50],
    ['-2.05', -205],
    ['-0', 0],
    ['99999999.99', 9_999_999_999],
  ])('%p is read as %p', (text, value) => expect(parseHours(text)).toBe(value));

  it.each(['', '3.333', '3.', '.5', '1e2', '+1', '１', '3,33', '123456789', 'NaN'])(
    '%p is not hours',
    (text) => expect(parseHours(text)).toBeUndefined(),
  );

  it('what is shown is read back', () => {
    const shown = amounts.filter((value) => Math.abs(value) < CENTI_HOURS_MAX);
    fc.assert(fc.property(shown, (value) => parseHours(formatHours(value)) === value));
  });

  it('only whole numbers within bounds are centi-hours', () => {
    fc.assert(fc.property(amounts, (value) => centiHours(value) === value));
    for (const wrong of [0.5, Number.NaN, CENTI_HOURS_MAX + 1, -CENTI_HOURS_MAX - 1]) {
      expect(() => centiHours(wrong)).toThrow(RangeError);
    }
    expect(isCentiHours('3')).toBe(false);
  });
});
