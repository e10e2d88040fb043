import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import {
  drawLines,
  drawStacked,
  englishStyle,
  fitted,
  stackedWidth,
  type Fitted,
} from './text-block.js';
import { GOLD, GREY, middle } from './theme.js';
import { WORDS, type Words } from './words.js';

/** One fact of a ruled form. */
export interface Field {
  readonly label: Words;
  readonly value: string | Words;
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
const ENGLISH_VALUE = 0.78;
/** The word and a line long enough for a name by hand. */
const SIGNATURE = { word: WORDS.signature, gap: 6, least: 76 };

interface PlacedField {
  readonly field: Field;
  readonly x: number;
  readonly right: number;
  readonly labelWidth: number;
  readonly value: Fitted;
  /** Under it on a bilingual paper. */
  readonly english?: Fitted;
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
      const word = stackedWidth(canvas, SIGNATURE.word, LABEL);
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
  const heights = placed.map((field) =>
    field.value.lines.length === 1 && !field.english ? 0 : blockHeight(field) + 5,
  );
  return Math.max(area.height, ...heights);
}

function blockHeight({ value, english }: PlacedField): number {
  return [value, ...(english ? [english] : [])].reduce(
    (sum, { lines, style }) => sum + lines.length * style.size * LEADING,
    0,
  );
}

function place(canvas: Canvas, field: Field, area: RowArea): PlacedField {
  const x = area.left + field.from * area.width;
  const right = area.left + field.to * area.width - (field.to < 1 ? FIELD_GAP : 0);
  const labelWidth = stackedWidth(canvas, field.label, LABEL) + LABEL_GAP;
  const room = right - x - labelWidth - (field.isSigned ? SIGNATURE.least : 0);
  const largest = field.isStrong ? STRONG : VALUE;
  const { zh, en } = typeof field.value === 'string' ? { zh: field.value, en: '' } : field.value;
  const value = fitted(canvas, zh, { largest, room });
  const placed = { field, x, right, labelWidth, value };
  if (!canvas.isBilingual || en === '') return placed;
  const smaller = englishStyle(VALUE, ENGLISH_VALUE);
  return { ...placed, english: fitted(canvas, en, { largest: smaller, room }) };
}

function drawField(
  canvas: Canvas,
  placed: PlacedField,
  row: { readonly top: number; readonly height: number },
): void {
  const { field, x, labelWidth, value, english } = placed;
  drawStacked(canvas, field.label, { x, ...row, style: LABEL });
  let top = row.top + (row.height - blockHeight(placed)) / 2;
  for (const block of english ? [value, english] : [value]) {
    const step = block.style.size * LEADING;
    const y = middle(top, step, block.style.size);
    drawLines(canvas, block, { x: x + labelWidth, y, step });
    top += block.lines.length * step;
  }
  if (!field.isSigned) return;
  const at = x + labelWidth + widest(canvas, value) + SIGNATURE.gap;
  drawStacked(canvas, SIGNATURE.word, { x: at, ...row, style: LABEL });
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
