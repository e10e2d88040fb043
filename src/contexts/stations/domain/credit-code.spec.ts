import fc from 'fast-check';
import { creditCodeChecks, isCreditCode } from './credit-code.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a unified social credit code', () => {
  it.each(['91350100M000100Y43', '91110000802100433B', '91440300708461136T'])(
    '%s checks',
    (code) => {
      expect(isCreditCode(code)).toBe(true);
      expect(creditCodeChecks(code)).toBe(true);
    },
  );

  it('is told from every code with one symbol changed', () => {
    const code = '91350100M000100Y43';
    fc.assert(
      fc.property(fc.nat({ max: 17 }), fc.constantFrom(...ALPHABET), (place, symbol) => {
        fc.pre(code[place] !== symbol);
        const other = code.slice(0, place) + symbol + code.slice(place + 1);
        expect(creditCodeChecks(other)).toBe(false);
      }),
    );
  });

  it.each(['I', 'O', 'S', 'V', 'Z', 'a', ' ', '１'])('has no symbol "%s"', (symbol) => {
    expect(isCreditCode(`9135010${symbol}M000100Y43`)).toBe(false);
  });
});
