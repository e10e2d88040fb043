import { CreditBook } from './credit-book.js';
import { DoubleEntry } from './double-entry.js';
import { eventOf, type ExportedEvent, type ExportHeader, headerOf } from './exported-events.js';
import { type AuditBook, type AuditFinding, Findings } from './findings.js';
import { HoursBook } from './hours-book.js';
import { LedgerOrder } from './ledger-order.js';
import { PointsBook } from './points-book.js';
import { StockBook } from './stock-book.js';
import { compareTotals, type Totals, totalsOf } from './totals.js';

export interface AuditReport {
  readonly clean: boolean;
  readonly events: number;
  /** At most a thousand; `found` counts them all. */
  readonly findings: readonly AuditFinding[];
  readonly found: number;
  readonly totals: Totals;
}

export interface AuditOptions {
  /** Figures somebody published, to be held against the events. */
  readonly published?: unknown;
  readonly onProgress?: (events: number) => void;
}

const PROGRESS_EVERY = 10_000;

/**
 * A stranger's audit: it reads the exported events, line by line, once, and keeps every book again
 * with arithmetic of its own. It needs no service, no database and no key, and shares no code with
 * the program that wrote them; it remembers accounts, records and what is open, never events.
 */
export async function audit(
  lines: AsyncIterable<string>,
  { published, onProgress = () => undefined }: AuditOptions = {},
): Promise<AuditReport> {
  const findings = new Findings();
  const hours = new HoursBook(findings);
  const entries = new DoubleEntry(findings);
  const stock = new StockBook(findings);
  const order = new LedgerOrder(findings);
  const books: readonly AuditBook[] = [
    ...[order, entries, hours, new CreditBook(findings, hours)],
    ...[new PointsBook(findings, hours, entries), stock],
  ];
  let events = 0;
  for await (const line of read(lines, findings)) {
    if ('through' in line) {
      order.expectThrough(line);
      continue;
    }
    for (const book of books) book.visit(line);
    events += 1;
    if (events % PROGRESS_EVERY === 0) onProgress(events);
  }
  for (const book of books) book.finish();
  const totals = totalsOf({ hours, entries, stock, events });
  if (published !== undefined) compareTotals(published, totals, findings);
  const { kept, count } = findings;
  return { clean: count === 0, events, findings: kept, found: count, totals };
}

/** The header, then every line that is an event. */
async function* read(
  lines: AsyncIterable<string>,
  findings: Findings,
): AsyncGenerator<ExportHeader | ExportedEvent> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const header = number === 1 ? headerOf(line) : undefined;
    if (number === 1 && !header) findings.say('order/header-missing', 'line 1');
    const event = header ?? eventOf(line);
    if (event) yield event;
    else findings.say('order/line-malformed', `line ${number}`);
  }
}
