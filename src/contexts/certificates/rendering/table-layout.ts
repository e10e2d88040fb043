import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent, CertificateRow } from '../domain/certificate-content.js';
import { round, type Align, type Canvas, type TextStyle } from './canvas.js';
import { CONTENT, GREY, middle } from './theme.js';
import { categoryWords, MODE_WORDS, type Words } from './words.js';

export interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

export interface Column {
  readonly head: Head;
  readonly width: number;
  readonly align: Align;
  /** Main texts and, under them, minor ones. */
  cell(row: PrintedRow, index: number): readonly Line[];
}

export interface PlacedColumn extends Column {
  readonly left: number;
}

/** One or two Chinese words under each other, and both of them in English. */
export interface Head {
  readonly zh: readonly [string] | readonly [string, string];
  /** Missing in a form that only a Chinese paper takes. */
  readonly en?: string;
}

/** A row as its cells show it: words for codes. */
export type PrintedRow = CertificateRow & { readonly how: string };

export interface TableLayout {
  readonly columns: readonly PlacedColumn[];
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
const TITLE_WIDTH = { zh: 100, bilingual: 170 };

/**
 * The columns for these records. A unit that recorded all of them is named once, above the table
 * (谁记录谁证明 makes that the rule), and of two ways to set the rest the lower one is taken: flat when
 * the rows are short, stacked when they tell what was done.
 */
export function layoutTable(canvas: Canvas, content: CertificateContent): TableLayout {
  const commonUnit = commonUnitOf(canvas, content);
  const { isBilingual } = canvas;
  const rows = content.rows.map((row) => printed(row, isBilingual));
  if (commonUnit === undefined) {
    return filled(canvas, rows, isBilingual ? widened(STACKED_WITH_UNIT) : STACKED_WITH_UNIT);
  }
  if (isBilingual) return { ...filled(canvas, rows, widened(STACKED)), commonUnit };
  const stacked = filled(canvas, rows, STACKED);
  const flat = filled(canvas, rows, FLAT);
  return { ...(heightOf(flat) < heightOf(stacked) ? flat : stacked), commonUnit };
}

export function commonUnitText(unit: string, { isBilingual }: Canvas): string {
  const words = `以下各条的记录单位${isBilingual ? ' All recorded by' : ''}`;
  return `${words}：${unit}`;
}

function commonUnitOf(canvas: Canvas, { rows }: CertificateContent): string | undefined {
  const [unit, ...others] = new Set(rows.map((row) => row.unit));
  if (unit === undefined || others.length > 0) return undefined;
  const room = CONTENT.width - (canvas.isBilingual ? TITLE_WIDTH.bilingual : TITLE_WIDTH.zh);
  return canvas.width(commonUnitText(unit, canvas), COMMON_UNIT) <= room ? unit : undefined;
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

const LEADER: Head = { zh: ['负责人'], en: 'Leader' };
const NUMBER = { head: { zh: ['序号'], en: 'No.' }, width: 25, align: 'center' } as const;
const number = (_: PrintedRow, index: number): Line[] => [minor(String(index + 1))];
const HOURS: Column = {
  head: { zh: ['时长', '（小时）'], en: 'Hours' },
  width: 42,
  align: 'right',
  cell: (row) => [strong(formatHours(row.centiHours))],
};
const DATE_OVER_TIME: Column = {
  head: { zh: ['日期', '起止时间'], en: 'Date, time' },
  width: 58,
  align: 'center',
  cell: (row) => [main(row.date), minor(times(row))],
};
const GRADE_OVER_MODE: Column = {
  head: { zh: ['等级', '方式'], en: 'Grade, how' },
  width: 36,
  align: 'center',
  cell: (row) => [strong(row.grade), minor(row.how)],
};
const ACTIVITY = {
  head: { zh: ['活动名称', '服务内容'], en: 'Activity, what was done' },
  align: 'left',
  cell: (row: PrintedRow) => [main(row.activity), minor(row.content)],
} as const;
const PLACE_OVER_CATEGORY: Omit<Column, 'width'> = {
  head: { zh: ['地点', '类别'], en: 'Place, category' },
  align: 'left',
  cell: (row) => [main(row.place), minor(row.category)],
};

const STACKED: readonly Column[] = [
  { ...NUMBER, cell: number },
  DATE_OVER_TIME,
  { ...ACTIVITY, width: 188 },
  { ...PLACE_OVER_CATEGORY, width: 106.28 },
  { head: LEADER, width: 48, align: 'center', cell: (row) => [main(row.leader)] },
  HOURS,
  GRADE_OVER_MODE,
];

const STACKED_WITH_UNIT: readonly Column[] = [
  { ...NUMBER, cell: number },
  DATE_OVER_TIME,
  { ...ACTIVITY, width: 152 },
  { ...PLACE_OVER_CATEGORY, width: 92 },
  {
    head: { zh: ['记录单位', '活动负责人'], en: 'Recorded by, leader' },
    width: 98.28,
    align: 'left',
    cell: (row) => [main(row.unit), minor(row.leader)],
  },
  HOURS,
  GRADE_OVER_MODE,
];

const FLAT: readonly Column[] = [
  { ...NUMBER, cell: number },
  { head: { zh: ['日期'] }, width: 52, align: 'center', cell: (row) => [main(row.date)] },
  { head: { zh: ['起止时间'] }, width: 50, align: 'center', cell: (row) => [minor(times(row))] },
  { ...ACTIVITY, width: 130.28 },
  { head: { zh: ['地点'] }, width: 78, align: 'left', cell: (row) => [main(row.place)] },
  { head: { zh: ['类别'] }, width: 42, align: 'center', cell: (row) => [minor(row.category)] },
  { head: LEADER, width: 38, align: 'center', cell: (row) => [main(row.leader)] },
  HOURS,
  { head: { zh: ['等级'] }, width: 23, align: 'center', cell: (row) => [strong(row.grade)] },
  { head: { zh: ['方式'] }, width: 23, align: 'center', cell: (row) => [minor(row.how)] },
];

/** English words behind the Chinese ones take more room than the column of the grades has. */
const MORE_FOR_MODES = 12;

function widened(columns: readonly Column[]): readonly Column[] {
  const widest = Math.max(...columns.map(({ width }) => width));
  return columns.map((column) => {
    if (column === GRADE_OVER_MODE) return { ...column, width: column.width + MORE_FOR_MODES };
    return column.width === widest ? { ...column, width: widest - MORE_FOR_MODES } : column;
  });
}

function printed(row: CertificateRow, isBilingual: boolean): PrintedRow {
  const both = ({ zh, en }: Words): string => (isBilingual ? `${zh} ${en}`.trimEnd() : zh);
  return { ...row, category: both(categoryWords(row.category)), how: both(MODE_WORDS[row.mode]) };
}

function filled(
  canvas: Canvas,
  rows: readonly PrintedRow[],
  columns: readonly Column[],
): TableLayout {
  return {
    columns: placed(columns),
    rows: rows.map((row, index) => {
      const cells = columns.map((column) => wrapped(canvas, column, column.cell(row, index)));
      return { cells, height: Math.max(...cells.map(cellHeight)) + ROW_PADDING };
    }),
  };
}

function placed(columns: readonly Column[]): readonly PlacedColumn[] {
  let next = CONTENT.left;
  return columns.map((column) => {
    const left = next;
    next = round(left + column.width);
    return { ...column, left };
  });
}

/** The lines of a cell in the width of its column; a dash where there is nothing to say. */
function wrapped(canvas: Canvas, column: Column, lines: readonly Line[]): readonly Line[] {
  const width = column.width - PADDING * (column.align === 'left' ? 2 : 1);
  const said = lines.flatMap((line) => {
    const broken = canvas.lines(line.text, line.style, { width });
    return broken.length === 1 && broken[0] === line.text
      ? line
      : broken.map((text) => ({ text, style: line.style }));
  });
  return said.length === 0 ? [minor('—')] : said;
}

function heightOf(table: TableLayout): number {
  return table.rows.reduce((sum, row) => sum + row.height, 0);
}

function times(row: PrintedRow): string {
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
