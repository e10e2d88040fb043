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
import { HonoursQueries } from './honours.queries.js';
import { StarDesk } from './stars.handlers.js';

const BATCH = 200;
const PROJECTED_MS = 60_000;

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

  protected async sweep(): Promise<number> {
    let done = 0;
    for (;;) {
      const written = await this.#round();
      done += written.length;
      const last = written[written.length - 1];
      // Without progress in the read model the same rows would come again for ever.
      if (!last || !(await this.projector.waitFor(last, PROJECTED_MS))) return done;
    }
  }

  async #round(): Promise<readonly string[]> {
    const now = this.clock.now();
    const due = this.queries.starsDue(localDateOf(now), BATCH);
    const short = this.queries.starsShort(BATCH);
    const positions = await Promise.all([
      ...due.map((star) => {
        const meta = systemMeta(now, 'grant-star', star.applicationId, star.revision);
        return this.#try(star.applicationId, () => this.desk.grant(star, meta));
      }),
      ...short.map(({ nowCentiHours, ...star }) => {
        const meta = systemMeta(now, 'recheck-star', star.applicationId, star.revision);
        return this.#try(star.applicationId, () => this.desk.recheck(star, nowCentiHours, meta));
      }),
    ]);
    return positions.filter((position) => position !== null);
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
