import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { instantOf, localDateOf, millis } from '../../kernel/calendar.js';
import type { Command } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { ExpirePoints } from './domain/points-account.commands.js';
import { AbandonRedemption, EndRedemption } from './domain/redemption.commands.js';
import { PointsQueries } from './points.queries.js';
import { StockQueries } from './stock.queries.js';

const BATCH = 200;
/** Whoever has held points and not opened a redemption for so long never will. */
const ORPHAN_MS = 10 * 60_000;

/** Redemptions nobody came for, redemptions that broke off, and points whose day has come. */
@Injectable()
export class PointsDeadlines extends Sweeper {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly points: PointsQueries,
    private readonly stock: StockQueries,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('points deadlines', logger);
  }

  protected async sweep(): Promise<number> {
    const at = this.clock.now();
    const on = localDateOf(at);
    const before = instantOf(millis(at) - ORPHAN_MS);
    const commands: Command[] = [
      ...this.stock.overdue(at, BATCH).map(({ redemptionId, accountId, itemId }) => {
        const meta = systemMeta(at, 'redemption-overdue', redemptionId);
        return new EndRedemption({ redemptionId, accountId, itemId, at }, meta);
      }),
      ...this.stock.orphans(before, BATCH).map((orphan) => {
        const meta = systemMeta(at, 'redemption-orphan', orphan.redemptionId);
        return new AbandonRedemption({ ...orphan, at }, meta);
      }),
      ...this.points.lapsed(on, BATCH).map((accountId) => {
        return new ExpirePoints({ accountId, on }, systemMeta(at, 'points-expiry', accountId, on));
      }),
    ];
    const done = await Promise.all(commands.map((command) => this.#ask(command)));
    return done.filter(Boolean).length;
  }

  async #ask(command: Command): Promise<boolean> {
    try {
      return (await this.dispatcher.dispatch(command)).events.length > 0;
    } catch (error) {
      // The read model lagged: somebody was first.
      if (error instanceof Rejection) return false;
      throw error;
    }
  }
}
