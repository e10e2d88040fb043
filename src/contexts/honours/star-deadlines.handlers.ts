import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { localDateOf } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import { workOff } from '../../projections/work-off.js';
import { HonoursQueries } from './honours.queries.js';
import { StarDesk } from './stars.handlers.js';

const BATCH = 200;

/**
 * Grants stars whose publicity has passed, and opens a review where hours were voided below what a
 * granted star rests on. Command ids come from the application and its revision: safe to repeat.
 */
@Injectable()
export class StarDeadlines extends Sweeper {
  readonly #logger: Logger;

  constructor(
    private readonly desk: StarDesk,
    private readonly queries: HonoursQueries,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('star deadlines', logger);
    this.#logger = logger;
  }

  protected sweep(): Promise<number> {
    return workOff(this.projector, () => this.#round());
  }

  #round(): Promise<readonly (string | null)[]> {
    const now = this.clock.now();
    const due = this.queries.starsDue(localDateOf(now), BATCH);
    const short = this.queries.starsShort(BATCH);
    return Promise.all([
      ...due.map((star) => {
        const meta = systemMeta(now, 'grant-star', star.applicationId, star.revision);
        return this.#try(star.applicationId, () => this.desk.grant(star, meta));
      }),
      ...short.map(({ nowCentiHours, ...star }) => {
        const meta = systemMeta(now, 'recheck-star', star.applicationId, star.revision);
        return this.#try(star.applicationId, () => this.desk.recheck(star, nowCentiHours, meta));
      }),
    ]);
  }

  async #try(applicationId: string, act: () => Promise<Receipt>): Promise<string | null> {
    try {
      return (await act()).position;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.#logger.warn({ applicationId, code: error.code }, 'star application not moved');
      return null;
    }
  }
}
