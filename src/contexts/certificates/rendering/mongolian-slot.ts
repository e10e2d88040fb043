import type { CertificateContent } from '../domain/certificate-content.js';
import { INK, type Canvas, type Color } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { CONTENT, RED } from './theme.js';

const TOP = 64;
const HEIGHT = 172;
/** Before the title of the page begins. */
const WIDTH = 66;
const SIZES = { largest: 14, smallest: 7 };
/** From one column to the next, in sizes of the text. */
const PITCH = 1.32;
/** Between the title and the name, and behind the last column. */
const GAP = 5;
const SPACE_BEHIND = 9;

/**
 * Title and name in Traditional Mongolian at the left of the head: columns from top to bottom, the
 * first at the left. Answers with the width they take.
 */
export function drawMongolianSlot(flow: PageFlow, { mongolian }: CertificateContent): number {
  if (!mongolian) return 0;
  const texts: Coloured[] = [];
  if (mongolian.title !== undefined) texts.push({ text: mongolian.title, color: RED });
  if (mongolian.holderName !== undefined) texts.push({ text: mongolian.holderName, color: INK });
  const { size, blocks } = fitted(flow.canvas, texts);
  let x = CONTENT.left;
  for (const { columns, color } of blocks) {
    drawColumns(flow, columns, { size, color, x });
    x += columns.length * size * PITCH + GAP;
  }
  return x - CONTENT.left - GAP + SPACE_BEHIND;
}

interface Coloured {
  readonly text: string;
  readonly color: Color;
}

interface Block {
  readonly columns: readonly string[];
  readonly color: Color;
}

/** The largest size in which the columns fit, in height and together in width. */
function fitted(
  { faces }: Canvas,
  texts: readonly Coloured[],
): { readonly size: number; readonly blocks: readonly Block[] } {
  for (let size = SIZES.largest; ; size -= 1) {
    const width = (text: string): number => faces.mongolian.width(text, size);
    const blocks = texts.map(({ text, color }) => ({ columns: columnsOf(text, width), color }));
    const columns = blocks.flatMap((block) => block.columns);
    const fits =
      columns.every((column) => width(column) <= HEIGHT) &&
      columns.length * size * PITCH + (blocks.length - 1) * GAP <= WIDTH;
    if (fits || size === SIZES.smallest) return { size, blocks };
  }
}

/** Whole words; what is longer than a column goes on in the next. */
function columnsOf(text: string, width: (text: string) => number): readonly string[] {
  const columns: string[] = [];
  for (const word of text.split(' ')) {
    const last = columns.at(-1);
    const longer = `${last ?? ''} ${word}`;
    if (last !== undefined && width(longer) <= HEIGHT) columns[columns.length - 1] = longer;
    else columns.push(word);
  }
  return columns;
}

function drawColumns(
  flow: PageFlow,
  columns: readonly string[],
  { size, color, x }: { readonly size: number; readonly color: Color; readonly x: number },
): void {
  const paragraph = flow.group('P');
  for (const [index, column] of columns.entries()) {
    const at = { x: x + (index + 0.5) * size * PITCH, y: TOP };
    const draw = (): void => flow.canvas.mongolian(column, at, { size, color });
    flow.tag('Span', draw, { lang: 'mn-Mong', parent: paragraph });
  }
  paragraph.end();
}
