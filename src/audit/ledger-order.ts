import { type ExportedEvent, type ExportHeader, textOf } from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';

/**
 * The ledger itself: every stream counts its events from 0 without a gap, positions only rise, and
 * the last one is the one the export began with.
 */
export class LedgerOrder implements AuditBook {
  readonly #next = new Map<string, number>();
  #last: string | null = null;

  #header: ExportHeader | undefined;

  constructor(private readonly findings: Findings) {}

  /** What the header promises to be the last event. */
  expectThrough(header: ExportHeader): void {
    this.#header = header;
  }

  visit({ stream, revision, position, meta }: ExportedEvent): void {
    const next = this.#next.get(stream) ?? 0;
    this.findings.expect('order/revision-gap', stream, [revision, next]);
    this.#next.set(stream, Math.max(next, revision) + 1);
    if (this.#last !== null && rank(position) <= rank(this.#last)) {
      this.findings.say('order/position-order', stream, `${position} after ${this.#last}`);
    }
    this.#last = position;
    for (const name of ['commandId', 'inputHash', 'recordedAt']) {
      if (textOf(meta, name) === '') this.findings.say('order/metadata-missing', stream, name);
    }
  }

  finish(): void {
    const through = this.#header?.through;
    if (through !== undefined && through !== this.#last) {
      this.findings.say('order/cut-short', String(this.#last), `through ${through}`);
    }
  }
}

/** Positions are numbers, or begin with one. */
function rank(position: string): bigint {
  return BigInt(/\d+/.exec(position)?.[0] ?? 0);
}
