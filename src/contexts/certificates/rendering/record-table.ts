import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent, CertificateRow } from '../domain/certificate-content.js';
import type { Align, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawSectionTitle } from './section-title.js';
import { CONTENT, CREAM, GOLD, GREY, middle, RED, WHITE, ZEBRA } from './theme.js';
import { MODE_WORD } from './wording.js';

/** Zone C: one row per record, the head repeated and the sum carried on every page. */
export function drawRecords(flow: PageFlow, content: CertificateContent): void {
  drawSectionTitle(flow, '服务记录明细');
  const table = flow.group('Table');
  drawTableHead(flow, table);
  let page = { first: 0, centiHours: 0 };
  let carried = 0;
  for (const [index, row] of content.rows.entries()) {
    const cells = cellsOf(flow, row, index);
    if (!flow.hasRoom(cells.height + SUM_HEIGHT)) {
      drawSum(flow, table, `本页小计 ${hours(page.centiHours)}　　累计 ${hours(carried)}`);
      flow.newPage();
      drawTableHead(flow, undefined);
      page = { first: index, centiHours: 0 };
    }
    drawRow(flow, table, { ...cells, isStriped: (index - page.first) % 2 === 1 });
    page.centiHours += row.centiHours;
    carried += row.centiHours;
  }
  const whole = `合计 ${content.totals.services} 次　　${hours(content.totals.centiHours)}`;
  const last = page.first > 0 ? `本页小计 ${hours(page.centiHours)}　　${whole}` : whole;
  drawSum(flow, table, last);
  table.end();
  flow.y += 8;
}

interface Column {
  readonly head: readonly string[];
  readonly width: number;
  readonly align: Align;
}

const COLUMNS: readonly Column[] = [
  { head: ['序号'], width: 25, align: 'center' },
  { head: ['日期', '起止时间'], width: 58, align: 'center' },
  { head: ['活动名称', '服务内容'], width: 151.28, align: 'left' },
  { head: ['地点', '类别'], width: 88, align: 'left' },
  { head: ['记录单位', '活动负责人'], width: 92, align: 'left' },
  { head: ['时长', '（小时）'], width: 42, align: 'right' },
  { head: ['等级', '方式'], width: 35, align: 'center' },
];
const HEAD_HEIGHT = 23;
const SUM_HEIGHT = 18;
const PADDING = 4;

const MAIN: TextStyle = { size: 8 };
const MINOR: TextStyle = { size: 6.9, color: GREY };
const STRONG: TextStyle = { size: 8.6, weight: 'bold' };
const MAIN_STEP = 10.4;
const MINOR_STEP = 8.8;

interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

interface RowCells {
  readonly cells: readonly (readonly Line[])[];
  readonly height: number;
}

function cellsOf(flow: PageFlow, row: CertificateRow, index: number): RowCells {
  const cells: readonly (readonly Line[])[] = [
    [{ text: String(index + 1), style: MINOR }],
    [
      { text: row.date, style: MAIN },
      { text: `${row.startTime}–${row.endTime}`, style: MINOR },
    ],
    wrapped(flow, 2, [row.activity, row.content]),
    wrapped(flow, 3, [row.place, row.category]),
    wrapped(flow, 4, [row.unit, row.leader]),
    [{ text: formatHours(row.centiHours), style: STRONG }],
    [
      { text: row.grade, style: STRONG },
      { text: MODE_WORD[row.mode], style: MINOR },
    ],
  ];
  return { cells, height: Math.max(...cells.map(cellHeight)) + 5.6 };
}

/** A main text with a minor one under it, in the width of a column. */
function wrapped(flow: PageFlow, column: number, texts: readonly [string, string]): Line[] {
  const width = (COLUMNS[column]?.width ?? 0) - PADDING * 2;
  return texts.flatMap((text, index) => {
    const style = index === 0 ? MAIN : MINOR;
    return flow.canvas.lines(text, style, { width }).map((line) => ({ text: line, style }));
  });
}

function cellHeight(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + stepOf(line), 0);
}

function stepOf(line: Line): number {
  return line.style === MINOR ? MINOR_STEP : MAIN_STEP;
}

function drawRow(
  flow: PageFlow,
  table: PDFKit.PDFStructureElement,
  row: RowCells & { readonly isStriped: boolean },
): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: row.height };
  flow.artifact(() => {
    flow.canvas.fill(box, row.isStriped ? ZEBRA : WHITE);
    drawRules(flow, box.y, box.height);
  });
  const tr = flow.group('TR', table);
  for (const [index, { column, left }] of columnsWithLeft().entries()) {
    const lines = row.cells[index] ?? [];
    flow.tag('TD', () => drawCell(flow, lines, { column, left, height: row.height }), {
      parent: tr,
    });
  }
  tr.end();
  flow.y += row.height;
}

function drawCell(
  flow: PageFlow,
  lines: readonly Line[],
  cell: { readonly column: Column; readonly left: number; readonly height: number },
): void {
  const x = anchor(cell.column, cell.left);
  let top = flow.y + (cell.height - cellHeight(lines)) / 2;
  for (const line of lines) {
    const step = stepOf(line);
    const y = middle(top, step, line.style.size);
    flow.canvas.text(line.text, { x, y, align: cell.column.align }, line.style);
    top += step;
  }
}

/** Tagged on the first page; where it is repeated it is an artifact (ISO 14289-1, 7.1). */
function drawTableHead(flow: PageFlow, table: PDFKit.PDFStructureElement | undefined): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: HEAD_HEIGHT };
  flow.artifact(() => flow.canvas.fill(box, RED));
  const row = table && flow.group('TR', table);
  for (const { column, left } of columnsWithLeft()) {
    const draw = (): void => drawHeadCell(flow, column, left);
    if (row) flow.tag('TH', draw, { scope: 'Column', parent: row });
    else flow.artifact(draw, 'Pagination');
  }
  row?.end();
  flow.y += HEAD_HEIGHT;
}

function drawHeadCell(flow: PageFlow, column: Column, left: number): void {
  const x = column.align === 'left' ? left + PADDING : left + column.width / 2;
  const align: Align = column.align === 'left' ? 'left' : 'center';
  const step = HEAD_HEIGHT / 2 - 1.5;
  const top = flow.y + (HEAD_HEIGHT - step * column.head.length) / 2;
  for (const [index, word] of column.head.entries()) {
    const size = index === 0 ? 7.8 : 6.9;
    const y = middle(top + index * step, step, size);
    const weight = index === 0 ? 'bold' : 'regular';
    flow.canvas.text(word, { x, y, align }, { size, weight, color: WHITE });
  }
}

function drawSum(flow: PageFlow, table: PDFKit.PDFStructureElement, text: string): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: SUM_HEIGHT };
  flow.artifact(() => {
    flow.canvas.fill(box, CREAM);
    flow.canvas.frame(box, { color: GOLD, width: 0.6 });
  });
  const row = flow.group('TR', table);
  flow.tag(
    'TD',
    () => {
      const x = CONTENT.right - COLUMN_OF_GRADE.width - PADDING;
      const at = { x, y: middle(box.y, SUM_HEIGHT, 9), align: 'right' } as const;
      flow.canvas.text(text, at, { size: 9, weight: 'bold', color: RED });
    },
    { colSpan: COLUMNS.length, parent: row },
  );
  row.end();
  flow.y += SUM_HEIGHT;
}

const COLUMN_OF_GRADE = { width: 35 };

function drawRules(flow: PageFlow, top: number, height: number): void {
  const lefts = columnsWithLeft().map(({ left }) => left);
  const verticals = [...lefts, CONTENT.right].map((x) => `${x} ${top} m ${x} ${top + height} l`);
  // The upper edge: the lower one would be half covered by the next row's ground.
  const horizontal = `${CONTENT.left} ${top} m ${CONTENT.right} ${top} l`;
  flow.canvas.write(`q ${GOLD.join(' ')} RG 0.35 w ${verticals.join(' ')} ${horizontal} S Q`);
}

function anchor(column: Column, left: number): number {
  if (column.align === 'left') return left + PADDING;
  return column.align === 'right' ? left + column.width - PADDING : left + column.width / 2;
}

function columnsWithLeft(): readonly { readonly column: Column; readonly left: number }[] {
  let left = CONTENT.left;
  return COLUMNS.map((column) => {
    const placed = { column, left };
    left += column.width;
    return placed;
  });
}

function hours(centiHours: number): string {
  return `${formatHours(centiHours)} 小时`;
}
