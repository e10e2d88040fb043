import type { CommandMeta } from '../../../kernel/message.js';

export class ClaimLoginName {
  readonly type = 'ClaimLoginName';
  constructor(
    /** `nameHash` is the keyed hash of the normalised name; the name itself is in the vault. */
    readonly data: { readonly nameHash: string; readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type LoginNameCommand = ClaimLoginName;
