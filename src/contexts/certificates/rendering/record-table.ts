import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { round, type Align, type TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import type { PagePlan } from './page-plan.js';
import { drawSectionTitle, SECTION_TITLE_HEIGHT } from './section-title.js';
import {
  baselines,
  COMMON_UNIT,
  commonUnitText,
  HEAD_HEIGHT,
  PADDING,
  type PlacedColumn,
  type Head,
  type Line,
  type RowCells,
  type TableLayout,
} from './table-layout.js';
import { CONTENT, CREAM, GOLD, middle, RED, WHITE, ZEBRA } from './theme.js';
import { WORDS } from './words.js';

const SUM_HEIGHT = 16.5;
const SPACE_BELOW = 7;

/** Room for rows on a page whose table begins here, with its sum and the space under it. */
export function roomForRows(from: number, isFirst: boolean): number {
  const title = isFirst ? SECTION_TITLE_HEIGHT : 0;
  return CONTENT.bottom - from - title - HEAD_HEIGHT - SUM_HEIGHT - SPACE_BELOW;
}

export interface PlannedTable {
  readonly table: TableLayout;
  readonly plan: PagePlan;
  /** Draws what stands at the foot of the first of several pages. */
  readonly foot: () => void;
}

/** Zone C: one row per record, the head repeated and the sum carried on every page. */
export function drawRecords(flow: PageFlow, content: CertificateContent, to: PlannedTable): void {
  const { table, plan } = to;
  drawTableTitle(flow, table);
  const group = flow.group('Table');
  let first = 0;
  let carried = 0;
  for (const [page, count] of plan.pages.entries()) {
    if (page > 0 && count > 0) flow.newPage();
    const rows = content.rows.slice(first, first + count);
    if (rows.length > 0) {
      drawTableHead(flow, table.columns, page === 0 ? group : undefined);
      drawRows(flow, group, { ...to, first, count });
      const centiHours = rows.reduce((sum, row) => sum + row.centiHours, 0);
      [first, carried] = [first + count, carried + centiHours];
      drawSum(
        flow,
        { group, table },
        sumText(content, { rows: first, count, centiHours, carried }, flow.canvas.isBilingual),
      );
    }
    if (page === 0 && plan.pages.length > 1) to.foot();
  }
  group.end();
  flow.y += SPACE_BELOW;
}

function drawTableTitle(flow: PageFlow, table: TableLayout): void {
  const y = flow.y + 12;
  drawSectionTitle(flow, WORDS.records);
  const { commonUnit } = table;
  if (commonUnit === undefined) return;
  const at = { x: CONTENT.right, y, align: 'right' } as const;
  flow.tag('P', () => flow.canvas.text(commonUnitText(commonUnit, flow.canvas), at, COMMON_UNIT));
}

const SUM_WORDS = ['本页小计', '累计', '合计', '次', '小时'] as const;
const SUM_IN_BOTH = ['本页小计 This page', '累计 So far', '合计 Total', '次', '小时 h'] as const;

function sumText(
  content: CertificateContent,
  page: {
    /** Drawn so far. */
    readonly rows: number;
    readonly count: number;
    readonly centiHours: number;
    readonly carried: number;
  },
  isBilingual: boolean,
): string {
  const { totals } = content;
  const [subtotal, carried, total, times, unit] = isBilingual ? SUM_IN_BOTH : SUM_WORDS;
  const hours = (centiHours: number): string => `${formatHours(centiHours)} ${unit}`;
  const own = `${subtotal} ${hours(page.centiHours)}`;
  if (page.rows < content.rows.length) return `${own}　　${carried} ${hours(page.carried)}`;
  const whole = `${total} ${totals.services} ${times}　　${hours(totals.centiHours)}`;
  return page.count === content.rows.length ? whole : `${own}　　${whole}`;
}

function drawRows(
  flow: PageFlow,
  group: PDFKit.PDFStructureElement,
  part: PlannedTable & { readonly first: number; readonly count: number },
): void {
  const { table, plan, first, count } = part;
  for (const [index, row] of table.rows.slice(first, first + count).entries()) {
    const height = row.height + plan.stretch;
    drawRow(flow, { table, group }, { ...row, height, isStriped: index % 2 === 1 });
  }
}

interface Place {
  readonly table: TableLayout;
  readonly group: PDFKit.PDFStructureElement;
}

function drawRow(
  flow: PageFlow,
  { table, group }: Place,
  row: RowCells & { readonly isStriped: boolean },
): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: row.height };
  flow.artifact(() => {
    flow.canvas.fill(box, row.isStriped ? ZEBRA : WHITE);
    drawRules(flow, table.columns, box);
  });
  const tr = flow.group('TR', group);
  for (const [index, column] of table.columns.entries()) {
    const lines = row.cells[index] ?? [];
    const draw = (): void => drawCell(flow, lines, { column, height: row.height });
    flow.tag('TD', draw, { parent: tr });
  }
  tr.end();
  flow.y += row.height;
}

function drawCell(
  flow: PageFlow,
  lines: readonly Line[],
  cell: { readonly column: PlacedColumn; readonly height: number },
): void {
  const { align } = cell.column;
  const x = anchor(cell.column);
  const places = baselines(lines, cell.height);
  for (const [index, line] of lines.entries()) {
    flow.canvas.text(line.text, { x, y: flow.y + (places[index] ?? 0), align }, line.style);
  }
}

/** Tagged on the first page; where it is repeated it is an artifact (ISO 14289-1, 7.1). */
function drawTableHead(
  flow: PageFlow,
  columns: readonly PlacedColumn[],
  table: PDFKit.PDFStructureElement | undefined,
): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: HEAD_HEIGHT };
  flow.artifact(() => flow.canvas.fill(box, RED));
  const row = table && flow.group('TR', table);
  for (const column of columns) {
    const draw = (): void => drawHeadCell(flow, column);
    if (row) flow.tag('TH', draw, { scope: 'Column', parent: row });
    else flow.artifact(draw, 'Pagination');
  }
  row?.end();
  flow.y += HEAD_HEIGHT;
}

function drawHeadCell(flow: PageFlow, column: PlacedColumn): void {
  const { left } = column;
  const x = column.align === 'left' ? left + PADDING : left + column.width / 2;
  const align: Align = column.align === 'left' ? 'left' : 'center';
  const step = HEAD_HEIGHT / 2 - 1.5;
  const words = headWords(column.head, flow.canvas.isBilingual);
  const top = flow.y + (HEAD_HEIGHT - step * words.length) / 2;
  for (const [index, { text, style }] of words.entries()) {
    const y = middle(top + index * step, step, style.size);
    flow.canvas.text(text, { x, y, align }, { ...style, color: WHITE });
  }
}

const HEAD_STYLES: readonly TextStyle[] = [{ size: 7.8, weight: 'bold' }, { size: 7 }];
const HEAD_IN_BOTH: readonly TextStyle[] = [
  { size: 7.2, weight: 'bold' },
  { size: 6, lang: 'en' },
];

/** Two words under each other, or beside each other over the English. */
function headWords({ zh, en = '' }: Head, isBilingual: boolean): readonly Line[] {
  const [texts, styles] = isBilingual ? [[zh.join(' '), en], HEAD_IN_BOTH] : [zh, HEAD_STYLES];
  return texts.map((text, index) => ({ text, style: styles[index] ?? { size: 7 } }));
}

/** Its figures end where the hours of the rows end. */
function drawSum(flow: PageFlow, { table, group }: Place, text: string): void {
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: SUM_HEIGHT };
  flow.artifact(() => {
    flow.canvas.fill(box, CREAM);
    flow.canvas.frame(box, { color: GOLD, width: 0.6 });
  });
  const row = flow.group('TR', group);
  const hours = table.columns.find(({ align }) => align === 'right');
  const x = hours ? anchor(hours) : CONTENT.right;
  flow.tag(
    'TD',
    () => {
      const at = { x, y: middle(box.y, SUM_HEIGHT, 9), align: 'right' } as const;
      flow.canvas.text(text, at, { size: 9, weight: 'bold', color: RED });
    },
    { colSpan: table.columns.length, parent: row },
  );
  row.end();
  flow.y += SUM_HEIGHT;
}

function drawRules(
  flow: PageFlow,
  columns: readonly PlacedColumn[],
  { y, height }: { readonly y: number; readonly height: number },
): void {
  const lefts = columns.map(({ left }) => left);
  const [top, bottom] = [round(y), round(y + height)];
  const verticals = [...lefts, CONTENT.right].map((x) => `${x} ${top} m ${x} ${bottom} l`);
  // The upper edge: the lower one would be half covered by the next row's ground.
  const horizontal = `${CONTENT.left} ${top} m ${CONTENT.right} ${top} l`;
  flow.canvas.write(`q ${GOLD.join(' ')} RG 0.35 w ${verticals.join(' ')} ${horizontal} S Q`);
}

function anchor({ align, left, width }: PlacedColumn): number {
  if (align === 'left') return left + PADDING;
  return align === 'right' ? left + width - PADDING : left + width / 2;
}
