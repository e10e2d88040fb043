import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawSectionTitle, SECTION_TITLE_HEIGHT } from './section-title.js';
import { drawLines } from './text-block.js';
import { CONTENT, GREY } from './theme.js';
import { chineseDate } from './wording.js';

/** Zone D, when there is something to say: training, commendations, evaluation. */
export interface Extras {
  readonly items: readonly ExtraItem[];
  /** One line, beside the title. */
  readonly evaluation?: string;
  readonly height: number;
}

interface ExtraItem {
  /** Stands before the first of its kind only. */
  readonly label: string;
  readonly lines: readonly string[];
}

const ITEM: TextStyle = { size: 8.2 };
const LABEL: TextStyle = { size: 8, color: GREY };
const ITEM_STEP = 11.4;
const ITEM_LEFT = CONTENT.left + 54;
const SPACE_BELOW = 5;

export function layoutExtras(canvas: Canvas, content: CertificateContent): Extras {
  const items = textsOf(content).map(({ label, text }) => {
    return { label, lines: canvas.lines(text, ITEM, { width: CONTENT.right - ITEM_LEFT }) };
  });
  const evaluation = evaluationText(content);
  if (items.length === 0 && evaluation === undefined) return { items, height: 0 };
  const lines = items.reduce((sum, item) => sum + item.lines.length, 0);
  const height = SECTION_TITLE_HEIGHT + lines * ITEM_STEP + SPACE_BELOW;
  return { items, height, ...(evaluation === undefined ? {} : { evaluation }) };
}

export function drawExtras(flow: PageFlow, { items, evaluation, height }: Extras): void {
  if (height === 0) return;
  flow.need(Math.min(height, SECTION_TITLE_HEIGHT + ITEM_STEP * 2));
  const at = { x: CONTENT.right, y: flow.y + 12, align: 'right' } as const;
  drawSectionTitle(flow, '培训、表彰与评价');
  if (evaluation !== undefined) flow.tag('P', () => flow.canvas.text(evaluation, at, LABEL));
  if (items.length > 0) drawItems(flow, items);
  flow.y += SPACE_BELOW;
}

function drawItems(flow: PageFlow, items: readonly ExtraItem[]): void {
  const list = flow.group('L');
  for (const item of items) drawItem(flow, list, item);
  list.end();
}

function drawItem(flow: PageFlow, list: PDFKit.PDFStructureElement, item: ExtraItem): void {
  const { label, lines } = item;
  flow.need(lines.length * ITEM_STEP);
  const entry = flow.group('LI', list);
  const y = flow.y + ITEM.size;
  if (label !== '') {
    const draw = (): void => flow.canvas.text(label, { x: CONTENT.left + 9, y }, LABEL);
    flow.tag('Lbl', draw, { parent: entry });
  }
  const at = { x: ITEM_LEFT, y, step: ITEM_STEP };
  flow.tag('LBody', () => drawLines(flow.canvas, { lines, style: ITEM }, at), { parent: entry });
  entry.end();
  flow.y += lines.length * ITEM_STEP;
}

interface ExtraText {
  readonly label: string;
  readonly text: string;
}

function textsOf(content: CertificateContent): readonly ExtraText[] {
  const { trainings = [], awards = [] } = content;
  const trained = trainings.map(
    (t) => `${t.date}　${t.name}（${formatHours(t.centiHours)} 学时，主办单位：${t.host}）`,
  );
  const awarded = awards.map((a) => `${a.date}　${a.title}（授予单位：${a.grantedBy}）`);
  return [...labelled('培训情况', trained), ...labelled('表彰奖励', awarded)];
}

function evaluationText({ evaluation }: CertificateContent): string | undefined {
  if (!evaluation) return undefined;
  const { meanHundredths, ratings, asOf } = evaluation;
  const of = `满分 5 分，${ratings} 次评价，截至${chineseDate(asOf)}`;
  return `服务评价：平均 ${formatHours(meanHundredths)} 分（${of}）`;
}

function labelled(label: string, texts: readonly string[]): readonly ExtraText[] {
  return texts.map((text, index) => ({ label: index === 0 ? label : '', text }));
}
