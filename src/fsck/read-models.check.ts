import type Database from 'better-sqlite3';
import type { Finding } from './finding.js';

/** What the books come to when a stranger adds up the events. */
export interface Books {
  /** Volunteer → hundredths of effective hours. */
  readonly hours: ReadonlyMap<string, number>;
  /** Ledger account → hundredths of credit. */
  readonly balances: ReadonlyMap<string, number>;
  /** Points account → points. */
  readonly points: ReadonlyMap<string, number>;
  /** Item of a station → pieces on hand. */
  readonly stock: ReadonlyMap<string, number>;
}

/** The read models say what the events say. */
export function readModelFindings(read: Database.Database, books: Books): readonly Finding[] {
  return [
    ...compare('service_records_hours', books.hours, sums(read, HOURS)),
    ...compare('service_records_counted', books.hours, sums(read, COUNTED)),
    ...compare('honours_service', books.hours, sums(read, HONOURED)),
    ...compare('time_bank_balance', books.balances, sums(read, BALANCES)),
    ...compare('points_balance', books.points, sums(read, POINTS)),
    ...compare('points_item', books.stock, sums(read, STOCK)),
  ];
}

const HOURS = `
  SELECT volunteer_id AS key, sum(centi_hours) AS amount FROM service_records_hours
  GROUP BY volunteer_id`;
const COUNTED = `
  SELECT volunteer_id AS key, sum(centi_hours) AS amount FROM service_records_counted
  WHERE until IS NULL GROUP BY volunteer_id`;
const HONOURED = `
  SELECT volunteer_id AS key, sum(centi_hours) AS amount FROM honours_service
  WHERE effective = 1 GROUP BY volunteer_id`;
const BALANCES = 'SELECT account AS key, centi_hours AS amount FROM time_bank_balance';

const POINTS = 'SELECT account AS key, points AS amount FROM points_balance';
const STOCK = 'SELECT item_id AS key, on_hand AS amount FROM points_item';

function sums(read: Database.Database, query: string): Map<string, number> {
  const rows = read.prepare<[], { key: string; amount: number }>(query).all();
  return new Map(rows.map(({ key, amount }) => [key, amount]));
}

function compare(
  table: string,
  events: ReadonlyMap<string, number>,
  rows: ReadonlyMap<string, number>,
): Finding[] {
  const keys = new Set([...events.keys(), ...rows.keys()]);
  return [...keys].flatMap((key) => {
    const [should, is] = [events.get(key) ?? 0, rows.get(key) ?? 0];
    if (should === is) return [];
    return [
      { code: 'read-model/differs', where: `${table}: ${key}`, detail: `${is}, not ${should}` },
    ];
  });
}
