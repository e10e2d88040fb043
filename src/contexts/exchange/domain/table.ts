import { plain } from './cells.js';
import { reject } from './exchange.rejections.js';
import { restoredCell } from './safe-cell.js';

/** Rows as a file gives them; the first one is the header. */
export type RawRows = readonly (readonly string[])[];

export interface Column<Name extends string> {
  readonly name: Name;
  readonly required: boolean;
  /** Other headings under which the column is known. */
  readonly aliases?: readonly string[];
}

export interface TableRow<Name extends string = string> {
  /** As a spreadsheet program numbers it: the header is row 1. */
  readonly row: number;
  /** Trimmed, without the quote that keeps a formula from running; what is not there is empty. */
  readonly cells: Readonly<Record<Name, string>>;
  /** True when the row has more cells than the header: its values stand in wrong columns. */
  readonly overlong: boolean;
}

export interface Table<Name extends string = string> {
  readonly rows: readonly TableRow<Name>[];
  /** Headings that mean nothing to us, and whose cells are not read. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Finds the columns by their headings, in any order. Rows in which every cell is empty are skipped,
 * and still counted: row numbers are those the spreadsheet program shows.
 *
 * @throws Rejection `exchange/empty-file`, `column-missing`, `column-twice`, `no-rows`
 */
export function tableOf<Name extends string>(
  raw: RawRows,
  columns: readonly Column<Name>[],
): Table<Name> {
  const [header, ...body] = raw;
  if (!header || isBlank(header)) return reject('exchange/empty-file');
  const headings = header.map(heading);
  const places = columns.map((column) => ({ column, at: placeOf(column, headings) }));
  const missing = places.filter(({ column, at }) => column.required && at < 0);
  if (missing.length > 0) {
    reject('exchange/column-missing', {
      columns: missing.map(({ column }) => column.name).join('、'),
    });
  }
  const width = lastFilled(headings) + 1;
  const rows = body.flatMap((cells, index) =>
    isBlank(cells)
      ? []
      : [{ row: index + 2, cells: named(places, cells), overlong: lastFilled(cells) >= width }],
  );
  if (rows.length === 0) reject('exchange/no-rows');
  const known = new Set(places.map(({ at }) => at));
  return { rows, ignoredColumns: headings.filter((text, i) => text !== '' && !known.has(i)) };
}

function placeOf<Name extends string>(column: Column<Name>, headings: readonly string[]): number {
  const names = [column.name, ...(column.aliases ?? [])].map(heading);
  const found = headings.flatMap((text, i) => (names.includes(text) ? [i] : []));
  if (found.length > 1) reject('exchange/column-twice', { column: column.name });
  return found[0] ?? -1;
}

function named<Name extends string>(
  places: readonly { readonly column: Column<Name>; readonly at: number }[],
  cells: readonly string[],
): Record<Name, string> {
  const row = {} as Record<Name, string>;
  for (const { column, at } of places) row[column.name] = restoredCell(cells[at]?.trim() ?? '');
  return row;
}

function heading(text: string): string {
  return plain(text).replace(/\s/gu, '');
}

function isBlank(cells: readonly string[]): boolean {
  return lastFilled(cells) < 0;
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '');
}
