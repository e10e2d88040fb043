import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { ReleaseHold } from './domain/account.commands.js';
import { TimeBankQueries } from './time-bank.queries.js';
import type { HoldView } from './time-bank.views.js';

const BATCH = 200;

/**
 * Writes down that holds have expired. The rule itself does not wait for it: an expired hold can't
 * be settled, and makes room for the next one, at its time exactly.
 */
@Injectable()
export class HoldExpiry extends Sweeper {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: TimeBankQueries,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('hold expiry', logger);
  }

  protected async sweep(): Promise<number> {
    const expired = this.queries.expired(this.clock.now(), BATCH);
    const done = await Promise.all(expired.map((hold) => this.#release(hold)));
    return done.filter(Boolean).length;
  }

  async #release({ volunteerId, holdId }: HoldView): Promise<boolean> {
    const at = this.clock.now();
    const meta = systemMeta(at, 'hold-expiry', holdId);
    try {
      await this.dispatcher.dispatch(new ReleaseHold({ volunteerId, holdId, at }, meta));
      return true;
    } catch (error) {
      // The read model lagged: somebody resolved it meanwhile.
      if (error instanceof Rejection) return false;
      throw error;
    }
  }
}
