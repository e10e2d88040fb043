import fc from 'fast-check';
import { breakLines } from './line-breaker.js';

/** Chinese is 2 wide, everything else 1. */
const measure = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);

describe('line breaking', () => {
  it('breaks between Chinese characters', () => {
    expect(breakLines('一二三四五', { width: 4 }, measure)).toEqual(['一二', '三四', '五']);
  });

  it('never begins a line with a closing mark', () => {
    expect(breakLines('一二三四，五', { width: 8 }, measure)).toEqual(['一二三', '四，五']);
  });

  it('never ends a line with an opening mark', () => {
    expect(breakLines('一二三（四）', { width: 8 }, measure)).toEqual(['一二三', '（四）']);
  });

  it('keeps words, numbers and dates whole', () => {
    expect(breakLines('自2026-01-05起', { width: 10 }, measure)).toEqual([
      '自',
      '2026-01-05',
      '起',
    ]);
  });

  it('breaks a word that is wider than a line', () => {
    expect(breakLines('abcdefgh', { width: 3 }, measure)).toEqual(['abc', 'def', 'gh']);
  });

  it('leaves room for an indent on the first line only', () => {
    expect(breakLines('一二三四', { width: 6, indent: 4 }, measure)).toEqual(['一', '二三四']);
  });

  it('keeps the first lines as narrow as what they stand beside', () => {
    const room = { width: 8, beside: { lines: 2, width: 4 } };
    expect(breakLines('一二三四五六七八九', room, measure)).toEqual([
      '一二',
      '三四',
      '五六七八',
      '九',
    ]);
  });

  it('loses no character but the spaces at line ends', () => {
    const bare = (text: string): string => text.replaceAll(' ', '');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'志愿，。（）aB1 -') }), (text) => {
        expect(bare(breakLines(text, { width: 9 }, measure).join(''))).toBe(bare(text));
      }),
    );
  });
});
