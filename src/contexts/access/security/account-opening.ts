import { Injectable } from '@nestjs/common';
import { DeciderExecutor, type Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { deriveId } from '../../../platform/ids.js';
import { type Grant, OpenAccount } from '../domain/account.commands.js';
import { account } from '../domain/account.decider.js';
import { checkLoginName, checkPassword, normaliseLoginName } from '../domain/credentials.policy.js';
import { ClaimLoginName } from '../domain/login-name.commands.js';
import { Credentials } from './credentials.js';

export interface NewAccount {
  readonly loginName: string;
  /** Undefined: the owner chooses one by an invitation. */
  readonly password: string | undefined;
  readonly volunteerId: string | null;
  readonly grants: readonly Grant[];
}

/** Name first, then the account: a name that is taken leaves nothing behind. */
@Injectable()
export class AccountOpening {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly credentials: Credentials,
  ) {}

  /** @throws Rejection `access/login-name-…`, `access/password-…`, `access/too-many-roles` */
  async open(
    { loginName, password, volunteerId, grants }: NewAccount,
    meta: CommandMeta,
  ): Promise<{ accountId: string; receipt: Receipt }> {
    const name = normaliseLoginName(loginName);
    checkLoginName(name);
    if (password !== undefined) checkPassword(password, name);
    const accountId = deriveId(meta.commandId, 'account');
    const credentialId = password === undefined ? null : deriveId(meta.commandId, 'credential');
    const { state } = await this.executor.load(account, accountId);
    // A key that comes again with another name must be refused by the account, not claim the name.
    if (state.status === 'none') {
      const nameHash = this.credentials.hashOfName(name);
      await this.dispatcher.dispatch(new ClaimLoginName({ nameHash, accountId }, meta));
      if (password !== undefined && credentialId !== null) {
        await this.credentials.keepPassword(accountId, credentialId, password);
      }
      this.credentials.keepName(accountId, name);
    }
    const data = { accountId, volunteerId, grants, credentialId };
    return { accountId, receipt: await this.dispatcher.dispatch(new OpenAccount(data, meta)) };
  }
}
