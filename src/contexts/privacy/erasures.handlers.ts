import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { PAGE_SIZE } from '../../http/page.js';
import { localDateOf } from '../../kernel/calendar.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Vault } from '../../vault/vault.js';
import {
  DecideErasure,
  type ErasureDecision,
  NoteErasure,
  RequestErasure,
  WithdrawErasure,
} from './domain/erasure.commands.js';
import type { ErasureGround } from './domain/erasure.events.js';
import { type ErasureStage, type ErasureView, PrivacyQueries } from './privacy.queries.js';

export interface AskedErasure {
  readonly volunteerId: string;
  readonly ground: ErasureGround;
  readonly bySelf: boolean;
}

/**
 * The ledger says what is to be forgotten, the vault does it: in the same breath, and by the sweep
 * where something broke off. The first sweep after a start holds the two against each other, so that
 * a vault that came back from a backup forgets again whom the ledger knows as erased.
 */
@Injectable()
export class ErasureDesk extends Sweeper {
  #compared = false;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: PrivacyQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('erasures', logger);
  }

  request({ volunteerId, ground, bySelf }: AskedErasure, meta: CommandMeta): Promise<Receipt> {
    const requestId = deriveId(meta.commandId, 'erasure');
    const requester = meta.actor.accountId;
    const data = { volunteerId, requestId, ground, requester, bySelf, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new RequestErasure(data, meta));
  }

  async withdraw(volunteerId: string, meta: CommandMeta): Promise<Receipt> {
    const data = { volunteerId, on: localDateOf(meta.at) };
    const receipt = await this.dispatcher.dispatch(new WithdrawErasure(data, meta));
    this.vault.liftRestriction(volunteerId);
    return receipt;
  }

  async decide(
    volunteerId: string,
    decision: ErasureDecision,
    by: { readonly meta: CommandMeta; readonly deciderVolunteerId: string | null },
  ): Promise<Receipt> {
    const { meta, deciderVolunteerId } = by;
    const command = new DecideErasure(
      {
        ...{ volunteerId, decision, decider: meta.actor.accountId, deciderVolunteerId },
        ...{ obstacles: this.queries.obstacles(volunteerId), on: localDateOf(meta.at) },
      },
      meta,
    );
    const receipt = await this.dispatcher.dispatch(command);
    if (decision.outcome === 'restrict') this.vault.restrict(volunteerId, meta.at);
    if (decision.outcome === 'refuse') this.vault.liftRestriction(volunteerId);
    return decision.outcome === 'erase' ? this.#carryOut(volunteerId) : receipt;
  }

  protected async sweep(): Promise<number> {
    let done = 0;
    for (const { volunteerId } of this.#all('approved')) {
      await this.#carryOut(volunteerId);
      done += 1;
    }
    if (!this.#compared) done += this.#compare();
    this.#compared = true;
    return done;
  }

  /** Keys first, then the event: what it says is true whenever somebody reads it. */
  #carryOut(volunteerId: string): Promise<Receipt> {
    const at = this.clock.now();
    const accountIds = this.queries.accountsOf(volunteerId);
    this.#erase(volunteerId, accountIds, at);
    const { identityHash } = this.queries.person(volunteerId);
    const commandId = deriveId('erasure', volunteerId);
    const meta: CommandMeta = {
      ...{ commandId, inputHash: sha256Hex(commandId), correlationId: commandId },
      ...{ actor: SYSTEM_ACTOR, channel: 'process', at },
    };
    return this.dispatcher.dispatch(
      new NoteErasure({ volunteerId, identityHash, accountIds, at }, meta),
    );
  }

  #compare(): number {
    const at = this.clock.now();
    let mended = 0;
    for (const { volunteerId } of this.#all('done')) {
      if (this.vault.isErased(volunteerId)) continue;
      this.#erase(volunteerId, this.queries.accountsOf(volunteerId), at);
      mended += 1;
    }
    for (const { volunteerId } of this.#all('restricted')) {
      if (this.vault.isRestricted(volunteerId)) continue;
      this.vault.restrict(volunteerId, at);
      mended += 1;
    }
    return mended;
  }

  #erase(volunteerId: string, accountIds: readonly string[], at: string): void {
    for (const subject of [volunteerId, ...accountIds]) this.vault.erase(subject, at);
  }

  *#all(stage: ErasureStage): Generator<ErasureView> {
    for (let after = ''; ;) {
      const page = this.queries.erasures(stage, after);
      yield* page;
      after = page.at(-1)?.volunteerId ?? '';
      if (page.length < PAGE_SIZE) return;
    }
  }
}
