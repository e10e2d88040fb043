import type { CommandMeta } from '../../../kernel/message.js';
import type { CheckFinding } from './anomaly.events.js';

export class CheckAnomaly {
  readonly type = 'CheckAnomaly';
  constructor(
    readonly data: {
      readonly anomalyId: string;
      readonly rule: string;
      readonly month: string;
      readonly recordIds: readonly string[];
      readonly finding: CheckFinding;
      readonly checker: string;
      /** Accounts that typed or approved what is looked at. */
      readonly involved: readonly string[];
      readonly hasNote: boolean;
      readonly policyVersion: string;
    },
    readonly meta: CommandMeta,
  ) {}
}
