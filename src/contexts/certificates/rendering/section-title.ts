import type { PageFlow } from './page-flow.js';
import { drawWords } from './text-block.js';
import { CONTENT, RED } from './theme.js';
import type { Words } from './words.js';

export const SECTION_TITLE_HEIGHT = 18;

export function drawSectionTitle(flow: PageFlow, title: Words): void {
  const { canvas } = flow;
  flow.artifact(() => {
    canvas.fill({ x: CONTENT.left, y: flow.y + 2, width: 3.4, height: 12 }, RED);
  });
  flow.tag('H2', () => {
    const at = { x: CONTENT.left + 9, y: flow.y + 12 };
    drawWords(canvas, title, { ...at, style: { size: 11, weight: 'bold' } });
  });
  flow.y += SECTION_TITLE_HEIGHT;
}
