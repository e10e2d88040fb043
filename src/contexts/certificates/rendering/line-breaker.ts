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
  // Most texts fit on one line, and are measured once instead of piece by piece.
  if (measure(text) > widthOf(room, 0)) return broken(text, room, measure);
  return text.trim() === '' ? [] : [text.trimEnd()];
}

function broken(text: string, room: LineRoom, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const narrowest = Math.min(room.width, room.beside?.width ?? room.width);
  for (const piece of unbreakablePieces(text, narrowest, measure)) {
    const bare = trimmed(piece, piece.text.trimEnd(), measure);
    if (line !== '' && used + bare.width > widthOf(room, lines.length)) {
      lines.push(line.trimEnd());
      [line, used] = ['', 0];
      if (lines.length === LINES_MAX) return lines;
    }
    const isLineStart = line === '' && lines.length > 0;
    const added = isLineStart ? trimmed(piece, piece.text.trimStart(), measure) : piece;
    line += added.text;
    used += added.width;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

function trimmed(piece: Piece, text: string, measure: Measure): Piece {
  return text === piece.text ? piece : { text, width: measure(text) };
}

function widthOf(room: LineRoom, line: number): number {
  const { beside, indent = 0 } = room;
  const width = beside && line < beside.lines ? beside.width : room.width;
  return line === 0 ? width - indent : width;
}

interface Piece {
  readonly text: string;
  readonly width: number;
}

/** Pieces between which a line may break: punctuation is tied to what it belongs to. */
function unbreakablePieces(text: string, room: number, measure: Measure): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [piece] of text.matchAll(PIECE)) {
    const width = measure(piece);
    if (width <= room) append(pieces, { text: piece, width });
    else for (const part of piece) append(pieces, { text: part, width: measure(part) });
  }
  return pieces;
}

function append(pieces: Piece[], part: Piece): void {
  const last = pieces.at(-1);
  const isTied =
    last !== undefined &&
    last.text.length < 12 &&
    (NOT_FIRST.has(part.text) || NOT_LAST.has(last.text.slice(-1)));
  if (!isTied) pieces.push(part);
  else pieces[pieces.length - 1] = { text: last.text + part.text, width: last.width + part.width };
}
