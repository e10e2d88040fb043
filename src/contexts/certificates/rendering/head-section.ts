import { formatHours } from '../../../kernel/centi-hours.js';
import { GRADES, type CertificateContent } from '../domain/certificate-content.js';
import { INK, type Canvas, type TextStyle } from './canvas.js';
import { drawFieldRow, type Field } from './field-row.js';
import { drawMongolianSlot } from './mongolian-slot.js';
import type { PageFlow } from './page-flow.js';
import type { QrSymbol } from './qr-symbol.js';
import { drawLines, drawStacked, englishStyle, fitted } from './text-block.js';
import { CONTENT, CREAM, GOLD, GREY, middle, PAGE, RED } from './theme.js';
import { dateWords, starsOf, statementOf } from './wording.js';
import { idTypeWords, WORDS, type Words } from './words.js';

const TOP = 115;

/** Head, zone A (who) and zone B (how much). Leaves the cursor under the figures. */
export function drawHead(flow: PageFlow, content: CertificateContent, qr: QrSymbol): void {
  drawTitle(flow);
  const slot = drawMongolianSlot(flow, content);
  const qrLeft = CONTENT.right - qr.side;
  flow.tag('Figure', () => qr.draw(flow.canvas, qrLeft, TOP), {
    alt: `核验二维码，扫描后打开 ${content.verifyUrl}`,
    bbox: [qrLeft, TOP, qrLeft + qr.side, TOP + qr.side],
  });
  const below = TOP + qr.side;
  flow.tag('Caption', () => {
    drawCaption(flow.canvas, content, { x: qrLeft + qr.side / 2, y: below });
  });
  const left = CONTENT.left + slot;
  const facts = { left, width: qrLeft - left - 8 };
  flow.y = drawIdentity(flow, content, facts) + 7;
  drawStatement(flow, statementOf(content), facts);
  flow.y = Math.max(flow.y, below + (flow.canvas.isBilingual ? 30 : 20)) + 7;
  drawFigures(flow, content);
  drawGrades(flow, content);
}

function drawTitle(flow: PageFlow): void {
  const { canvas } = flow;
  const centre = PAGE.width / 2;
  const title: TextStyle = { size: 37, weight: 'black', color: RED, tracking: 9 };
  flow.tag('H1', () => canvas.text(WORDS.title.zh, { x: centre, y: 82, align: 'center' }, title));
  flow.tag(
    'P',
    () => {
      const style = canvas.isBilingual
        ? { size: 11.4, color: RED, tracking: 1.7, weight: 'bold' as const }
        : { size: 8.4, color: GOLD, tracking: 2.3 };
      canvas.text(WORDS.title.en, { x: centre, y: 97.5, align: 'center' }, style);
    },
    { lang: 'en' },
  );
  flow.artifact(() => drawOrnament(canvas, centre, 107));
}

function drawOrnament(canvas: Canvas, x: number, y: number): void {
  for (const side of [-1, 1]) {
    const [near, far] = [x + side * 10, x + side * 120];
    canvas.line(
      [
        [near, y],
        [far, y],
      ],
      { color: GOLD, width: 0.6 },
    );
  }
  const half = 4;
  canvas.polygon(
    [
      [x - half, y],
      [x, y - half],
      [x + half, y],
      [x, y + half],
    ],
    RED,
  );
}

/** Under the code: what it is for, and the code to type instead. */
function drawCaption(
  canvas: Canvas,
  { checkCode }: CertificateContent,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const align = 'center' as const;
  const words: TextStyle = { size: 7.6, color: GREY };
  const code: TextStyle = { size: 8.6, weight: 'bold' };
  canvas.text(WORDS.scan.zh, { x, y: y + 6, align }, words);
  if (!canvas.isBilingual) {
    return canvas.text(`${WORDS.checkCode.zh} ${checkCode}`, { x, y: y + 17, align }, code);
  }
  canvas.text(WORDS.scan.en, { x, y: y + 13.4, align }, englishStyle(words));
  const label = `${WORDS.checkCode.zh} ${WORDS.checkCode.en}`;
  canvas.text(label, { x, y: y + 22, align }, englishStyle(words));
  canvas.text(checkCode, { x, y: y + 32, align }, code);
}

const ROW_HEIGHT = { zh: 19, bilingual: 23 };

/** What is left of the page between the Mongolian columns and the QR code. */
interface Facts {
  readonly left: number;
  readonly width: number;
}

/** Zone A as a ruled form. Answers with its lower edge. */
function drawIdentity(flow: PageFlow, content: CertificateContent, area: Facts): number {
  let top = TOP + 2;
  const height = flow.canvas.isBilingual ? ROW_HEIGHT.bilingual : ROW_HEIGHT.zh;
  for (const row of identityRows(content)) {
    top = drawFieldRow(flow, row, { ...area, top, height });
  }
  return top;
}

function identityRows(content: CertificateContent): readonly (readonly Field[])[] {
  const { holder, period } = content;
  const stars = starsOf(holder);
  const [first, last] = [dateWords(period.from), dateWords(period.to)];
  const served = { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` };
  return [
    [
      { label: WORDS.number, value: content.number, from: 0, to: 0.58 },
      { label: WORDS.issuedOn, value: dateWords(content.issuedOn), from: 0.58, to: 1 },
    ],
    [
      { label: WORDS.name, value: holder.name, from: 0, to: 0.58, isStrong: true },
      { label: WORDS.volunteerNo, value: holder.volunteerNo, from: 0.58, to: 1 },
    ],
    [
      { label: WORDS.idType, value: idTypeWords(holder.idType), from: 0, to: 0.42 },
      { label: WORDS.idNumber, value: holder.idNumber, from: 0.42, to: 1 },
    ],
    [
      { label: WORDS.period, value: served, from: 0, to: holder.stars ? 0.54 : 1 },
      ...(holder.stars && stars
        ? [{ label: WORDS.stars, value: schemed(stars, holder.stars.scheme), from: 0.54, to: 1 }]
        : []),
    ],
  ];
}

function schemed(stars: Words, scheme: string): Words {
  return { zh: `${stars.zh}（${scheme}）`, en: stars.en };
}

/** Between the facts and the figures, beside the QR code. */
function drawStatement(flow: PageFlow, { zh, en }: Words, area: Facts): void {
  const style: TextStyle = { size: 10.4 };
  drawParagraph(flow, zh, { style, ...area, indent: style.size * 2, step: 16 });
  if (!flow.canvas.isBilingual) return;
  flow.y += 1;
  const english: TextStyle = { ...englishStyle(style, 0.81), color: INK };
  drawParagraph(flow, en, { style: english, ...area, indent: 0, step: 11.6 });
}

function drawParagraph(
  flow: PageFlow,
  text: string,
  form: Facts & {
    readonly style: TextStyle;
    readonly indent: number;
    readonly step: number;
  },
): void {
  const { style, left, width, indent, step } = form;
  const lines = flow.canvas.lines(text, style, { width, indent });
  flow.tag('P', () => {
    for (const [index, line] of lines.entries()) {
      const x = left + (index === 0 ? indent : 0);
      flow.canvas.text(line, { x, y: flow.y + 10 + index * step }, style);
    }
  });
  flow.y += lines.length * step;
}

function drawFigures(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const { totals, holder, rows } = content;
  const height = canvas.isBilingual ? 42 : 35;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height };
  const days = new Set(rows.map((row) => row.date)).size;
  const stars = starsOf(holder);
  const figures = [
    [WORDS.totalHours, { zh: `${formatHours(totals.centiHours)} 小时`, en: 'h' }],
    [WORDS.services, { zh: `${totals.services} 次`, en: '' }],
    [WORDS.days, { zh: `${days} 天`, en: '' }],
    ...(stars ? [[WORDS.volunteerStars, stars] as const] : []),
  ] as const;
  const part = box.width / figures.length;
  flow.artifact(() => {
    canvas.fill(box, CREAM);
    canvas.frame(box, { color: GOLD, width: 0.6 });
    for (const index of figures.slice(1).keys()) {
      const x = box.x + part * (index + 1);
      canvas.line(
        [
          [x, box.y + 8],
          [x, box.y + box.height - 8],
        ],
        { color: GOLD, width: 0.5 },
      );
    }
  });
  for (const [index, [label, value]] of figures.entries()) {
    const x = box.x + part * (index + 0.5);
    flow.tag('P', () => {
      const words: TextStyle = { size: 7.6, color: GREY };
      const head = canvas.isBilingual ? 21 : 18;
      drawStacked(canvas, label, { x, top: box.y, height: head, align: 'center', style: words });
      const largest: TextStyle = { size: 15, weight: 'bold', color: RED };
      const shown = canvas.isBilingual ? `${value.zh} ${value.en}`.trimEnd() : value.zh;
      const text = fitted(canvas, shown, { largest, room: part - 10 });
      const y = box.y + height - 7;
      drawLines(canvas, text, { x, y, step: text.style.size, align: 'center' });
    });
  }
  flow.y += box.height;
}

/** Hours by evidence grade, always all five: an absent grade is a fact as well. */
function drawGrades(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const height = canvas.isBilingual ? 21 : 17;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height };
  const labelWidth = 104;
  const cell = (box.width - labelWidth) / GRADES.length;
  flow.artifact(() => canvas.frame(box, { color: GOLD, width: 0.6 }));
  const baseline = middle(box.y, box.height, 8);
  flow.tag('P', () => {
    const style = { size: 7.8, color: GREY };
    drawStacked(canvas, WORDS.byGrade, { x: box.x + 10, top: box.y, height, style });
    for (const [index, grade] of GRADES.entries()) {
      const x = box.x + labelWidth + index * cell;
      const hours = formatHours(content.totals.byGrade[grade]);
      canvas.text(`${grade} `, { x, y: baseline }, { size: 9.2, weight: 'bold', color: RED });
      canvas.text(hours, { x: x + 20, y: baseline }, { size: 9 });
    }
  });
  flow.y += box.height + 7;
}
