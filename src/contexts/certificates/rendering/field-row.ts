import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawLines, fitted, type Fitted } from './text-block.js';
import { GOLD, GREY, middle } from './theme.js';

/** One fact of a ruled form. */
export interface Field {
  readonly label: string;
  readonly value: string;
  /** Where the field begins and ends, as shares of the width. */
  readonly from: number;
  readonly to: number;
  readonly isStrong?: boolean;
  /** Leaves a line behind the value, to sign on by hand. */
  readonly isSigned?: boolean;
}

export interface RowArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** It grows when a value needs several lines. */
  readonly height: number;
}

const LABEL: TextStyle = { size: 8, color: GREY };
const VALUE: TextStyle = { size: 9.6 };
const STRONG: TextStyle = { size: 13, weight: 'bold' };
const LEADING = 1.25;
const LABEL_GAP = 8;
const FIELD_GAP = 8;
/** The word and a line long enough for a name by hand. */
const SIGNATURE = { word: '签字', gap: 6, least: 76 };

interface PlacedField {
  readonly field: Field;
  readonly x: number;
  readonly right: number;
  readonly labelWidth: number;
  readonly value: Fitted;
}

/** Facts side by side over a fine rule. Answers with its lower edge. */
export function drawFieldRow(flow: PageFlow, row: readonly Field[], area: RowArea): number {
  const placed = row.map((field) => place(flow.canvas, field, area));
  const height = rowHeight(placed, area);
  const bottom = area.top + height;
  for (const field of placed) {
    flow.tag('P', () => drawField(flow.canvas, field, { top: area.top, height }));
  }
  flow.artifact(() => {
    const { canvas } = flow;
    for (const { field, x, right, labelWidth, value } of placed) {
      if (!field.isSigned) continue;
      const word = canvas.width(SIGNATURE.word, LABEL);
      const from = x + labelWidth + widest(canvas, value) + word + SIGNATURE.gap * 2;
      rule(canvas, { from, to: right, y: middle(area.top, height, VALUE.size) + 2 }, GREY);
    }
    rule(canvas, { from: area.left, to: area.left + area.width, y: bottom }, GOLD);
  });
  return bottom;
}

/** The height that rows of this form will take. */
export function fieldRowsHeight(
  canvas: Canvas,
  rows: readonly (readonly Field[])[],
  area: Omit<RowArea, 'top' | 'height'> & { readonly heightOf: (row: readonly Field[]) => number },
): number {
  return rows.reduce((sum, row) => {
    const within = { ...area, top: 0, height: area.heightOf(row) };
    return (
      sum +
      rowHeight(
        row.map((field) => place(canvas, field, within)),
        within,
      )
    );
  }, 0);
}

function rowHeight(placed: readonly PlacedField[], area: RowArea): number {
  const heights = placed.map(({ value: { lines, style } }) =>
    lines.length === 1 ? 0 : lines.length * style.size * LEADING + 5,
  );
  return Math.max(area.height, ...heights);
}

function place(canvas: Canvas, field: Field, area: RowArea): PlacedField {
  const x = area.left + field.from * area.width;
  const right = area.left + field.to * area.width - (field.to < 1 ? FIELD_GAP : 0);
  const labelWidth = canvas.width(field.label, LABEL) + LABEL_GAP;
  const room = right - x - labelWidth - (field.isSigned ? SIGNATURE.least : 0);
  const largest = field.isStrong ? STRONG : VALUE;
  return { field, x, right, labelWidth, value: fitted(canvas, field.value, { largest, room }) };
}

function drawField(
  canvas: Canvas,
  { field, x, labelWidth, value }: PlacedField,
  row: { readonly top: number; readonly height: number },
): void {
  canvas.text(field.label, { x, y: middle(row.top, row.height, LABEL.size) }, LABEL);
  const step = value.style.size * LEADING;
  const centre = middle(row.top, row.height, value.style.size);
  const y = centre - ((value.lines.length - 1) * step) / 2;
  drawLines(canvas, value, { x: x + labelWidth, y, step });
  if (!field.isSigned) return;
  const at = x + labelWidth + widest(canvas, value) + SIGNATURE.gap;
  canvas.text(SIGNATURE.word, { x: at, y: middle(row.top, row.height, LABEL.size) }, LABEL);
}

function widest(canvas: Canvas, { lines, style }: Fitted): number {
  return Math.max(0, ...lines.map((line) => canvas.width(line, style)));
}

function rule(
  canvas: Canvas,
  line: { readonly from: number; readonly to: number; readonly y: number },
  color: typeof GOLD,
): void {
  const { from, to, y } = line;
  canvas.line(
    [
      [from, y],
      [to, y],
    ],
    { color, width: 0.4 },
  );
}
