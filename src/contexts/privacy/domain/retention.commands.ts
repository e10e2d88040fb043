import type { CommandMeta } from '../../../kernel/message.js';
import type { RetentionApplied } from './retention.events.js';

/** What was deleted from the vault is noted, under the version of the policy it was deleted by. */
export class NoteRetention {
  readonly type = 'NoteRetention';
  constructor(
    readonly data: RetentionApplied['data'] & { readonly policyVersion: string },
    readonly meta: CommandMeta,
  ) {}
}
