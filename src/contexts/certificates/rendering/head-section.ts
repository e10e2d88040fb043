import { formatHours } from '../../../kernel/centi-hours.js';
import { GRADES, type CertificateContent } from '../domain/certificate-content.js';
import type { TextStyle } from './canvas.js';
import type { PageFlow } from './page-flow.js';
import type { QrSymbol } from './qr-symbol.js';
import { CONTENT, CREAM, GOLD, GREY, middle, PAGE, RED } from './theme.js';
import { chineseDate, starsOf, statementOf } from './wording.js';

/** Head, zone A (who) and zone B (how much). Leaves the cursor under the hours by grade. */
export function drawHead(flow: PageFlow, content: CertificateContent, qr: QrSymbol): void {
  drawTitle(flow);
  const top = 129;
  const qrLeft = CONTENT.right - qr.side;
  flow.tag('Figure', () => qr.draw(flow.canvas, qrLeft, top), {
    alt: `核验二维码，扫描后打开 ${content.verifyUrl}`,
    bbox: [qrLeft, top, qrLeft + qr.side, top + qr.side],
  });
  flow.tag('Caption', () => {
    const at = { x: qrLeft + qr.side / 2, y: top + qr.side + 7, align: 'center' } as const;
    flow.canvas.text(`扫码核验　核验码 ${content.checkCode}`, at, { size: 7.2, color: GREY });
  });
  const bottom = drawIdentity(flow, content, { top, width: qrLeft - CONTENT.left - 14 });
  flow.y = Math.max(bottom, top + qr.side + 12) + 8;
  drawStatement(flow, statementOf(content));
  drawFigures(flow, content);
  drawGrades(flow, content);
}

function drawTitle(flow: PageFlow): void {
  const { canvas } = flow;
  const centre = PAGE.width / 2;
  const title: TextStyle = { size: 38, weight: 'black', color: RED, tracking: 9 };
  flow.tag('H1', () =>
    canvas.text('志愿服务记录证明', { x: centre, y: 90, align: 'center' }, title),
  );
  flow.tag(
    'P',
    () => {
      const style = { size: 8.6, color: GOLD, tracking: 2.3 };
      const words = 'CERTIFICATE OF VOLUNTEER SERVICE RECORD';
      canvas.text(words, { x: centre, y: 105.5, align: 'center' }, style);
    },
    { lang: 'en' },
  );
  flow.artifact(() => {
    const y = 117;
    for (const side of [-1, 1]) {
      const [near, far] = [centre + side * 10, centre + side * 120];
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
        [centre - half, y],
        [centre, y - half],
        [centre + half, y],
        [centre, y + half],
      ],
      RED,
    );
  });
}

interface Field {
  readonly label: string;
  readonly value: string;
  /** Where the field begins, as a share of the width. */
  readonly from: number;
  readonly to: number;
  readonly isStrong?: boolean;
}

/** Zone A as a ruled form. Answers with its lower edge. */
function drawIdentity(
  flow: PageFlow,
  content: CertificateContent,
  area: { readonly top: number; readonly width: number },
): number {
  let y = area.top + 2;
  for (const row of identityRows(content)) y = drawFieldRow(flow, row, { ...area, top: y });
  return y;
}

function identityRows(content: CertificateContent): readonly (readonly Field[])[] {
  const { holder, period } = content;
  const stars = starsOf(holder);
  return [
    [
      { label: '证明编号', value: content.number, from: 0, to: 0.6 },
      { label: '出具日期', value: content.issuedOn, from: 0.6, to: 1 },
    ],
    [{ label: '姓名', value: holder.name, from: 0, to: 1, isStrong: true }],
    [
      { label: '证件类型', value: holder.idType, from: 0, to: 0.4 },
      { label: '证件号码', value: holder.idNumberMasked, from: 0.4, to: 1 },
    ],
    [
      { label: '志愿者编号', value: holder.volunteerNo, from: 0, to: stars ? 0.5 : 1 },
      ...(holder.stars && stars
        ? [{ label: '星级', value: `${stars}（${holder.stars.scheme}）`, from: 0.5, to: 1 }]
        : []),
    ],
    [
      {
        label: '服务期间',
        value: `${chineseDate(period.from)}至${chineseDate(period.to)}`,
        from: 0,
        to: 1,
      },
    ],
  ];
}

const LABEL_SIZE = 8;
const ROW_HEIGHT = 20.4;

function drawFieldRow(
  flow: PageFlow,
  row: readonly Field[],
  area: { readonly top: number; readonly width: number },
): number {
  const { canvas } = flow;
  const laidOut = row.map((field) => {
    const x = CONTENT.left + field.from * area.width;
    const labelWidth = canvas.width(field.label, { size: LABEL_SIZE }) + 9;
    const room = (field.to - field.from) * area.width - labelWidth - 8;
    const largest: TextStyle = field.isStrong
      ? { size: 13, weight: 'bold' }
      : { size: 9.6, weight: 'regular' };
    return { field, x, labelWidth, ...fitted(flow, field.value, { largest, room }) };
  });
  const height = Math.max(
    ROW_HEIGHT,
    ...laidOut.map(({ lines, style }) => lines.length * style.size * 1.3 + 7),
  );
  for (const { field, x, labelWidth, lines, style } of laidOut) {
    flow.tag('P', () => {
      const baseline = middle(area.top, height, LABEL_SIZE);
      canvas.text(field.label, { x, y: baseline }, { size: LABEL_SIZE, color: GREY });
      const step = style.size * 1.3;
      const first = middle(area.top, height, style.size) - ((lines.length - 1) * step) / 2;
      for (const [index, line] of lines.entries()) {
        canvas.text(line, { x: x + labelWidth, y: first + index * step }, style);
      }
    });
  }
  const bottom = area.top + height;
  flow.artifact(() =>
    canvas.line(
      [
        [CONTENT.left, bottom],
        [CONTENT.left + area.width, bottom],
      ],
      { color: GOLD, width: 0.4 },
    ),
  );
  return bottom;
}

/** The text in one line if need be smaller, and only then in several. */
function fitted(
  flow: PageFlow,
  text: string,
  within: { readonly largest: TextStyle; readonly room: number },
): { readonly lines: readonly string[]; readonly style: TextStyle } {
  const { largest, room } = within;
  const smallest = largest.size * 0.72;
  for (let size = largest.size; size >= smallest; size -= 0.4) {
    const style = { ...largest, size };
    if (flow.canvas.width(text, style) <= room) return { lines: [text], style };
  }
  const style = { ...largest, size: smallest };
  return { lines: flow.canvas.lines(text, style, { width: room }), style };
}

function drawStatement(flow: PageFlow, statement: string): void {
  const style = { size: 10.6 };
  const [indent, step] = [style.size * 2, 16.8];
  const lines = flow.canvas.lines(statement, style, { width: CONTENT.width, indent });
  flow.tag('P', () => {
    for (const [index, line] of lines.entries()) {
      const x = CONTENT.left + (index === 0 ? indent : 0);
      flow.canvas.text(line, { x, y: flow.y + 11 + index * step }, style);
    }
  });
  flow.y += lines.length * step + 5;
}

function drawFigures(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const { totals, holder, rows } = content;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: 42 };
  const days = new Set(rows.map((row) => row.date)).size;
  const stars = starsOf(holder);
  const figures = [
    ['志愿者姓名', holder.name],
    ['服务时间合计', `${formatHours(totals.centiHours)} 小时`],
    ['服务次数', `${totals.services} 次`],
    stars ? ['志愿者星级', stars] : ['服务天数', `${days} 天`],
  ] as const;
  const quarter = box.width / figures.length;
  flow.artifact(() => {
    canvas.fill(box, CREAM);
    canvas.frame(box, { color: GOLD, width: 0.7 });
    for (const index of [1, 2, 3]) {
      const x = box.x + quarter * index;
      canvas.line(
        [
          [x, box.y + 9],
          [x, box.y + box.height - 9],
        ],
        { color: GOLD, width: 0.5 },
      );
    }
  });
  for (const [index, [label, value]] of figures.entries()) {
    const x = box.x + quarter * (index + 0.5);
    flow.tag('P', () => {
      canvas.text(label, { x, y: box.y + 13.5, align: 'center' }, { size: 7.6, color: GREY });
      const largest: TextStyle = { size: 15, weight: 'bold', color: RED };
      const { lines, style } = fitted(flow, value, { largest, room: quarter - 10 });
      const first = box.y + (lines.length > 1 ? 25.5 : 32);
      for (const [n, line] of lines.entries()) {
        canvas.text(line, { x, y: first + n * style.size, align: 'center' }, style);
      }
    });
  }
  flow.y += box.height + 5;
}

/** Hours by evidence grade, always all five: an absent grade is a fact as well. */
function drawGrades(flow: PageFlow, content: CertificateContent): void {
  const { canvas } = flow;
  const box = { x: CONTENT.left, y: flow.y, width: CONTENT.width, height: 19 };
  const labelWidth = 104;
  const cell = (box.width - labelWidth) / GRADES.length;
  flow.artifact(() => canvas.frame(box, { color: GOLD, width: 0.5 }));
  const baseline = middle(box.y, box.height, 8);
  flow.tag('P', () => {
    const style = { size: 7.8, color: GREY };
    canvas.text('按证据等级（小时）', { x: box.x + 10, y: baseline }, style);
    for (const [index, grade] of GRADES.entries()) {
      const x = box.x + labelWidth + index * cell;
      const hours = formatHours(content.totals.byGrade[grade]);
      canvas.text(`${grade} `, { x, y: baseline }, { size: 9.4, weight: 'bold', color: RED });
      canvas.text(hours, { x: x + 20, y: baseline }, { size: 9 });
    }
  });
  flow.y += box.height + 8;
}
