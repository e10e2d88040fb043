import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import type { Canvas, TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawSectionTitle, SECTION_TITLE_HEIGHT } from './section-title.js';
import { drawLines, drawWords } from './text-block.js';
import { CONTENT, GREY } from './theme.js';
import { chineseDate } from './wording.js';
import { englishDate } from './english-wording.js';
import { WORDS, type Words } from './words.js';

/** Zone D, when there is something to say: training, commendations, evaluation. */
export interface Extras {
  readonly items: readonly ExtraItem[];
  /** One line, beside the title. */
  readonly evaluation?: string;
  readonly height: number;
}

interface ExtraItem {
  /** Stands before the first of its kind only. */
  readonly label?: Words;
  readonly lines: readonly string[];
}

const ITEM: TextStyle = { size: 8.2 };
const LABEL: TextStyle = { size: 8, color: GREY };
const ITEM_STEP = 11.4;
/** Where the items begin, behind labels in one language or in two. */
const ITEM_LEFT = { zh: CONTENT.left + 54, bilingual: CONTENT.left + 86 };
const SPACE_BELOW = 5;

export function layoutExtras(canvas: Canvas, content: CertificateContent): Extras {
  const items = textsOf(content, canvas.isBilingual).map(({ text, ...item }) => {
    return {
      ...item,
      lines: canvas.lines(text, ITEM, { width: CONTENT.right - itemLeft(canvas) }),
    };
  });
  const evaluation = evaluationText(content, canvas.isBilingual);
  if (items.length === 0 && evaluation === undefined) return { items, height: 0 };
  const lines = items.reduce((sum, item) => sum + item.lines.length, 0);
  const height = SECTION_TITLE_HEIGHT + lines * ITEM_STEP + SPACE_BELOW;
  return { items, height, ...(evaluation === undefined ? {} : { evaluation }) };
}

export function drawExtras(flow: PageFlow, { items, evaluation, height }: Extras): void {
  if (height === 0) return;
  flow.need(Math.min(height, SECTION_TITLE_HEIGHT + ITEM_STEP * 2));
  const at = { x: CONTENT.right, y: flow.y + 12, align: 'right' } as const;
  drawSectionTitle(flow, WORDS.extras);
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
  if (label) {
    const draw = (): void =>
      drawWords(flow.canvas, label, { x: CONTENT.left + 9, y, style: LABEL });
    flow.tag('Lbl', draw, { parent: entry });
  }
  const at = { x: itemLeft(flow.canvas), y, step: ITEM_STEP };
  flow.tag('LBody', () => drawLines(flow.canvas, { lines, style: ITEM }, at), { parent: entry });
  entry.end();
  flow.y += lines.length * ITEM_STEP;
}

function itemLeft({ isBilingual }: Canvas): number {
  return isBilingual ? ITEM_LEFT.bilingual : ITEM_LEFT.zh;
}

interface ExtraText {
  readonly label?: Words;
  readonly text: string;
}

function textsOf(content: CertificateContent, isBilingual: boolean): readonly ExtraText[] {
  const { trainings = [], awards = [] } = content;
  const [classHours, host, grantedBy] = isBilingual
    ? ['学时 class hours', '主办单位 host', '授予单位 granted by']
    : ['学时', '主办单位', '授予单位'];
  const trained = trainings.map(
    (t) => `${t.date}　${t.name}（${formatHours(t.centiHours)} ${classHours}，${host}：${t.host}）`,
  );
  const awarded = awards.map((a) => `${a.date}　${a.title}（${grantedBy}：${a.grantedBy}）`);
  return [...labelled(WORDS.training, trained), ...labelled(WORDS.awards, awarded)];
}

function evaluationText(
  { evaluation }: CertificateContent,
  isBilingual: boolean,
): string | undefined {
  if (!evaluation) return undefined;
  const { ratings, asOf } = evaluation;
  const mean = formatHours(evaluation.meanHundredths);
  if (isBilingual) {
    return `服务评价 Rating：${mean} / 5（${ratings} 次评价 ratings，${englishDate(asOf)}）`;
  }
  const of = `满分 5 分，${ratings} 次评价，截至${chineseDate(asOf)}`;
  return `服务评价：平均 ${mean} 分（${of}）`;
}

function labelled(label: Words, texts: readonly string[]): readonly ExtraText[] {
  return texts.map((text, index) => (index === 0 ? { label, text } : { text }));
}
