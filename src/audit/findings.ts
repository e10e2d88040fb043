import type { ExportedEvent } from './exported-events.js';

/** Something that is not as it must be. Ids and numbers only: the export holds nothing else. */
export interface AuditFinding {
  /** Stable, e.g. `credit/hour-without-credit`. */
  readonly code: string;
  /** The stream, account, record or figure it is about. */
  readonly where: string;
  readonly detail: string;
}

/** Findings that are written out; of more than that only the number is known. */
const KEPT_MAX = 1_000;

export class Findings {
  readonly kept: AuditFinding[] = [];
  count = 0;

  say(code: string, where: string, detail: string | number = ''): void {
    this.count += 1;
    if (this.kept.length < KEPT_MAX) this.kept.push({ code, where, detail: String(detail) });
  }

  /** Says so unless both figures are one and the same number. */
  expect(code: string, where: string, [is, should]: readonly [number, number]): void {
    if (is !== should) this.say(code, where, `${is}, not ${should}`);
  }
}

/** One book, kept a second time from the events alone. */
export interface AuditBook {
  visit(event: ExportedEvent): void;
  finish(): void;
}
