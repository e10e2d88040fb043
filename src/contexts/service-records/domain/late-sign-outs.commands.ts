import type { CommandMeta } from '../../../kernel/message.js';
import type { BookKey } from './book-key.js';
import type { Person } from './proposals.commands.js';

/** The record stays as the policy closed it. The reason is in the vault. */
export class DismissLateSignOut {
  readonly type = 'DismissLateSignOut';
  constructor(
    readonly data: BookKey & { readonly lateSignOutId: string; readonly by: Person },
    readonly meta: CommandMeta,
  ) {}
}
