import writeXlsxFile from 'write-excel-file/node';
import { Rejection } from '../../kernel/rejection.js';
import { dateOf, hoursOf, timeOf } from './domain/cells.js';
import { readRows, ROWS_MAX } from './sheet-reader.js';
import { unpackedBytes } from './zip-directory.js';

async function refusalOf(bytes: Uint8Array): Promise<string> {
  return readRows(Buffer.from(bytes)).then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof Rejection) return error.code;
      throw error;
    },
  );
}

const utf8 = (text: string) => Buffer.from(text);
/** 姓名 ⏎ 张三 in GB 18030. */
const GB18030 = Buffer.from('d0d5c3fb0ad5c5c8fd', 'hex');

describe('reading a CSV file', () => {
  it.each([
    ['UTF-8', utf8('姓名\n张三')],
    ['UTF-8 with a byte-order mark', utf8('\ufeff姓名\r\n张三\r\n')],
    ['GB 18030', GB18030],
    ['UTF-16', Buffer.from('\ufeff姓名\r\n张三', 'utf16le')],
  ])('understands %s', async (_, bytes) => {
    expect(await readRows(bytes)).toEqual([['姓名'], ['张三']]);
  });

  it('keeps commas, quotes and line breaks inside quotes', async () => {
    expect(await readRows(utf8('a,b\r\n"1, ""x""","第一行\n第二行"\r\n'))).toEqual([
      ['a', 'b'],
      ['1, "x"', '第一行\n第二行'],
    ]);
  });

  it('understands mixed line ends, tabs and semicolons', async () => {
    expect(await readRows(utf8('a;b\r\n1;2\n3;4\r5;6'))).toHaveLength(4);
    expect(await readRows(utf8('a\tb\n1,5\t2'))).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
  });

  it('keeps characters whole that lie across a slice', async () => {
    const long = `a\n${'𠮷'.repeat(50_000)}`;
    expect((await readRows(utf8(long)))[1]?.[0]).toBe('𠮷'.repeat(50_000));
  });

  it('is not fooled by what is no spreadsheet', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(await refusalOf(Buffer.alloc(0))).toBe('exchange/empty-file');
    expect(await refusalOf(png)).toMatch(/exchange\/(not-a-spreadsheet|encoding-unknown)/);
    expect(await refusalOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe(
      'exchange/not-a-spreadsheet',
    );
    expect(await refusalOf(utf8('PK\u0003\u0004 and then nothing'))).toBe(
      'exchange/not-a-spreadsheet',
    );
    expect(await refusalOf(utf8('a\u0000b'))).toBe('exchange/not-a-spreadsheet');
  });

  it('never puts a question mark for a byte it does not know', async () => {
    expect(await refusalOf(Buffer.from('d0d5c3fb0aff', 'hex'))).toBe('exchange/encoding-unknown');
  });

  it('refuses a quote that is never closed, and says where', async () => {
    await expect(readRows(utf8('a,b\n1,"2\n3,4\n'))).rejects.toMatchObject({
      code: 'exchange/csv-malformed',
      facts: { line: expect.any(Number) },
    });
  });

  it('refuses what is too large or too long', async () => {
    expect(await refusalOf(Buffer.alloc(50 * 1024 * 1024 + 1))).toBe('exchange/file-too-large');
    expect(await refusalOf(utf8('a\n'.repeat(ROWS_MAX + 2)))).toBe('exchange/too-many-rows');
  });
});

describe('reading a workbook', () => {
  it('gives dates, times and numbers that mean what the cells mean', async () => {
    const at = (text: string) => new Date(text);
    const bytes = await writeXlsxFile(
      [
        [{ value: '日期' }, { value: '时间' }, { value: '时长' }, { value: '编号' }],
        [
          { value: at('2026-02-15T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
          { value: at('1899-12-30T10:25:00Z'), type: Date, format: 'hh:mm' },
          { value: 3.33, type: Number },
          { value: 1520190000148, type: Number },
        ],
        [
          { value: '2026-02-15' },
          { value: 0.43402777777777773, type: Number },
          { value: '3.33' },
          { value: '1520190000148' },
        ],
      ],
      {},
    ).toBuffer();
    const [, ...rows] = await readRows(bytes);
    expect(
      rows.map(([date = '', time = '', hours = '', number]) => [
        ...[dateOf(date), timeOf(time), hoursOf(hours), number],
      ]),
    ).toEqual([
      ['2026-02-15', '10:25:00', 333, '1520190000148'],
      ['2026-02-15', '10:25:00', 333, '1520190000148'],
    ]);
  });

  it('is refused when it claims to unpack to more than memory should hold', async () => {
    const bytes = await writeXlsxFile([[{ value: 'a' }]], {}).toBuffer();
    const real = unpackedBytes(bytes);
    expect(real).toBeGreaterThan(0);
    const entry = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(0x7fffffff, entry + 24);
    expect(await refusalOf(bytes)).toBe('exchange/file-too-large');
  });
});
