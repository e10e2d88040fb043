import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../kernel/message.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { DismissLateSignOut } from './domain/late-sign-outs.commands.js';
import { reject } from './domain/late-sign-outs.rejections.js';
import { LateSignOutsQueries } from './late-sign-outs.queries.js';
import { RecordChanges } from './record-changes.handlers.js';

export interface Acceptance {
  readonly reason: string;
  readonly longDayReason: string;
  /** The volunteer behind the account, if any. */
  readonly volunteerId: string | null;
}

/** What staff does with sign-outs that devices brought after their sign-in was closed. */
@Injectable()
export class LateSignOutDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly vault: Vault,
    private readonly queries: LateSignOutsQueries,
    private readonly changes: RecordChanges,
  ) {}

  /**
   * The first of two persons; the second decides the proposal as every other one.
   *
   * @throws Rejection `service-records/late-sign-out-lapsed` when there is no record to correct
   */
  accept(
    lateSignOutId: string,
    { reason, longDayReason, volunteerId }: Acceptance,
    meta: CommandMeta,
  ): Promise<Receipt & { proposalId: string }> {
    const { recordId, recorded } = this.queries.lateSignOut(lateSignOutId);
    if (recorded === null) reject('service-records/late-sign-out-lapsed');
    const change = { kind: 'late-sign-out', lateSignOutId, longDayReason } as const;
    return this.changes.propose({ recordId, change, reason, volunteerId }, meta);
  }

  dismiss(
    lateSignOutId: string,
    { reason, volunteerId }: Omit<Acceptance, 'longDayReason'>,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const late = this.queries.lateSignOut(lateSignOutId);
    const by = { accountId: meta.actor.accountId, volunteerId };
    const data = { volunteerId: late.volunteerId, year: late.year, lateSignOutId, by };
    const key = documentKeys.lateSignOut(late.volunteerId, lateSignOutId);
    const words = { recordId: late.recordId, reason };
    const dispatch = () => this.dispatcher.dispatch(new DismissLateSignOut(data, meta));
    return wordsFirst(this.vault, { key, words }, dispatch);
  }
}
