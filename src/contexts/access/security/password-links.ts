import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { DeciderExecutor, type Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import { type Instant, instantOf, millis } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { Rejection } from '../../../kernel/rejection.js';
import type { Config } from '../../../platform/config.js';
import { deriveId, sha256Hex } from '../../../platform/ids.js';
import { MasterKey } from '../../../platform/master-key.js';
import { CONFIG } from '../../../platform/tokens.js';
import { account } from '../domain/account.decider.js';
import { checkPassword } from '../domain/credentials.policy.js';
import {
  ApproveRecovery,
  OfferInvitation,
  OpenConsoleRecovery,
  RequestRecovery,
  UsePasswordLink,
} from '../domain/recovery.commands.js';
import { Credentials } from './credentials.js';
import { Sessions } from './sessions.js';

const HOUR_MS = 3_600_000;
/** A new colleague may be on leave. */
const INVITATION_MS = 7 * 24 * HOUR_MS;
/** The second person is asked the same day. */
const RECOVERY_MS = 24 * HOUR_MS;
/** The owner stands at the desk: long enough to walk to a computer. */
const RECOVERY_LINK_MS = HOUR_MS;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[.]([\w-]{43})$/;

export interface OfferedLink {
  readonly link: string;
  readonly expiresAt: Instant;
}

/**
 * How an owner comes to a password without e-mail or text messages: by a link that is handed over,
 * works once, and never shows the staff what the owner chose.
 */
@Injectable()
export class PasswordLinks {
  readonly #key: Buffer;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
    masterKey: MasterKey,
  ) {
    this.#key = masterKey.for('tokens');
  }

  /** @throws Rejection `access/has-password` */
  async invite(
    accountId: string,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; invitation: OfferedLink }> {
    const { token, ...offer } = this.#offer(accountId, meta, INVITATION_MS);
    const receipt = await this.dispatcher.dispatch(
      new OfferInvitation({ accountId, ...offer }, meta),
    );
    return { receipt, invitation: this.#link(token, receipt) };
  }

  /** @throws Rejection `access/own-recovery`, `access/recovery-open` */
  async request(
    accountId: string,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; recoveryId: string }> {
    const recoveryId = deriveId(meta.commandId, 'recovery');
    const times = { now: meta.at, expiresAt: after(meta, RECOVERY_MS) };
    const requester = meta.actor.accountId;
    const data = { accountId, recoveryId, requester, ...times };
    return { receipt: await this.dispatcher.dispatch(new RequestRecovery(data, meta)), recoveryId };
  }

  /** @throws Rejection `access/recovery-…`, `access/own-recovery`, `access/second-person-needed` */
  async approve(
    accountId: string,
    recoveryId: string,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; recovery: OfferedLink }> {
    const { token, ...offer } = this.#offer(accountId, meta, RECOVERY_LINK_MS);
    const approver = meta.actor.accountId;
    const receipt = await this.dispatcher.dispatch(
      new ApproveRecovery({ accountId, recoveryId, approver, now: meta.at, ...offer }, meta),
    );
    return { receipt, recovery: this.#link(token, receipt) };
  }

  /** By whoever runs the server, who could read the vault anyway; it stands in the ledger. */
  async fromConsole(accountId: string, meta: CommandMeta): Promise<OfferedLink> {
    const { token, ...offer } = this.#offer(accountId, meta, RECOVERY_LINK_MS);
    const receipt = await this.dispatcher.dispatch(
      new OpenConsoleRecovery({ accountId, ...offer }, meta),
    );
    return this.#link(token, receipt);
  }

  /**
   * Sets the password and ends every session. Works once; a link that is not good costs no hashing.
   *
   * @throws Rejection `access/link-wrong`, `access/link-over`, `access/password-…`
   */
  async use(
    { token, password }: { readonly token: string; readonly password: string },
    now: Instant,
  ): Promise<{ accountId: string; receipt: Receipt }> {
    const accountId = TOKEN.exec(token)?.[1];
    if (accountId === undefined) throw new Rejection('access/link-wrong');
    checkPassword(password, this.credentials.nameOf(accountId, accountId));
    const linkHash = sha256Hex(token);
    const { link } = (await this.executor.load(account, accountId)).state;
    if (link?.linkHash !== linkHash) throw new Rejection('access/link-wrong');
    const commandId = deriveId('password-link', linkHash);
    const meta: CommandMeta = {
      ...{ commandId, inputHash: sha256Hex(`password-link ${linkHash}`), correlationId: commandId },
      ...{ actor: { accountId, role: 'none' }, channel: 'web', at: now },
    };
    // An id of its own for each try: a password whose link is refused never counts.
    const credentialId = deriveId(commandId, now, 'credential');
    await this.credentials.keepPassword(accountId, credentialId, password);
    const receipt = await this.dispatcher
      .dispatch(new UsePasswordLink({ accountId, linkHash, credentialId, now }, meta))
      .catch((error: unknown) => {
        if (error instanceof Rejection) this.credentials.forgetPassword(accountId, credentialId);
        throw error;
      });
    this.sessions.endAll(accountId);
    return { accountId, receipt };
  }

  #offer(accountId: string, meta: CommandMeta, lastsMs: number) {
    const linkId = deriveId(meta.commandId, 'password-link');
    const secret = createHmac('sha256', this.#key).update(`password-link\u001f${linkId}`).digest();
    const token = `${accountId}.${secret.toString('base64url')}`;
    return { token, linkId, linkHash: sha256Hex(token), expiresAt: after(meta, lastsMs) };
  }

  /** A repeat is answered with the link of the first time, and when that one expires. */
  #link(token: string, { events }: Receipt): OfferedLink {
    const offered = events.find(({ type }) => type === 'access.PasswordLinkOffered');
    const { expiresAt } = offered?.data as { expiresAt: Instant };
    return { link: `${this.config.publicUrl}/password-link?token=${token}`, expiresAt };
  }
}

function after({ at }: CommandMeta, ms: number): Instant {
  return instantOf(millis(at) + ms);
}
