import type { CertificateContent } from '../domain/certificate-content.js';
import { drawExtras, layoutExtras, type Extras } from './extras-section.js';
import {
  BILINGUAL_COMPACT_ROWS,
  COMPACT_ROWS,
  drawIssuer,
  issuerHeight,
  ROOMY_ROWS,
  SEAL_HEIGHT,
  WIDTH_BESIDE_SEAL,
  type IssuerRows,
} from './issuer-section.js';
import { drawNotes, layoutNotes, type Notes } from './notes-section.js';
import type { PageFlow } from './page-flow.js';
import { planPages } from './page-plan.js';
import { drawRecords, roomForRows } from './record-table.js';
import { layoutTable } from './table-layout.js';
import { CONTENT } from './theme.js';
import { notesOf, type NoteTexts, type Proof } from './wording.js';

/** Zones E and F on one page. */
interface Closing {
  readonly rows: IssuerRows;
  readonly notes?: Notes;
  /** Where the notes begin. */
  readonly notesAt: number;
  readonly height: number;
  /** Notes on a page of their own, so that the seal stays under the records. */
  readonly overleaf?: Notes;
}

/** So much of the room left on the first page goes above the table, and below it. */
const AIR_MAX = 20;
const SPACE_UNDER_SEAL = 7;
const SPACE_UNDER_FACTS = 2;

/**
 * Everything under the head. What is on one page ends with issuer, seal and notes; of several pages
 * the first has the notes at its foot, because they explain its columns, and the last has the issuer
 * and the seal under a part of the table. The notes of two languages are long: beside few records
 * they go overleaf.
 */
export function drawBody(flow: PageFlow, content: CertificateContent, proof: Proof): void {
  const { canvas } = flow;
  const texts = notesOf(content, proof);
  const table = layoutTable(canvas, content);
  const extras = layoutExtras(canvas, content);
  const notes = layoutNotes(canvas, texts);
  const last = roomyClosing(flow, content);
  const closings = [
    roomyClosing(flow, content, notes),
    compactClosing(flow, content, texts),
    ...(canvas.isBilingual ? [{ ...last, overleaf: notes }] : []),
  ];
  const later = roomForRows(CONTENT.top, false);
  const plan = planPages({
    rows: table.rows.map((row) => row.height),
    first: roomForRows(flow.y, true),
    later,
    endings: closings.map((closing) => extras.height + closing.height),
    foot: notes.height,
    ending: last.height + kept(extras, later),
  });
  const foot = (): void => {
    flow.y = CONTENT.bottom - notes.height;
    drawNotes(flow, notes);
  };
  const air = Math.min(AIR_MAX, Math.max(0, plan.slack) / 3);
  flow.y += air;
  drawRecords(flow, content, { table, plan, foot });
  if (plan.form !== undefined) flow.y += air;
  drawExtras(flow, extras);
  const closing = plan.form === undefined ? last : (closings[plan.form] ?? last);
  flow.need(closing.height);
  drawClosing(flow, content, closing);
}

/** Long lists of training and awards flow over pages; short ones stay with the seal. */
function kept(extras: Extras, page: number): number {
  return extras.height < page / 2 ? extras.height : 0;
}

function roomyClosing(flow: PageFlow, content: CertificateContent, notes?: Notes): Closing {
  const facts = issuerHeight(flow.canvas, content, ROOMY_ROWS);
  const notesAt = Math.max(facts, SEAL_HEIGHT) + SPACE_UNDER_SEAL;
  const common = { rows: ROOMY_ROWS, notesAt };
  if (!notes) return { ...common, height: Math.max(facts, SEAL_HEIGHT) };
  return { ...common, notes, height: notesAt + notes.height };
}

function compactClosing(flow: PageFlow, content: CertificateContent, texts: NoteTexts): Closing {
  const rows = flow.canvas.isBilingual ? BILINGUAL_COMPACT_ROWS : COMPACT_ROWS;
  const notesAt = issuerHeight(flow.canvas, content, rows) + SPACE_UNDER_FACTS;
  const beside = { width: WIDTH_BESIDE_SEAL, height: SEAL_HEIGHT + 3 - notesAt };
  const notes = layoutNotes(flow.canvas, texts, beside);
  const height = Math.max(SEAL_HEIGHT, notesAt + notes.height);
  return { rows, notes, notesAt, height };
}

function drawClosing(flow: PageFlow, content: CertificateContent, closing: Closing): void {
  const top = flow.y;
  const { rows, notes, notesAt, overleaf } = closing;
  drawIssuer(flow, content, rows);
  if (overleaf) flow.newPage();
  else flow.y = top + notesAt;
  const shown = notes ?? overleaf;
  if (shown) drawNotes(flow, shown);
}
