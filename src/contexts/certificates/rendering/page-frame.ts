import { round, type Canvas, type Point } from './canvas.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { GOLD, GREY, PAGE, PALE_GOLD, RED } from './theme.js';
import { WORDS, type Words } from './words.js';

const OUTER = 25;
const CORNER_UNIT = 2.65;
/** One stroke of 回纹, from the outer end inwards. */
const MEANDER: readonly Point[] = [
  [0, 8],
  [0, 0],
  [8, 0],
  [8, 5.6],
  [2.6, 5.6],
  [2.6, 2.6],
  [5.4, 2.6],
  [5.4, 4.1],
  [4.1, 4.1],
];

/** The double frame with its corners, and on the first page a fine rosette behind everything. */
export function drawFrame(canvas: Canvas, withRosette: boolean): void {
  if (withRosette) drawRosette(canvas);
  canvas.frame(inset(OUTER), { color: RED, width: 2.2 });
  canvas.frame(inset(OUTER + 5), { color: GOLD, width: 0.6 });
  canvas.frame(inset(OUTER + 7.4), { color: GOLD, width: 0.35 });
  const near = OUTER + 10.5;
  for (const [x, y, dx, dy] of [
    [near, near, 1, 1],
    [PAGE.width - near, near, -1, 1],
    [near, PAGE.height - near, 1, -1],
    [PAGE.width - near, PAGE.height - near, -1, -1],
  ] as const) {
    const at = ([a, b]: Point): Point => [x + a * dx * CORNER_UNIT, y + b * dy * CORNER_UNIT];
    canvas.line(MEANDER.map(at), { color: RED, width: 1.1 });
  }
}

/** Number and page on every page, and where several pages are one paper, the place of 骑缝章. */
export function drawFooter(
  canvas: Canvas,
  content: CertificateContent,
  page: { readonly index: number; readonly count: number; readonly printing: number },
): void {
  const y = PAGE.height - 41;
  const style = { size: 7.5, color: GREY };
  const both = ({ zh, en }: Words): string => (canvas.isBilingual ? `${zh} ${en}` : zh);
  canvas.text(`${both(WORDS.number)} ${content.number}`, { x: 64, y }, style);
  const count = both({
    zh: `第 ${page.index} 页 / 共 ${page.count} 页`,
    en: `Page ${page.index} of ${page.count}`,
  });
  canvas.text(
    count,
    { x: PAGE.width / 2 + (canvas.isBilingual ? 24 : 0), y, align: 'center' },
    style,
  );
  const times = page.printing - 1;
  const reprint = both({ zh: `再次打印 ${times}`, en: `Reprint ${times}` });
  const again = times > 0 ? `${reprint}　` : '';
  canvas.text(`${again}${both(WORDS.free)}`, { x: PAGE.width - 64, y, align: 'right' }, style);
  if (page.count > 1) drawStraddleSealPlace(canvas);
}

/** Pages are fanned out and sealed across their edges, so the place is at the right edge. */
function drawStraddleSealPlace(canvas: Canvas): void {
  const [top, height, left] = [PAGE.height / 2 - 72, 144, PAGE.width - 19];
  const stroke = { color: GOLD, width: 0.5, dash: '2 2' };
  canvas.frame({ x: left, y: top, width: 40, height }, stroke);
  for (const [index, character] of [...'骑缝章处'].entries()) {
    const at = { x: left + 9.5, y: top + 48 + index * 18, align: 'center' } as const;
    canvas.text(character, at, { size: 7.5, color: GREY });
  }
}

function drawRosette(canvas: Canvas): void {
  const [petals, k] = [30, 0.5523];
  const [a, b] = [205, 84];
  const ellipse = [
    `${a} 0 m`,
    `${a} ${round(b * k)} ${round(a * k)} ${b} 0 ${b} c`,
    `${round(-a * k)} ${b} ${-a} ${round(b * k)} ${-a} 0 c`,
    `${-a} ${round(-b * k)} ${round(-a * k)} ${-b} 0 ${-b} c`,
    `${round(a * k)} ${-b} ${a} ${round(-b * k)} ${a} 0 c S`,
  ].join(' ');
  const angle = Math.PI / petals;
  const [cos, sin] = [Math.cos(angle).toFixed(5), Math.sin(angle).toFixed(5)];
  const turn = `${cos} ${sin} -${sin} ${cos} 0 0 cm`;
  const petal = `${ellipse} ${turn}`;
  canvas.write(
    `q ${PALE_GOLD.join(' ')} RG 0.35 w 1 0 0 1 ${PAGE.width / 2} 452 cm ` +
      `${Array.from({ length: petals }, () => petal).join(' ')} Q`,
  );
}

function inset(distance: number): { x: number; y: number; width: number; height: number } {
  const [width, height] = [PAGE.width - distance * 2, PAGE.height - distance * 2];
  return { x: distance, y: distance, width, height };
}
