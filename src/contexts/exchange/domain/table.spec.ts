import { Rejection } from '../../../kernel/rejection.js';
import { type Column, type RawRows, tableOf } from './table.js';

const COLUMNS: readonly Column<'姓名' | '时长(小时)' | '备注'>[] = [
  { name: '姓名', required: true },
  { name: '时长(小时)', required: true, aliases: ['时长'] },
  { name: '备注', required: false },
];

function refusalOf(raw: RawRows): Pick<Rejection, 'code' | 'facts'> {
  try {
    tableOf(raw, COLUMNS);
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, facts: error.facts };
  }
  throw new Error('expected a refusal');
}

describe('a table', () => {
  it('finds its columns in any order, by any of their headings', () => {
    const { rows } = tableOf(
      [
        [' 时长 （小时） ', '姓 名'],
        [' 1.00', '张三 '],
      ],
      COLUMNS,
    );
    expect(rows).toEqual([
      { row: 2, cells: { 姓名: '张三', '时长(小时)': '1.00', 备注: '' }, overlong: false },
    ]);
    expect(tableOf([['姓名', '时长'], ['a']], COLUMNS).rows[0]?.cells['时长(小时)']).toBe('');
  });

  it('numbers rows as the spreadsheet program does, empty rows counted and skipped', () => {
    const { rows } = tableOf([['姓名', '时长'], ['a', '1'], ['', ' '], [''], ['b', '1']], COLUMNS);
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
  });

  it('names the columns it does not read', () => {
    const { ignoredColumns } = tableOf(
      [
        ['姓名', '血型', '时长', ''],
        ['a', 'B', '1'],
      ],
      COLUMNS,
    );
    expect(ignoredColumns).toEqual(['血型']);
  });

  it('sees a row with more cells than the header', () => {
    const { rows } = tableOf(
      [
        ['姓名', '时长', ''],
        ['a', '1', '', ''],
        ['a', '1', 'x'],
      ],
      COLUMNS,
    );
    expect(rows.map(({ overlong }) => overlong)).toEqual([false, true]);
  });

  it('refuses what is no such table, and names what is missing', () => {
    expect(refusalOf([]).code).toBe('exchange/empty-file');
    expect(refusalOf([['', ' ']]).code).toBe('exchange/empty-file');
    expect(
      refusalOf([
        ['姓名', '时长'],
        ['', ''],
      ]).code,
    ).toBe('exchange/no-rows');
    expect(refusalOf([['编号'], ['1']])).toEqual({
      code: 'exchange/column-missing',
      facts: { columns: '姓名、时长(小时)' },
    });
    expect(refusalOf([['姓名', '时长', '时长(小时)']])).toEqual({
      code: 'exchange/column-twice',
      facts: { column: '时长(小时)' },
    });
  });
});
