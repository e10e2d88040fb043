import type { CommandMeta } from '../../../kernel/message.js';
import type { ScanAccepted, ScanRefused } from './scan-log.events.js';

/** What was made of a scan. */
export type ScanOutcome =
  | { readonly verdict: 'accepted'; readonly scan: ScanAccepted['data'] }
  | { readonly verdict: 'refused'; readonly scan: ScanRefused['data'] };

export class LogScan {
  readonly type = 'LogScan';
  constructor(
    readonly data: ScanOutcome,
    readonly meta: CommandMeta,
  ) {}
}

export type ScanLogCommand = LogScan;
