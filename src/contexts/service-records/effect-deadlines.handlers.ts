import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { localDateOf } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import { workOff } from '../../projections/work-off.js';
import { RecordDesk } from './records.handlers.js';
import { type BookRef, ServiceRecordsQueries } from './service-records.queries.js';

const BATCH = 200;

/** Lets records take effect whose publicity has passed: one command id per record and version. */
@Injectable()
export class EffectDeadlines extends Sweeper {
  readonly #logger: Logger;

  constructor(
    private readonly desk: RecordDesk,
    private readonly queries: ServiceRecordsQueries,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('effect deadlines', logger);
    this.#logger = logger;
  }

  protected sweep(): Promise<number> {
    const today = localDateOf(this.clock.now());
    return workOff(this.projector, () =>
      Promise.all(this.queries.due(today, BATCH).map((ref) => this.#effect(ref, today))),
    );
  }

  async #effect(ref: BookRef, today: string): Promise<string | null> {
    const { recordId, version } = ref;
    try {
      const meta = systemMeta(this.clock.now(), 'effect', recordId, version);
      return (await this.desk.letTakeEffect(ref, today, meta)).position;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.#logger.warn({ recordId, code: error.code }, 'record did not take effect');
      return null;
    }
  }
}
