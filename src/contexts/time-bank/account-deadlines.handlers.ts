import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { Command } from '../../kernel/message.js';
import { localDateOf } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { BankQueries } from './bank.queries.js';
import { NetAcceptance } from './domain/acceptance.commands.js';
import { CloseEstate } from './domain/standing.commands.js';
import { LapseGrants } from './domain/transfer.commands.js';
import { TimeBankQueries } from './time-bank.queries.js';

const BATCH = 200;

/**
 * Writes down what time alone brings about: grants whose quarter is over, estates nobody claimed,
 * agreements whose netting day has come. Harmless when repeated: each is refused or quiet then.
 */
@Injectable()
export class AccountDeadlines extends Sweeper {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly accounts: TimeBankQueries,
    private readonly bank: BankQueries,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('time bank deadlines', logger);
  }

  protected async sweep(): Promise<number> {
    const at = this.clock.now();
    const done = await Promise.all([
      ...this.accounts.withLapsedGrants(at, BATCH).map((id) => this.#do(this.#lapse(id, at))),
      ...this.accounts.unclaimed(at, BATCH).map((id) => this.#do(this.#close(id, at))),
      ...this.bank.nettingDue(localDateOf(at), BATCH).map(({ first, second, nextNettingOn }) => {
        const meta = systemMeta(at, 'netting', first, second, nextNettingOn ?? '');
        const data = { stationId: first, otherId: second, on: localDateOf(at) };
        return this.#do(new NetAcceptance(data, meta));
      }),
    ]);
    return done.filter(Boolean).length;
  }

  #lapse(volunteerId: string, at: string): Command {
    return new LapseGrants({ volunteerId, at }, systemMeta(at, 'lapse', volunteerId, at));
  }

  #close(volunteerId: string, at: string): Command {
    const transferId = deriveId('estate', volunteerId);
    const meta = systemMeta(at, 'estate', volunteerId);
    return new CloseEstate({ volunteerId, transferId, at }, meta);
  }

  async #do(command: Command): Promise<boolean> {
    try {
      const { events } = (await this.dispatcher.dispatch(command)) as {
        events: readonly unknown[];
      };
      return events.length > 0;
    } catch (error) {
      // The read model lagged: somebody did it meanwhile.
      if (error instanceof Rejection) return false;
      throw error;
    }
  }
}
