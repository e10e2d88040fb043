import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
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

/**
 * Strikes the records of activities that were found not to be volunteer service (Order 67 art. 19),
 * also those submitted after the finding: whoever was signed in then still signs out. One command
 * id per record and version, so that a crash in the middle leaves nothing half done.
 */
@Injectable()
export class ExcludedRecords extends Sweeper {
  readonly #logger: Logger;

  constructor(
    private readonly desk: RecordDesk,
    private readonly queries: ServiceRecordsQueries,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('excluded records', logger);
    this.#logger = logger;
  }

  protected sweep(): Promise<number> {
    return workOff(this.projector, () =>
      Promise.all(this.queries.excluded(BATCH).map((ref) => this.#strike(ref))),
    );
  }

  async #strike(ref: BookRef): Promise<string | null> {
    const { recordId, version } = ref;
    try {
      const meta = systemMeta(this.clock.now(), 'excluded', recordId, version);
      return (await this.desk.strike(ref, meta)).position;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.#logger.warn({ recordId, code: error.code }, 'excluded record stays');
      return null;
    }
  }
}
