import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawLines } from './text-block.js';
import { CONTENT, GOLD } from './theme.js';
import type { NoteTexts } from './wording.js';
import { WORDS } from './words.js';

/** Zone F, set into lines. */
export interface Notes {
  readonly blocks: readonly NoteBlock[];
  readonly height: number;
  readonly isRuled: boolean;
}

/** The notes in one language. */
interface NoteBlock {
  readonly form: NoteForm;
  readonly paragraphs: readonly (readonly string[])[];
}

interface NoteForm {
  readonly title: string;
  readonly titleWidth: number;
  readonly style: TextStyle;
  readonly step: number;
  /** Between the number of a note and its text. */
  readonly point: string;
}

/** What the notes stand beside at first: how far down it reaches, and the width it leaves. */
export interface Neighbour {
  readonly height: number;
  readonly width: number;
}

const INK_OF_NOTES = [0.33, 0.3, 0.27] as const;
const CHINESE: NoteForm = {
  title: WORDS.notes.zh,
  titleWidth: 23,
  style: { size: 6.7, color: INK_OF_NOTES },
  step: 8.5,
  point: '．',
};
const ENGLISH: NoteForm = {
  title: WORDS.notes.en,
  titleWidth: 27,
  style: { size: 6.2, color: INK_OF_NOTES, lang: 'en' },
  step: 7.7,
  point: '. ',
};
const NOTE_GAP = 0.8;
/** Above the first line of a block; its title begins that line. */
const HEAD = 5;
const TITLE: TextStyle = { size: 8, weight: 'bold' };

export function layoutNotes(canvas: Canvas, texts: NoteTexts, beside?: Neighbour): Notes {
  let height = 0;
  const set = (form: NoteForm, paragraphs: readonly string[]): NoteBlock => {
    height += HEAD;
    return {
      form,
      paragraphs: paragraphs.map((text, index) => {
        const left = (beside?.height ?? 0) - height;
        const narrow = beside && { lines: Math.ceil(left / form.step), width: beside.width };
        const room = { width: CONTENT.width, ...(narrow ? { beside: narrow } : {}) };
        const indent = index === 0 ? form.titleWidth : 0;
        const numbered = `${index + 1}${form.point}${text}`;
        const lines = canvas.lines(numbered, form.style, { ...room, indent });
        height += lines.length * form.step + NOTE_GAP;
        return lines;
      }),
    };
  };
  const blocks = [set(CHINESE, texts.zh), ...(canvas.isBilingual ? [set(ENGLISH, texts.en)] : [])];
  return { blocks, height, isRuled: beside === undefined };
}

export function drawNotes(flow: PageFlow, notes: Notes): void {
  if (notes.isRuled) flow.artifact(() => drawRule(flow.canvas, flow.y));
  for (const block of notes.blocks) drawBlock(flow, block);
}

function drawBlock(flow: PageFlow, { form, paragraphs }: NoteBlock): void {
  const { canvas } = flow;
  flow.tag('H2', () => {
    const lang = form === ENGLISH ? ({ lang: 'en' } as const) : {};
    const at = { x: CONTENT.left, y: flow.y + HEAD + form.style.size + 0.4 };
    canvas.text(form.title, at, { ...TITLE, ...lang });
  });
  flow.y += HEAD;
  const list = flow.group('L');
  for (const [index, lines] of paragraphs.entries()) {
    const entry = flow.group('LI', list);
    const at = { y: flow.y + form.style.size, isFirst: index === 0 };
    flow.tag('LBody', () => drawNote(canvas, lines, { ...at, form }), { parent: entry });
    entry.end();
    flow.y += lines.length * form.step + NOTE_GAP;
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
  at: { readonly y: number; readonly isFirst: boolean; readonly form: NoteForm },
): void {
  const { style, step, titleWidth } = at.form;
  const [x, y] = [CONTENT.left, at.y];
  canvas.text(first, { x: at.isFirst ? x + titleWidth : x, y }, style);
  drawLines(canvas, { lines: others, style }, { x, y: y + step, step });
}
