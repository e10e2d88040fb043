import { setTimeout as after } from 'node:timers/promises';
import { EventStoreError, type EventStoreFault } from '../event-store/event-store.js';

const FAULTS: readonly EventStoreFault[] = [
  ...(['unavailable', 'unknown-outcome', 'full', 'in-use', 'read-only'] as const),
];
/** Prefixes of result codes of sqlite.org/rescode.html. */
const CODES = ['FULL', 'IOERR', 'READONLY', 'BUSY', 'LOCKED', 'CANTOPEN', 'NOMEM'].map(
  (code) => `SQLITE_${code}`,
);
const RETRY_MS = 1_000;

/**
 * True when a disk or a server fails, not the event at hand: the same will do when the disk has room
 * again. Nothing may be parked for it, and nobody may give up.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof EventStoreError) return FAULTS.includes(error.fault);
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  const { code } = error;
  return typeof code === 'string' && CODES.some((prefix) => code.startsWith(prefix));
}

/** Runs the work again after each outage until it ends, or fails for another reason. */
export async function throughOutages(
  work: () => Promise<void>,
  { signal, onOutage }: { signal: AbortSignal; onOutage: (error: unknown) => void },
): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || signal.aborted) throw error;
      onOutage(error);
      await after(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
