import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { addDays, instantAt, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { policyOn } from '../../kernel/policy.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { HoldPoints } from './domain/points-account.commands.js';
import { bookOf, type PointsAccountId, type PointsHeld } from './domain/points-account.events.js';
import {
  AbandonRedemption,
  EndRedemption,
  OpenRedemption,
  PickUpGoods,
} from './domain/redemption.commands.js';
import type { PickUpMissed, RedemptionOpened } from './domain/redemption.events.js';
import { REDEMPTION_POLICIES, type RedemptionPolicy } from './domain/redemption.policy.js';
import { ReserveStock } from './domain/stock-item.commands.js';
import { PickUpCodes } from './pick-up-codes.js';
import { StockQueries } from './stock.queries.js';

export interface Wish {
  readonly accountId: PointsAccountId;
  readonly itemId: string;
  readonly count: number;
}

export interface Redeemed {
  readonly receipt: Receipt;
  readonly redemptionId: string;
  readonly pickUpCode: string;
  readonly points: number;
  readonly expiresAt: string;
}

/**
 * Redeeming writes three streams, one after the other: points are held, goods are reserved, the
 * redemption opens. Refused on the way or broken off, the redemption is abandoned, and the process
 * that follows redemptions gives back what was reserved.
 */
@Injectable()
export class RedemptionDesk {
  readonly #policies: readonly RedemptionPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly stock: StockQueries,
    private readonly codes: PickUpCodes,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('redemption', REDEMPTION_POLICIES);
  }

  async redeem(wish: Wish, meta: CommandMeta): Promise<Redeemed> {
    const policy = policyOn(localDateOf(meta.at), this.#policies);
    const { accountId, itemId, count } = wish;
    const { stationId, book, pricePoints } = this.stock.item(itemId);
    if (book !== bookOf(accountId)) throw new Rejection('points/wrong-book');
    if (count > policy.countMax) {
      throw new Rejection('points/count-too-large', { countMax: policy.countMax });
    }
    const held = await this.#hold(wish, pricePoints, meta);
    const { redemptionId, points, at } = held;
    try {
      const price = points / held.count;
      await this.dispatcher.dispatch(
        new ReserveStock(
          { itemId, redemptionId, count: held.count, pricePoints: price },
          step(meta, 'reserve'),
        ),
      );
      const expiresAt = instantAt(addDays(localDateOf(at), policy.pickUpDays + 1), '00:00');
      const opened = { redemptionId, accountId, itemId, stationId, count: held.count, points };
      const receipt = await this.dispatcher.dispatch(
        new OpenRedemption({ ...opened, at, expiresAt, policy }, step(meta, 'open')),
      );
      return { receipt, ...this.#answer(receipt) };
    } catch (error) {
      if (error instanceof Rejection) await this.#abandon(held, meta);
      throw error;
    }
  }

  /** @throws Rejection `points/pick-up-code-wrong` after it was written down that it was */
  async pickUp(redemptionId: string, code: string, meta: CommandMeta): Promise<Receipt> {
    const policy = policyOn(localDateOf(meta.at), this.#policies);
    const codeIsRight = this.codes.isCodeOf(redemptionId, code.trim());
    const receipt = await this.dispatcher.dispatch(
      new PickUpGoods({ redemptionId, codeIsRight, at: meta.at, policy }, meta),
    );
    const missed = receipt.events.find(({ type }) => type === 'points.PickUpMissed');
    if (!missed) return receipt;
    const { misses } = missed.data as PickUpMissed['data'];
    throw new Rejection('points/pick-up-code-wrong', {
      triesLeft: Math.max(0, policy.missesMax - misses),
    });
  }

  cancel(redemptionId: string, meta: CommandMeta): Promise<Receipt> {
    const { accountId, itemId } = this.stock.redemption(redemptionId);
    const data = { redemptionId, accountId, itemId, at: meta.at };
    return this.dispatcher.dispatch(new EndRedemption(data, meta));
  }

  /** Of a repeated request: what its first time held, whatever the price is by now. */
  async #hold(wish: Wish, price: number, meta: CommandMeta): Promise<PointsHeld['data']> {
    const redemptionId = deriveId(meta.commandId, 'redemption');
    const on = localDateOf(meta.at);
    const data = { ...wish, redemptionId, points: price * wish.count, at: meta.at, on };
    const receipt = await this.dispatcher.dispatch(new HoldPoints(data, meta));
    const held = receipt.events.find(({ type }) => type === 'points.PointsHeld');
    if (!held) throw new Error(`no points were held for ${redemptionId}`);
    return held.data as PointsHeld['data'];
  }

  async #abandon({ redemptionId, accountId, itemId }: PointsHeld['data'], meta: CommandMeta) {
    const data = { redemptionId, accountId, itemId, at: meta.at };
    await this.dispatcher.dispatch(new AbandonRedemption(data, step(meta, 'abandon')));
  }

  #answer({ events: [event] }: Receipt): Omit<Redeemed, 'receipt'> {
    const { redemptionId, points, expiresAt } = event?.data as RedemptionOpened['data'];
    return { redemptionId, points, expiresAt, pickUpCode: this.codes.codeOf(redemptionId) };
  }
}

/** The metadata of one more write of the same request. `If-Match` was about the first one. */
function step({ ifRevision: _, ...meta }: CommandMeta, name: string): CommandMeta {
  return { ...meta, commandId: deriveId(meta.commandId, name), causationId: meta.commandId };
}
