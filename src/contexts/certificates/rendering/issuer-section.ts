import type { CertificateContent } from '../domain/certificate-content.js';
import type { Canvas } from './canvas.js';
import { drawFieldRow, fieldRowsHeight, type Field } from './field-row.js';
import type { PageFlow } from './page-flow.js';
import { drawSectionTitle, SECTION_TITLE_HEIGHT } from './section-title.js';
import { CONTENT, GOLD, GREY, MM, WHITE } from './theme.js';
import { dateWords } from './wording.js';
import { WORDS } from './words.js';

/** Over 50 mm: the largest seal of a unit is 45 mm across. Nothing is ever drawn in it. */
const SEAL = 51.5 * MM;
/** Its words reach over the frame. */
const SEAL_TOP = 3;
export const SEAL_HEIGHT = SEAL_TOP + SEAL;
const SPACE_BESIDE = 16;

/** The width that the place of the seal leaves to what stands beside it. */
export const WIDTH_BESIDE_SEAL = CONTENT.width - SEAL - SPACE_BESIDE;

/** How high the rows of facts are, and those that are signed by hand. */
export interface IssuerRows {
  readonly plain: number;
  readonly signed: number;
}

/** With the notes under the facts, and as high as the place of the seal. */
export const COMPACT_ROWS: IssuerRows = { plain: 16, signed: 24 };
/** The same where a label has two lines. */
export const BILINGUAL_COMPACT_ROWS: IssuerRows = { plain: 19, signed: 26 };
export const ROOMY_ROWS: IssuerRows = { plain: 29, signed: 44 };

/** How far the facts reach. */
export function issuerHeight(
  canvas: Canvas,
  content: CertificateContent,
  rows: IssuerRows,
): number {
  const area = { left: CONTENT.left, width: WIDTH_BESIDE_SEAL, heightOf: heightIn(rows) };
  return SECTION_TITLE_HEIGHT + fieldRowsHeight(canvas, fieldRows(content), area);
}

/** Zone E: the facts on the left, the place of the seal on the right. Ends under the facts. */
export function drawIssuer(flow: PageFlow, content: CertificateContent, rows: IssuerRows): void {
  const { y } = flow;
  drawSectionTitle(flow, WORDS.issuer);
  const { zh, en } = dateWords(content.issuedOn);
  const date = `${WORDS.issuedOn.zh}　${zh}${flow.canvas.isBilingual ? `　${en}` : ''}`;
  const at = { x: CONTENT.left + WIDTH_BESIDE_SEAL, y: y + 12, align: 'right' } as const;
  flow.tag('P', () => flow.canvas.text(date, at, { size: 9.2 }));
  flow.artifact(() => drawSealPlace(flow.canvas, y));
  const heightOf = heightIn(rows);
  for (const row of fieldRows(content)) {
    const area = { left: CONTENT.left, width: WIDTH_BESIDE_SEAL, height: heightOf(row) };
    flow.y = drawFieldRow(flow, row, { ...area, top: flow.y });
  }
}

function heightIn(rows: IssuerRows): (row: readonly Field[]) => number {
  return (row) => (row.some((field) => field.isSigned) ? rows.signed : rows.plain);
}

function fieldRows(content: CertificateContent): readonly (readonly Field[])[] {
  const { issuer } = content;
  const recording = `${issuer.unitName}（${issuer.unitCode}）`;
  return [
    [
      {
        label: WORDS.issuer,
        value: { zh: issuer.legalName, en: issuer.englishName ?? '' },
        from: 0,
        to: 1,
      },
    ],
    [
      ...(issuer.creditCode
        ? [{ label: WORDS.creditCode, value: issuer.creditCode, from: 0, to: 0.58 }]
        : []),
      { label: WORDS.phone, value: issuer.phone, from: issuer.creditCode ? 0.58 : 0, to: 1 },
    ],
    [{ label: WORDS.unit, value: recording, from: 0, to: 1 }],
    [
      {
        label: WORDS.personInCharge,
        value: issuer.personInCharge,
        from: 0,
        to: 0.5,
        isSigned: true,
      },
      { label: WORDS.handler, value: issuer.handler, from: 0.5, to: 1, isSigned: true },
    ],
  ];
}

/** Its words stand in the frame, so that the inside stays empty. */
function drawSealPlace(canvas: Canvas, top: number): void {
  const box = { x: CONTENT.right - SEAL, y: top + SEAL_TOP, width: SEAL, height: SEAL };
  canvas.fill(box, WHITE);
  canvas.frame(box, { color: GOLD, width: 0.6, dash: '3 2' });
  const style = { size: 8, color: GREY };
  const words = canvas.isBilingual ? `${WORDS.seal.zh} ${WORDS.seal.en}` : WORDS.seal.zh;
  const x = box.x + SEAL / 2;
  const width = canvas.width(words, style) + 8;
  canvas.fill({ x: x - width / 2, y: box.y - 2, width, height: 4 }, WHITE);
  canvas.text(words, { x, y: box.y + 2.6, align: 'center' }, style);
}
