import { formatHours } from '../../../kernel/centi-hours.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import type { TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import { drawSectionTitle, SECTION_TITLE_HEIGHT } from './section-title.js';
import { CONTENT, GOLD, GREY, MM, WHITE } from './theme.js';
import { chineseDate, notesOf, type Proof } from './wording.js';

/** Zone D, when there is something to say: training, commendations, evaluation. */
export function drawExtras(flow: PageFlow, content: CertificateContent): void {
  const extras = extrasOf(content);
  if (extras.length === 0) return;
  flow.need(SECTION_TITLE_HEIGHT + ITEM_STEP * 2);
  drawSectionTitle(flow, '培训、表彰与评价');
  const list = flow.group('L');
  for (const { label, text } of extras) drawExtra(flow, list, { label, text });
  list.end();
  flow.y += 5;
}

interface Extra {
  /** Stands before the first of its kind only. */
  readonly label: string;
  readonly text: string;
}

function extrasOf(content: CertificateContent): readonly Extra[] {
  const { trainings = [], awards = [], evaluation } = content;
  const trained = trainings.map(
    (t) => `${t.date}　${t.name}（${formatHours(t.centiHours)} 学时，主办单位：${t.host}）`,
  );
  const awarded = awards.map((a) => `${a.date}　${a.title}（授予单位：${a.grantedBy}）`);
  const evaluated = evaluation
    ? [
        `平均 ${formatHours(evaluation.meanHundredths)} 分（满分 5 分，` +
          `${evaluation.ratings} 次评价，截至${chineseDate(evaluation.asOf)}）`,
      ]
    : [];
  return [
    ...labelled('培训情况', trained),
    ...labelled('表彰奖励', awarded),
    ...labelled('服务评价', evaluated),
  ];
}

function labelled(label: string, texts: readonly string[]): readonly Extra[] {
  return texts.map((text, index) => ({ label: index === 0 ? label : '', text }));
}

const ITEM: TextStyle = { size: 8.4 };
const ITEM_STEP = 12.4;
const ITEM_LEFT = CONTENT.left + 54;

function drawExtra(flow: PageFlow, list: PDFKit.PDFStructureElement, extra: Extra): void {
  const lines = flow.canvas.lines(extra.text, ITEM, { width: CONTENT.right - ITEM_LEFT });
  flow.need(lines.length * ITEM_STEP);
  const entry = flow.group('LI', list);
  if (extra.label !== '') {
    const at = { x: CONTENT.left + 9, y: flow.y + ITEM.size };
    const draw = (): void => flow.canvas.text(extra.label, at, { size: 8, color: GREY });
    flow.tag('Lbl', draw, { parent: entry });
  }
  const at = { x: ITEM_LEFT, y: flow.y + ITEM.size, step: ITEM_STEP, style: ITEM };
  flow.tag('LBody', () => drawLines(flow, lines, at), { parent: entry });
  entry.end();
  flow.y += lines.length * ITEM_STEP;
}

/** Zones E and F stay together, so that the seal stands on the page that names the issuer. */
export function drawClosing(flow: PageFlow, content: CertificateContent, proof: Proof): void {
  const notes = notesOf(content, proof).map((note, index) => {
    const lines = flow.canvas.lines(`${index + 1}．${note}`, NOTE, { width: CONTENT.width });
    return { lines, height: lines.length * NOTE_STEP + 1 };
  });
  const notesHeight = notes.reduce((sum, { height }) => sum + height, 0);
  flow.need(SECTION_TITLE_HEIGHT + SEAL + SEAL_GAP + NOTE_HEAD + notesHeight);
  drawSectionTitle(flow, '出具单位');
  drawIssuer(flow, content);
  flow.artifact(() => drawSealPlace(flow));
  flow.y += SEAL + SEAL_GAP;
  drawNotes(flow, notes);
}

/** 50 mm and a little: the largest seal of a unit is 45 mm across. Nothing is ever drawn in it. */
const SEAL = 51 * MM;
const SEAL_GAP = 4;

function drawSealPlace(flow: PageFlow): void {
  const box = { x: CONTENT.right - SEAL, y: flow.y - 6, width: SEAL, height: SEAL };
  flow.canvas.fill(box, WHITE);
  flow.canvas.frame(box, { color: GOLD, width: 0.6, dash: '3 2' });
  const at = { x: box.x + 6, y: box.y + 12 };
  flow.canvas.text('盖章处', at, { size: 8, color: GREY });
}

function drawIssuer(flow: PageFlow, content: CertificateContent): void {
  const { issuer } = content;
  const fields: readonly (readonly [string, string, boolean])[] = [
    ['出具单位', issuer.legalName, false],
    ...(issuer.creditCode ? [['统一社会信用代码', issuer.creditCode, false] as const] : []),
    ['记录单位', `${issuer.unitName}（${issuer.unitCode}）`, false],
    ['负责人', issuer.personInCharge, true],
    ['经办人', issuer.handler, true],
    ['联系电话', issuer.phone, false],
    ['出具日期', chineseDate(content.issuedOn), false],
  ];
  const width = CONTENT.width - SEAL - 18;
  const step = (SEAL - 8) / fields.length;
  for (const [index, [label, value, isSigned]] of fields.entries()) {
    drawIssuerField(flow, { label, value, isSigned, width, y: flow.y + 9 + index * step });
  }
}

const LABEL_WIDTH = 78;
const VALUE: TextStyle = { size: 9.6 };

function drawIssuerField(
  flow: PageFlow,
  field: {
    readonly label: string;
    readonly value: string;
    readonly isSigned: boolean;
    readonly width: number;
    readonly y: number;
  },
): void {
  const { canvas } = flow;
  const x = CONTENT.left + 9;
  const valueWidth = field.isSigned ? 96 : field.width - LABEL_WIDTH - 9;
  flow.tag('P', () => {
    canvas.text(field.label, { x, y: field.y }, { size: 8, color: GREY });
    const style = shrunk(flow, field.value, valueWidth);
    const lines = canvas.lines(field.value, style, { width: valueWidth });
    drawLines(flow, lines, {
      x: x + LABEL_WIDTH,
      y: field.y,
      step: style.size * 1.15,
      style,
    });
    if (field.isSigned) {
      const at = { x: x + LABEL_WIDTH + 100, y: field.y };
      canvas.text('签字', at, { size: 8, color: GREY });
    }
  });
  if (!field.isSigned) return;
  const [from, to] = [x + LABEL_WIDTH + 120, CONTENT.left + field.width];
  flow.artifact(() => {
    canvas.line(
      [
        [from, field.y + 2],
        [to, field.y + 2],
      ],
      { color: GREY, width: 0.5 },
    );
  });
}

function shrunk(flow: PageFlow, text: string, width: number): TextStyle {
  for (let size = VALUE.size; size > 6.8; size -= 0.4) {
    if (flow.canvas.width(text, { size }) <= width) return { size };
  }
  return { size: 6.8 };
}

const NOTE: TextStyle = { size: 6.7, color: GREY };
const NOTE_STEP = 8.7;
const NOTE_HEAD = 12;

function drawNotes(
  flow: PageFlow,
  notes: readonly { readonly lines: readonly string[]; readonly height: number }[],
): void {
  const { canvas } = flow;
  flow.artifact(() => {
    const y = flow.y - 2;
    canvas.line(
      [
        [CONTENT.left, y],
        [CONTENT.right, y],
      ],
      { color: GOLD, width: 0.5 },
    );
  });
  flow.tag('H2', () => {
    canvas.text('说明', { x: CONTENT.left, y: flow.y + 9 }, { size: 8, weight: 'bold' });
  });
  flow.y += NOTE_HEAD;
  const list = flow.group('L');
  for (const { lines, height } of notes) {
    const entry = flow.group('LI', list);
    const at = { x: CONTENT.left, y: flow.y + NOTE.size, step: NOTE_STEP, style: NOTE };
    flow.tag('LBody', () => drawLines(flow, lines, at), { parent: entry });
    entry.end();
    flow.y += height;
  }
  list.end();
}

function drawLines(
  flow: PageFlow,
  lines: readonly string[],
  at: {
    readonly x: number;
    readonly y: number;
    readonly step: number;
    readonly style: TextStyle;
  },
): void {
  for (const [index, line] of lines.entries()) {
    flow.canvas.text(line, { x: at.x, y: at.y + index * at.step }, at.style);
  }
}
