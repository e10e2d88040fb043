import { addDays, isLocalDate, type LocalDate } from '../../../kernel/calendar.js';
import { type CentiHours, parseHours } from '../../../kernel/centi-hours.js';

/**
 * What stands in a cell, as text. Spreadsheets give dates and times as text, as serial numbers
 * (days since 30 December 1899), or as `YYYY-MM-DDTHH:MM:SS` where a cell had a date format.
 */
const EPOCH = '1899-12-30';
/** 31 December 9999: no spreadsheet goes further. */
const SERIAL_MAX = 2_958_465;
const DAY_SECONDS = 86_400;

const DATE =
  /^(\d{4})(?:-(\d{1,2})-|\/(\d{1,2})\/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[T ].*)?$/;
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;
const TIME = /^(?:.*[T ])?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const CHINESE_TIME = /^(\d{1,2})[时点](?:(\d{1,2})分?)?$/;
const SERIAL = /^\d{1,7}(?:\.\d+)?(?:E-?\d+)?$/i;

/** Wide digits and signs are the same typed on another keyboard. */
export function plain(cell: string): string {
  return cell.normalize('NFKC').trim();
}

/** Undefined when the cell is no date that exists. */
export function dateOf(cell: string): LocalDate | undefined {
  const text = plain(cell);
  const match = DATE.exec(text) ?? COMPACT_DATE.exec(text);
  if (match) {
    const [year = '', month = '', day = ''] = match.slice(1).filter((part) => part !== undefined);
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isLocalDate(date) ? date : undefined;
  }
  const days = SERIAL.test(text) ? Math.floor(Number(text)) : 0;
  return days >= 1 && days <= SERIAL_MAX ? addDays(EPOCH, days) : undefined;
}

/** `HH:MM:SS`; undefined when the cell is no time of day. */
export function timeOf(cell: string): string | undefined {
  const text = plain(cell);
  const match = TIME.exec(text) ?? CHINESE_TIME.exec(text);
  if (match) return clock(Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0));
  if (!SERIAL.test(text)) return undefined;
  const fraction = Number(text) % 1;
  const seconds = Math.round(fraction * DAY_SECONDS);
  const minutes = Math.floor(seconds / 60);
  return clock(Math.floor(minutes / 60), minutes % 60, seconds % 60);
}

/** Hours with at most two decimals, as text or as a number that a spreadsheet stored in binary. */
export function hoursOf(cell: string): CentiHours | undefined {
  const text = plain(cell).replace(/\s*(小时|h)$/iu, '');
  const exact = parseHours(text);
  if (exact !== undefined || !/^\d{1,8}\.\d{3,}$/.test(text)) return exact;
  const nearest = Number(text).toFixed(2);
  return Math.abs(Number(nearest) - Number(text)) < 1e-9 ? parseHours(nearest) : undefined;
}

/** Several values in one cell. */
export function listOf(cell: string): readonly string[] {
  const parts = cell.split(/[、,，;；|/\n]/u).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

function clock(hours: number, minutes: number, seconds: number): string | undefined {
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
}
