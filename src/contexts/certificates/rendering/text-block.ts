import type { Align, Canvas, TextStyle } from './canvas.js';

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
