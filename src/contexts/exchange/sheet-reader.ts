import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { readSheet } from 'read-excel-file/node';
import { Rejection } from '../../kernel/rejection.js';
import { reject } from './domain/exchange.rejections.js';
import type { RawRows } from './domain/table.js';
import { unpackedBytes } from './zip-directory.js';

export const FILE_MEGABYTES_MAX = 50;
export const ROWS_MAX = 200_000;
const MEGABYTE = 1024 * 1024;
/** A workbook is a packed archive: what it unpacks to is what has to fit into memory. */
const UNPACKED_MEGABYTES_MAX = 400;
const SLICE_BYTES = 64 * 1024;
/** No honest row is longer; a quote that is never closed makes one of the rest of the file. */
const ROW_BYTES_MAX = MEGABYTE;

/**
 * The rows of a CSV file (UTF-8 with or without a byte-order mark, UTF-16 with one, GB 18030) or of
 * the first sheet of a workbook (.xlsx), as text.
 *
 * @throws Rejection `exchange/*` saying what is wrong with the file
 */
export async function readRows(bytes: Buffer): Promise<RawRows> {
  if (bytes.length === 0) reject('exchange/empty-file');
  if (bytes.length > FILE_MEGABYTES_MAX * MEGABYTE) tooLarge(FILE_MEGABYTES_MAX);
  const rows = isZip(bytes) ? await workbookRows(bytes) : await csvRows(textOf(bytes));
  // The header is a row of its own.
  if (rows.length > ROWS_MAX + 1) reject('exchange/too-many-rows', { limit: ROWS_MAX });
  return rows;
}

export function tooLarge(limitMegabytes: number): never {
  return reject('exchange/file-too-large', { limitMegabytes });
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
}

async function workbookRows(bytes: Buffer): Promise<RawRows> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === undefined) return reject('exchange/not-a-spreadsheet');
  if (unpacked > UNPACKED_MEGABYTES_MAX * MEGABYTE) tooLarge(FILE_MEGABYTES_MAX);
  try {
    // Numbers stay the text they are stored as: no digit of a long number is rounded away by us.
    const sheet = await readSheet(bytes, { parseNumber: (text) => text });
    return sheet.map((row) => row.map(cellText));
  } catch (cause) {
    throw new Rejection('exchange/not-a-spreadsheet', {}, { cause });
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // Serial dates are binary fractions: 10:25 may come as 10:24:59.9997.
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime())
      ? ''
      : new Date(cell.getTime() + 500).toISOString().slice(0, 19);
  }
  return String(cell);
}

/** Strict: a byte that does not belong to the encoding is never replaced by a question mark. */
function textOf(bytes: Buffer): string {
  const text = decode(bytes);
  if (text === undefined) return reject('exchange/encoding-unknown');
  // Pictures, PDF files and old workbooks hold zero bytes, text does not.
  if (text.includes('\u0000')) reject('exchange/not-a-spreadsheet');
  return text;
}

function decode(bytes: Buffer): string | undefined {
  if (OLD_WORKBOOK.equals(bytes.subarray(0, OLD_WORKBOOK.length))) {
    return reject('exchange/not-a-spreadsheet');
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strictly('utf-16le', bytes);
  return strictly('utf-8', bytes) ?? strictly('gb18030', bytes);
}

/** The signature of a compound file: .xls, .doc. */
const OLD_WORKBOOK = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function strictly(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function csvRows(text: string): Promise<RawRows> {
  const rows: string[][] = [];
  // In slices, so that other work of the service goes on between them.
  const parser = Readable.from(slicesOf(Buffer.from(text))).pipe(
    parse({
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: ROW_BYTES_MAX,
    }),
  );
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (rows.push(row) > ROWS_MAX + 1) reject('exchange/too-many-rows', { limit: ROWS_MAX });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? rows.length + 1);
    throw new Rejection('exchange/csv-malformed', { line }, { cause: error });
  }
  return rows;
}

function* slicesOf(bytes: Buffer): IterableIterator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    yield bytes.subarray(at, at + SLICE_BYTES);
  }
}

/** Spreadsheet programs write commas, tabs ("Unicode text") or semicolons. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  return ['\t', ';'].find((sign) => count(sign) > count(',')) ?? ',';
}
