import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent, CertificateRow } from '../domain/certificate-content.js';
import type { Align, Canvas, TextStyle } from './canvas.js';
import { CONTENT, GREY, middle } from './theme.js';
import { MODE_WORD } from './wording.js';

export interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

export interface Column {
  readonly head: readonly string[];
  readonly width: number;
  readonly align: Align;
  /** Main texts and, under them, minor ones. */
  cell(row: CertificateRow, index: number): readonly Line[];
}

export interface TableLayout {
  readonly columns: readonly Column[];
  /** The unit that recorded all the rows, when no column names it. */
  readonly commonUnit?: string;
  readonly rows: readonly RowCells[];
}

export interface RowCells {
  readonly cells: readonly (readonly Line[])[];
  readonly height: number;
}

export const HEAD_HEIGHT = 22;
export const PADDING = 4;
export const COMMON_UNIT: TextStyle = { size: 8, color: GREY };
const MAIN: TextStyle = { size: 8 };
const MINOR: TextStyle = { size: 7, color: GREY };
const STRONG: TextStyle = { size: 8.6, weight: 'bold' };
const MAIN_STEP = 10.2;
const MINOR_STEP = 8.8;
const ROW_PADDING = 4.6;
const TITLE_WIDTH = 100;

/**
 * The columns for these records. A unit that recorded all of them is named once, above the table
 * (谁记录谁证明 makes that the rule), and of two ways to set the rest the lower one is taken: flat when
 * the rows are short, stacked when they tell what was done.
 */
export function layoutTable(canvas: Canvas, content: CertificateContent): TableLayout {
  const commonUnit = commonUnitOf(canvas, content);
  if (commonUnit === undefined) return filled(canvas, content, STACKED_WITH_UNIT);
  const stacked = filled(canvas, content, STACKED);
  const flat = filled(canvas, content, FLAT);
  return { ...(heightOf(flat) < heightOf(stacked) ? flat : stacked), commonUnit };
}

export function commonUnitText(unit: string): string {
  return `以下各条的记录单位：${unit}`;
}

function commonUnitOf(canvas: Canvas, { rows }: CertificateContent): string | undefined {
  const [unit, ...others] = new Set(rows.map((row) => row.unit));
  if (unit === undefined || others.length > 0) return undefined;
  const room = CONTENT.width - TITLE_WIDTH;
  return canvas.width(commonUnitText(unit), COMMON_UNIT) <= room ? unit : undefined;
}

export function cellHeight(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + stepOf(line), 0);
}

/** Where each line of a cell stands, from its top. */
export function baselines(lines: readonly Line[], height: number): readonly number[] {
  let top = (height - cellHeight(lines)) / 2;
  return lines.map((line) => {
    const step = stepOf(line);
    top += step;
    return middle(top - step, step, line.style.size);
  });
}

function stepOf(line: Line): number {
  return line.style === MINOR ? MINOR_STEP : MAIN_STEP;
}

const NUMBER = { head: ['序号'], width: 25, align: 'center' } as const;
const number = (_: CertificateRow, index: number): Line[] => [minor(String(index + 1))];
const HOURS: Column = {
  head: ['时长', '（小时）'],
  width: 42,
  align: 'right',
  cell: (row) => [strong(formatHours(row.centiHours))],
};
const DATE_OVER_TIME: Column = {
  head: ['日期', '起止时间'],
  width: 58,
  align: 'center',
  cell: (row) => [main(row.date), minor(times(row))],
};
const GRADE_OVER_MODE: Column = {
  head: ['等级', '方式'],
  width: 36,
  align: 'center',
  cell: (row) => [strong(row.grade), minor(MODE_WORD[row.mode])],
};
const ACTIVITY = {
  head: ['活动名称', '服务内容'],
  align: 'left',
  cell: (row: CertificateRow) => [main(row.activity), minor(row.content)],
} as const;
const PLACE_OVER_CATEGORY: Omit<Column, 'width'> = {
  head: ['地点', '类别'],
  align: 'left',
  cell: (row) => [main(row.place), minor(row.category)],
};

const STACKED: readonly Column[] = [
  { ...NUMBER, cell: number },
  DATE_OVER_TIME,
  { ...ACTIVITY, width: 188 },
  { ...PLACE_OVER_CATEGORY, width: 106.28 },
  { head: ['负责人'], width: 48, align: 'center', cell: (row) => [main(row.leader)] },
  HOURS,
  GRADE_OVER_MODE,
];

const STACKED_WITH_UNIT: readonly Column[] = [
  { ...NUMBER, cell: number },
  DATE_OVER_TIME,
  { ...ACTIVITY, width: 152 },
  { ...PLACE_OVER_CATEGORY, width: 92 },
  {
    head: ['记录单位', '活动负责人'],
    width: 98.28,
    align: 'left',
    cell: (row) => [main(row.unit), minor(row.leader)],
  },
  HOURS,
  GRADE_OVER_MODE,
];

const FLAT: readonly Column[] = [
  { ...NUMBER, cell: number },
  { head: ['日期'], width: 52, align: 'center', cell: (row) => [main(row.date)] },
  { head: ['起止时间'], width: 50, align: 'center', cell: (row) => [minor(times(row))] },
  { ...ACTIVITY, width: 130.28 },
  { head: ['地点'], width: 78, align: 'left', cell: (row) => [main(row.place)] },
  { head: ['类别'], width: 42, align: 'center', cell: (row) => [minor(row.category)] },
  { head: ['负责人'], width: 38, align: 'center', cell: (row) => [main(row.leader)] },
  HOURS,
  { head: ['等级'], width: 23, align: 'center', cell: (row) => [strong(row.grade)] },
  { head: ['方式'], width: 23, align: 'center', cell: (row) => [minor(MODE_WORD[row.mode])] },
];

function filled(
  canvas: Canvas,
  { rows }: CertificateContent,
  columns: readonly Column[],
): TableLayout {
  return {
    columns,
    rows: rows.map((row, index) => {
      const cells = columns.map((column) => wrapped(canvas, column, column.cell(row, index)));
      return { cells, height: Math.max(...cells.map(cellHeight)) + ROW_PADDING };
    }),
  };
}

/** The lines of a cell in the width of its column; a dash where there is nothing to say. */
function wrapped(canvas: Canvas, column: Column, lines: readonly Line[]): readonly Line[] {
  const width = column.width - PADDING * (column.align === 'left' ? 2 : 1);
  const said = lines.flatMap(({ text, style }) =>
    canvas.lines(text, style, { width }).map((line) => ({ text: line, style })),
  );
  return said.length === 0 ? [minor('—')] : said;
}

function heightOf(table: TableLayout): number {
  return table.rows.reduce((sum, row) => sum + row.height, 0);
}

function times(row: CertificateRow): string {
  return `${row.startTime}–${row.endTime}`;
}

function main(text: string): Line {
  return { text, style: MAIN };
}

function minor(text: string): Line {
  return { text, style: MINOR };
}

function strong(text: string): Line {
  return { text, style: STRONG };
}
