import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import { millis } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { Rejection } from '../../../kernel/rejection.js';
import { Clock } from '../../../platform/clock.js';
import type { Config } from '../../../platform/config.js';
import { deriveId } from '../../../platform/ids.js';
import { CONFIG } from '../../../platform/tokens.js';
import { base32, otpauthUri, stepOf } from '../../../platform/totp.js';
import { Databases } from '../../../projections/databases.js';
import type { DocumentKey } from '../../../vault/vault.js';
import { Vault } from '../../../vault/vault.js';
import { RemoveSecondFactor, SetSecondFactor } from '../domain/recovery.commands.js';

const SECRET_BYTES = 20;
const NEVER = -1;
/** In `work.db`: a code that was used must stay used after a restart. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS access_used_code (
  factor_id TEXT PRIMARY KEY, step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

export interface NewFactor {
  readonly factorId: string;
  /** Base32, to be typed in where no camera is. */
  readonly secret: string;
  /** For the QR code that an authenticator scans. */
  readonly uri: string;
}

/** The second factor of a log-in: six digits that change every half minute (RFC 6238). */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly databases: Databases,
    private readonly vault: Vault,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    databases.work.exec(SCHEMA);
  }

  /** A secret that counts for nothing until a first code has shown that it arrived. */
  begin(accountId: string, { commandId }: CommandMeta): NewFactor {
    const factorId = deriveId(commandId, 'second-factor');
    const key = keyOf(accountId, factorId);
    const secret = this.#secret(key) ?? randomBytes(SECRET_BYTES);
    this.vault.put(key, { secret: secret.toString('base64') });
    const { host } = new URL(this.config.publicUrl);
    const uri = otpauthUri(`时账 ${host}`, accountId.slice(0, 8), secret);
    return { factorId, secret: base32(secret), uri };
  }

  /** @throws Rejection `access/second-factor-unknown`, `access/second-factor-wrong` */
  confirm(
    accountId: string,
    { factorId, code }: { readonly factorId: string; readonly code: string },
    meta: CommandMeta,
  ): Promise<Receipt> {
    this.verify(accountId, factorId, code);
    return this.dispatcher.dispatch(new SetSecondFactor({ accountId, factorId }, meta));
  }

  remove(accountId: string, meta: CommandMeta): Promise<Receipt> {
    return this.dispatcher.dispatch(new RemoveSecondFactor({ accountId }, meta));
  }

  /** Each code works once. @throws Rejection as `confirm` */
  verify(accountId: string, factorId: string, code: string): void {
    const secret = this.#secret(keyOf(accountId, factorId));
    if (!secret) throw new Rejection('access/second-factor-unknown');
    const nowMs = millis(this.clock.now());
    const step = stepOf(secret, code, { nowMs, usedStep: this.#usedStep(factorId) });
    if (step === undefined) throw new Rejection('access/second-factor-wrong');
    this.databases.work
      .prepare('INSERT OR REPLACE INTO access_used_code VALUES (?, ?)')
      .run(factorId, step);
  }

  #usedStep(factorId: string): number {
    const row = this.databases.work
      .prepare<[string], { step: number }>('SELECT step FROM access_used_code WHERE factor_id = ?')
      .get(factorId);
    return row?.step ?? NEVER;
  }

  #secret(key: DocumentKey): Buffer | undefined {
    const reader = { accountId: 'system', purpose: 'log-in', at: this.clock.now() };
    const kept = this.vault.get<{ secret: string }>(key, reader);
    return kept && Buffer.from(kept.secret, 'base64');
  }
}

function keyOf(subject: string, id: string): DocumentKey {
  return { subject, kind: 'second-factor', id };
}
