import { comparePositions, formatPosition, parsePosition } from './esdb-mapping.js';

describe('log positions', () => {
  it('survive as text beyond what a number holds', () => {
    const position = { commit: 2n ** 63n - 1n, prepare: 2n ** 63n - 2n };
    expect(parsePosition(formatPosition(position))).toEqual(position);
  });

  it('are ordered by commit, then by prepare, as integers', () => {
    const ordered = [null, '0/0', '9/1', '10/9', '10/10', '9007199254740993/0'];
    for (const [n, position] of ordered.entries()) {
      expect(comparePositions(position, position)).toBe(0);
      for (const later of ordered.slice(n + 1)) {
        expect(comparePositions(position, later)).toBeLessThan(0);
        expect(comparePositions(later, position)).toBeGreaterThan(0);
      }
    }
  });

  it.each(['', '1', '1/', '/1', '-1/1', '1/1/1', '0x1/1', '1 /1'])('"%s" is none', (text) => {
    expect(() => parsePosition(text)).toThrow('no position');
  });
});
