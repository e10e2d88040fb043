import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { deriveId } from '../../../platform/ids.js';
import { AccessQueries } from '../access.queries.js';
import { SetPassword } from '../domain/account.commands.js';
import { checkPassword } from '../domain/credentials.policy.js';
import { Credentials } from './credentials.js';
import { Sessions } from './sessions.js';

@Injectable()
export class PasswordChange {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: AccessQueries,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
  ) {}

  /** @throws Rejection `access/password-…` */
  async change(accountId: string, password: string, meta: CommandMeta): Promise<Receipt> {
    const name = this.credentials.nameOf(accountId, accountId);
    checkPassword(password, name);
    const before = this.queries.findAccount(accountId)?.credentialId;
    const credentialId = deriveId(meta.commandId, 'credential');
    await this.credentials.keepPassword(accountId, credentialId, password);
    const receipt = await this.dispatcher.dispatch(
      new SetPassword({ accountId, credentialId }, meta),
    );
    this.sessions.endAll(accountId);
    if (before != null && before !== credentialId && !receipt.repeated) {
      this.credentials.forgetPassword(accountId, before);
    }
    return receipt;
  }
}
