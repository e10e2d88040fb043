import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawLines } from './text-block.js';
import { CONTENT, GOLD } from './theme.js';

/** Zone F, set into lines. */
export interface Notes {
  readonly paragraphs: readonly (readonly string[])[];
  readonly height: number;
  readonly isRuled: boolean;
}

/** What the notes stand beside at first: how far down it reaches, and the width it leaves. */
export interface Neighbour {
  readonly height: number;
  readonly width: number;
}

const NOTE: TextStyle = { size: 6.7, color: [0.33, 0.3, 0.27] };
const NOTE_STEP = 8.5;
const NOTE_GAP = 0.8;
/** Above the first line; their title begins that line. */
const HEAD = 5;
const TITLE: TextStyle = { size: 8, weight: 'bold' };
const TITLE_WIDTH = 23;

export function layoutNotes(canvas: Canvas, texts: readonly string[], beside?: Neighbour): Notes {
  let height = HEAD;
  const paragraphs = texts.map((text, index) => {
    const left = (beside?.height ?? 0) - height;
    const narrow = beside && { lines: Math.ceil(left / NOTE_STEP), width: beside.width };
    const room = { width: CONTENT.width, ...(narrow ? { beside: narrow } : {}) };
    const indent = index === 0 ? TITLE_WIDTH : 0;
    const lines = canvas.lines(`${index + 1}．${text}`, NOTE, { ...room, indent });
    height += lines.length * NOTE_STEP + NOTE_GAP;
    return lines;
  });
  return { paragraphs, height, isRuled: beside === undefined };
}

export function drawNotes(flow: PageFlow, notes: Notes): void {
  const { canvas } = flow;
  if (notes.isRuled) flow.artifact(() => drawRule(canvas, flow.y));
  flow.tag('H2', () => {
    canvas.text('说明', { x: CONTENT.left, y: flow.y + HEAD + NOTE.size + 0.4 }, TITLE);
  });
  flow.y += HEAD;
  const list = flow.group('L');
  for (const [index, lines] of notes.paragraphs.entries()) {
    const entry = flow.group('LI', list);
    const y = flow.y + NOTE.size;
    flow.tag('LBody', () => drawNote(canvas, lines, { y, isFirst: index === 0 }), {
      parent: entry,
    });
    entry.end();
    flow.y += lines.length * NOTE_STEP + NOTE_GAP;
  }
  list.end();
}

function drawRule(canvas: Canvas, y: number): void {
  canvas.line(
    [
      [CONTENT.left, y],
      [CONTENT.right, y],
    ],
    { color: GOLD, width: 0.5 },
  );
}

function drawNote(
  canvas: Canvas,
  [first = '', ...others]: readonly string[],
  at: { readonly y: number; readonly isFirst: boolean },
): void {
  const [x, y] = [CONTENT.left, at.y];
  canvas.text(first, { x: at.isFirst ? x + TITLE_WIDTH : x, y }, NOTE);
  drawLines(canvas, { lines: others, style: NOTE }, { x, y: y + NOTE_STEP, step: NOTE_STEP });
}
