import type { Decider } from '../../../kernel/decider.js';
import { reject } from './devices.rejections.js';
import type { ScanLogCommand, ScanOutcome } from './scan-log.commands.js';
import type { ScanLogEvent } from './scan-log.events.js';

/** Scans of one stream: a year of a busy kiosk is many short streams, none of them long to read. */
export const SCANS_PER_LOG = 1_000;

export interface ScanLog {
  readonly scans: Map<number, ScanOutcome>;
  /** Sequences that came again with another scan. */
  readonly reused: Set<number>;
}

/** The scans of one device, each number once: what was answered then is answered for ever. */
export const scanLog: Decider<ScanLogCommand, ScanLog, ScanLogEvent> = {
  category: 'scanLog',
  streamId: ({ data: { scan } }) => scanLogId(scan.deviceId, scan.sequence),
  initialState: () => ({ scans: new Map(), reused: new Set() }),
  decide({ data }, state) {
    const { deviceId, sequence, scanHash } = data.scan;
    const known = state.scans.get(sequence)?.scan.scanHash;
    if (known === scanHash) return [];
    if (known === undefined) return [logged(data)];
    if (state.reused.has(sequence)) reject('devices/sequence-reused', { sequence });
    return [{ type: 'devices.SequenceReused', data: { deviceId, sequence, scanHash } }];
  },
  evolve(state, event) {
    const { sequence } = event.data;
    if (event.type === 'devices.ScanAccepted') {
      state.scans.set(sequence, { verdict: 'accepted', scan: event.data });
    }
    if (event.type === 'devices.ScanRefused') {
      state.scans.set(sequence, { verdict: 'refused', scan: event.data });
    }
    if (event.type === 'devices.SequenceReused') state.reused.add(sequence);
    return state;
  },
};

export function scanLogId(deviceId: string, sequence: number): string {
  return `${deviceId}.${Math.floor(sequence / SCANS_PER_LOG)}`;
}

/** The lowest number that lies in the same stream. */
export function firstOfLog(sequence: number): number {
  return Math.max(1, sequence - (sequence % SCANS_PER_LOG));
}

function logged(outcome: ScanOutcome): ScanLogEvent {
  return outcome.verdict === 'accepted'
    ? { type: 'devices.ScanAccepted', data: outcome.scan }
    : { type: 'devices.ScanRefused', data: outcome.scan };
}
