import { formatHours } from '../../../kernel/centi-hours.js';
import { GRADES, type CertificateContent } from '../domain/certificate-content.js';
import type { Canvas, TextStyle } from './canvas.js';
import { drawFieldRow, type Field } from './field-row.js';
import type { PageFlow } from './page-flow.js';
import type { QrSymbol } from './qr-symbol.js';
import { drawLines, fitted } from './text-block.js';
import { CONTENT, CREAM, GOLD, GREY, middle, PAGE, RED } from './theme.js';
import { chineseDate, starsOf, statementOf } from './wording.js';

const TOP = 115;

/** Head, zone A (who) and zone B (how much). Leaves the cursor under the figures. */
export function drawHead(flow: PageFlow, content: CertificateContent, qr: QrSymbol): void {
  drawTitle(flow);
  const qrLeft = CONTENT.right - qr.side;
  flow.tag('Figure', () => qr.draw(flow.canvas, qrLeft, TOP), {
    alt: `核验二维码，扫描后打开 ${content.verifyUrl}`,
    bbox: [qrLeft, TOP, qrLeft + qr.side, TOP + qr.side],
  });
  const below = TOP + qr.side;
  flow.tag('Caption', () => {
    const [x, align] = [qrLeft + qr.side / 2, 'center'] as const;
    flow.canvas.text('扫码核验真伪', { x, y: below + 6, align }, { size: 7.6, color: GREY });
    const code = `核验码 ${content.checkCode}`;
    flow.canvas.text(code, { x, y: below + 17, align }, { size: 8.6, weight: 'bold' });
  });
  const width = qrLeft - CONTENT.left - 8;
  flow.y = drawIdentity(flow, content, width) + 7;
  drawStatement(flow, statementOf(content), width);
  flow.y = Math.max(flow.y, below + 20) + 7;
  drawFigures(flow, content);
  drawGrades(flow, content);
}

function drawTitle(flow: PageFlow): void {
  const { canvas } = flow;
  const centre = PAGE.width / 2;
  const title: TextStyle = { size: 37, weight: 'black', color: RED, tracking: 9 };
  flow.tag('H1', () =>
    canvas.text('志愿服务记录证明', { x: centre, y: 82, align: 'center' }, title),
  );
  flow.tag(
    'P',
    () => {
      const style = { size: 8.4, color: GOLD, tracking: 2.3 };
      const words = 'CERTIFICATE OF VOLUNTEER SERVICE RECORD';
      canvas.text(words, { x: centre, y: 96.5, align: 'center' }, style);
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

const ROW_HEIGHT = 19;

/** Zone A as a ruled form. Answers with its lower edge. */
function drawIdentity(flow: PageFlow, content: CertificateContent, width: number): number {
  let top = TOP + 2;
  for (const row of identityRows(content)) {
    top = drawFieldRow(flow, row, { left: CONTENT.left, top, width, height: ROW_HEIGHT });
  }
  return top;
}

function identityRows(content: CertificateContent): readonly (readonly Field[])[] {
  const { holder, period } = content;
  const stars = starsOf(holder);
  const served = `${chineseDate(period.from)}至${chineseDate(period.to)}`;
  return [
    [
      { label: '证明编号', value: content.number, from: 0, to: 0.58 },
      { label: '出具日期', value: chineseDate(content.issuedOn), from: 0.58, to: 1 },
    ],
    [
      { label: '姓名', value: holder.name, from: 0, to: 0.58, isStrong: true },
      { label: '志愿者编号', value: holder.volunteerNo, from: 0.58, to: 1 },
    ],
    [
      { label: '证件类型', value: holder.idType, from: 0, to: 0.42 },
      { label: '证件号码', value: holder.idNumber, from: 0.42, to: 1 },
    ],
    [
      { label: '服务期间', value: served, from: 0, to: holder.stars ? 0.54 : 1 },
      ...(holder.stars && stars
        ? [{ label: '星级', value: `${stars}（${holder.stars.scheme}）`, from: 0.54, to: 1 }]
        : []),
    ],
  ];
}

/** Between the facts and the figures, beside the QR code. */
function drawStatement(flow: PageFlow, statement: string, width: number): void {
  const style = { size: 10.4 };
  const [indent, step] = [style.size * 2, 16];
  const lines = flow.canvas.lines(statement, style, { width, indent });
  flow.tag('P', () => {
    for (const [index, line] of lines.entries()) {
      const x = CONTENT.left + (index === 0 ? indent : 0);
      flow.canvas.text(line, { x, y: flow.y + 10 + index * step }, style);
    }
  });
  flow.y += lines.length * step;
}

function drawFigures(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const { totals, holder, rows } = content;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: 35 };
  const days = new Set(rows.map((row) => row.date)).size;
  const stars = starsOf(holder);
  const figures = [
    ['服务时间合计', `${formatHours(totals.centiHours)} 小时`],
    ['服务次数', `${totals.services} 次`],
    ['服务天数', `${days} 天`],
    ...(stars ? [['志愿者星级', stars] as const] : []),
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
      canvas.text(label, { x, y: box.y + 12, align: 'center' }, { size: 7.6, color: GREY });
      const largest: TextStyle = { size: 15, weight: 'bold', color: RED };
      const text = fitted(canvas, value, { largest, room: part - 10 });
      drawLines(canvas, text, { x, y: box.y + 28, step: text.style.size, align: 'center' });
    });
  }
  flow.y += box.height;
}

/** Hours by evidence grade, always all five: an absent grade is a fact as well. */
function drawGrades(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: 17 };
  const labelWidth = 104;
  const cell = (box.width - labelWidth) / GRADES.length;
  flow.artifact(() => canvas.frame(box, { color: GOLD, width: 0.6 }));
  const baseline = middle(box.y, box.height, 8);
  flow.tag('P', () => {
    const style = { size: 7.8, color: GREY };
    canvas.text('按证据等级（小时）', { x: box.x + 10, y: baseline }, style);
    for (const [index, grade] of GRADES.entries()) {
      const x = box.x + labelWidth + index * cell;
      const hours = formatHours(content.totals.byGrade[grade]);
      canvas.text(`${grade} `, { x, y: baseline }, { size: 9.2, weight: 'bold', color: RED });
      canvas.text(hours, { x: x + 20, y: baseline }, { size: 9 });
    }
  });
  flow.y += box.height + 7;
}
