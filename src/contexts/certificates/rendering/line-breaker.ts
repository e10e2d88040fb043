/** Measures one text in points. */
export type Measure = (text: string) => number;

/** Chinese line breaking (GB/T 15834): what may not begin a line, and what may not end one. */
const NOT_FIRST = new Set('，。、；：！？）》」』】〕”’％%·…—,.;:!?)]}');
const NOT_LAST = new Set('（《「『【〔“‘([{#');
/** Words, numbers, dates and addresses stay whole when they fit on a line. */
const PIECE = /[A-Za-z0-9][A-Za-z0-9.:/_@&+'*-]*| +|[\s\S]/gu;
const LINES_MAX = 500;

export interface LineRoom {
  readonly width: number;
  /** How much narrower the first line is. */
  readonly indent?: number;
  /** Lines at the top that stand beside something, and the width that it leaves them. */
  readonly beside?: { readonly lines: number; readonly width: number };
}

/** Breaks a text into lines no wider than there is room. */
export function breakLines(text: string, room: LineRoom, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const narrowest = Math.min(room.width, room.beside?.width ?? room.width);
  for (const piece of unbreakablePieces(text, narrowest, measure)) {
    if (line !== '' && used + measure(piece.trimEnd()) > widthOf(room, lines.length)) {
      lines.push(line.trimEnd());
      [line, used] = ['', 0];
      if (lines.length === LINES_MAX) return lines;
    }
    const added = line === '' && lines.length > 0 ? piece.trimStart() : piece;
    line += added;
    used += measure(added);
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

function widthOf(room: LineRoom, line: number): number {
  const { beside, indent = 0 } = room;
  const width = beside && line < beside.lines ? beside.width : room.width;
  return line === 0 ? width - indent : width;
}

/** Pieces between which a line may break: punctuation is tied to what it belongs to. */
function unbreakablePieces(text: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  for (const [piece] of text.matchAll(PIECE)) {
    const parts = measure(piece) > width ? [...piece] : [piece];
    for (const part of parts) append(pieces, part);
  }
  return pieces;
}

function append(pieces: string[], part: string): void {
  const last = pieces.at(-1);
  const isTied =
    last !== undefined &&
    last.length < 12 &&
    (NOT_FIRST.has(part) || NOT_LAST.has([...last].at(-1) ?? ''));
  if (isTied) pieces[pieces.length - 1] = last + part;
  else pieces.push(part);
}
