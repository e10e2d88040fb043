import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DeciderExecutor, type Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../../kernel/message.js';
import { Rejection } from '../../../kernel/rejection.js';
import { Clock } from '../../../platform/clock.js';
import type { Config } from '../../../platform/config.js';
import { deriveId, sha256Hex } from '../../../platform/ids.js';
import { CONFIG } from '../../../platform/tokens.js';
import { Databases } from '../../../projections/databases.js';
import { AppointFirstAdministrator } from '../domain/administrators.commands.js';
import { ADMINISTRATORS, administrators } from '../domain/administrators.decider.js';
import { normaliseLoginName } from '../domain/credentials.policy.js';
import { AccountOpening } from './account-opening.js';
import { Credentials } from './credentials.js';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS access_setup (
  id INTEGER PRIMARY KEY CHECK (id = 1), token_hash TEXT NOT NULL
) STRICT;
`;

/**
 * How the first administrator comes to be: whoever reads the output of the first start. Each start
 * makes a new link until one was used; no default password ever exists.
 */
@Injectable()
export class SetupLink implements OnApplicationBootstrap {
  #link: string | undefined;

  constructor(
    private readonly databases: Databases,
    private readonly executor: DeciderExecutor,
    private readonly dispatcher: Dispatcher,
    private readonly opening: AccountOpening,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    databases.work.exec(SCHEMA);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (await this.isDone()) return;
    const token = randomBytes(32).toString('base64url');
    this.databases.work
      .prepare('INSERT OR REPLACE INTO access_setup (id, token_hash) VALUES (1, ?)')
      .run(sha256Hex(token));
    this.#link = `${this.config.publicUrl}/setup?token=${token}`;
  }

  /** The link to print at the start; undefined once there is an administrator. */
  current(): string | undefined {
    return this.#link;
  }

  async isDone(): Promise<boolean> {
    const { revision } = await this.executor.load(administrators, ADMINISTRATORS);
    return revision >= 0;
  }

  /** @throws Rejection `access/setup-done`, `access/setup-token-wrong` */
  async check(token: string): Promise<void> {
    if (await this.isDone()) throw new Rejection('access/setup-done');
    const row = this.databases.work
      .prepare<[], { hash: string }>('SELECT token_hash AS hash FROM access_setup')
      .get();
    // Comparing hashes tells an attacker nothing about the token.
    if (row?.hash !== sha256Hex(token)) throw new Rejection('access/setup-token-wrong');
  }

  /**
   * Opens the account and appoints it. The ids derive from the name, so a set-up that broke off
   * half-way goes on when it is repeated.
   */
  async use(
    token: string,
    given: { readonly loginName: string; readonly password: string },
  ): Promise<{ accountId: string; receipt: Receipt }> {
    await this.check(token);
    const meta = this.#meta(normaliseLoginName(given.loginName));
    const { accountId, receipt } = await this.opening.open(
      { ...given, volunteerId: null, grants: [] },
      meta,
    );
    if (receipt.repeated) {
      const credentialId = deriveId(meta.commandId, 'credential');
      await this.credentials.keepPassword(accountId, credentialId, given.password);
    }
    const appointed = await this.dispatcher.dispatch(
      new AppointFirstAdministrator({ accountId }, meta),
    );
    this.databases.work.prepare('DELETE FROM access_setup').run();
    this.#link = undefined;
    return { accountId, receipt: appointed };
  }

  #meta(loginName: string): CommandMeta {
    const commandId = deriveId('setup', this.credentials.hashOfName(loginName));
    return {
      commandId,
      inputHash: sha256Hex(commandId),
      correlationId: commandId,
      actor: SYSTEM_ACTOR,
      channel: 'web',
      at: this.clock.now(),
    };
  }
}
