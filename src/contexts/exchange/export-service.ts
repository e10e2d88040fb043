import { Injectable } from '@nestjs/common';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { EventStore, type Position } from '../../event-store/event-store.js';
import { Clock } from '../../platform/clock.js';

export interface ExportResult {
  readonly events: number;
  /** The last event's position: the ledger as it stood when the export began. */
  readonly through: Position;
}

/**
 * The whole ledger as JSON lines, for whoever wants to recompute it: a header, then one event a line
 * in store order. Events hold no personal data, so neither does this.
 */
@Injectable()
export class ExportService {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async events(out: Writable, onProgress?: (events: number) => void): Promise<ExportResult> {
    const through = await this.store.head();
    const header = { format: 'shizhang-events', version: 1, exportedAt: this.clock.now(), through };
    await writeLine(out, header);
    let events = 0;
    if (through === null) return { events, through };
    const stop = new AbortController();
    for await (const page of this.store.subscribe({ after: null, signal: stop.signal })) {
      for (const event of page.events) {
        if (this.store.comparePositions(event.position, through) > 0) break;
        await writeLine(out, event);
        events += 1;
      }
      onProgress?.(events);
      if (this.store.comparePositions(page.through, through) >= 0) break;
    }
    stop.abort();
    return { events, through };
  }
}

async function writeLine(out: Writable, value: object): Promise<void> {
  if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, 'drain');
}
