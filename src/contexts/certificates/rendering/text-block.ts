import type { Align, Canvas, TextStyle } from './canvas.js';
import { GREY, middle } from './theme.js';
import type { Words } from './words.js';

export interface Fitted {
  readonly lines: readonly string[];
  readonly style: TextStyle;
}

/** The text in one line if need be smaller, and only then in several. */
export function fitted(
  canvas: Canvas,
  text: string,
  within: { readonly largest: TextStyle; readonly room: number },
): Fitted {
  const { largest, room } = within;
  const smallest = largest.size * 0.78;
  for (let size = largest.size; size >= smallest; size -= 0.4) {
    const style = { ...largest, size };
    if (canvas.width(text, style) <= room) return { lines: [text], style };
  }
  const style = { ...largest, size: smallest };
  return { lines: canvas.lines(text, style, { width: room }), style };
}

/** Lines under each other; `y` is the base line of the first. */
export function drawLines(
  canvas: Canvas,
  { lines, style }: Fitted,
  at: { readonly x: number; readonly y: number; readonly step: number; readonly align?: Align },
): void {
  const { x, align = 'left' } = at;
  for (const [index, line] of lines.entries()) {
    canvas.text(line, { x, y: at.y + index * at.step, align }, style);
  }
}

/** How much smaller English stands beside Chinese of a size. */
const ENGLISH = 0.8;
const BESIDE = 4;

export function englishStyle({ size }: TextStyle, share = ENGLISH): TextStyle {
  return { size: size * share, color: GREY, lang: 'en' };
}

/** The Chinese and, on a bilingual paper, the English behind it on the same line. */
export function drawWords(
  canvas: Canvas,
  { zh, en }: Words,
  { style, ...at }: { readonly x: number; readonly y: number; readonly style: TextStyle },
): void {
  canvas.text(zh, at, style);
  if (!canvas.isBilingual) return;
  canvas.text(en, { ...at, x: at.x + canvas.width(zh, style) + BESIDE }, englishStyle(style));
}

/** The Chinese over the English, or the Chinese alone, about the middle of a height. */
export function drawStacked(
  canvas: Canvas,
  { zh, en }: Words,
  at: {
    readonly x: number;
    readonly top: number;
    readonly height: number;
    readonly align?: Align;
    readonly style: TextStyle;
  },
): void {
  const { top, height, style, ...place } = at;
  const y = middle(top, height, style.size);
  if (!canvas.isBilingual) return canvas.text(zh, { ...place, y }, style);
  const english = englishStyle(style);
  canvas.text(zh, { ...place, y: y - english.size * 0.6 }, style);
  canvas.text(en, { ...place, y: y + style.size * 0.64 }, english);
}

export function stackedWidth(canvas: Canvas, { zh, en }: Words, style: TextStyle): number {
  const width = canvas.width(zh, style);
  return canvas.isBilingual ? Math.max(width, canvas.width(en, englishStyle(style))) : width;
}
