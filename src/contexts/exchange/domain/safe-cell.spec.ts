import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, restoredCell, safeCell } from './safe-cell.js';

const sign = fc.constantFrom("'", '=', '+', '-', '@', '\t', '＝', '"', ',', '\n', 'a', '志');
const nasty = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(''));

describe('a cell of an export', () => {
  it.each(['=1+1', '+8613800000000', '-1', '@SUM(A1)', "'=1+1", '\tx', '＝1'])(
    'that begins like the formula %j begins with a quote',
    (text) => {
      expect(safeCell(text)).toBe(`'${text}`);
    },
  );

  it.each(['张三', "it's", "'quoted'", '3 号楼', '09:30', ''])('%j stays as it is', (text) => {
    expect(safeCell(text)).toBe(text);
    expect(restoredCell(text)).toBe(text);
  });

  it('comes back as it was, whatever it says, and never begins like a formula', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (text) => {
        expect(restoredCell(safeCell(text))).toBe(text);
        expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
      }),
      { numRuns: 1_000 },
    );
  });

  it('survives the line it stands in', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 2, maxLength: 5 }), (cells) => {
        const [row] = parse(csvLine(['x', ...cells]), { record_delimiter: '\r\n' }) as string[][];
        const trimmed = cells.map((cell) => cell.trim());
        expect(row!.slice(1).map(restoredCell)).toEqual(trimmed);
      }),
      { numRuns: 500 },
    );
  });
});
