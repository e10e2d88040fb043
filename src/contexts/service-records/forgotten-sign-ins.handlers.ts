import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { instantOf, localDateOf, millis } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import { workOff } from '../../projections/work-off.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import { CloseSignIn } from './domain/service-book.commands.js';
import { type OpenRef, ServiceRecordsQueries } from './service-records.queries.js';

const BATCH = 200;
const MINUTE_MS = 60_000;

/** Closes sign-ins that nobody signed out of, as the policy says: one command id per sign-in. */
@Injectable()
export class ForgottenSignIns extends Sweeper {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ServiceRecordsQueries,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    policies: PolicyBook,
  ) {
    super('forgotten sign-ins', log);
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  protected sweep(): Promise<number> {
    const now = this.clock.now();
    const policy = recordPolicyOn(localDateOf(now), this.#policies);
    const before = instantOf(millis(now) - policy.forgottenGraceMinutes * MINUTE_MS);
    return workOff(this.projector, () =>
      Promise.all(
        this.queries.forgotten(before, BATCH).map((ref) => this.#close(ref, now, policy)),
      ),
    );
  }

  async #close(ref: OpenRef, now: string, policy: RecordPolicy): Promise<string | null> {
    const { recordId } = ref;
    try {
      const meta = systemMeta(now, 'forgotten-sign-in', recordId);
      return (await this.dispatcher.dispatch(new CloseSignIn({ ...ref, now, policy }, meta)))
        .position;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.log.warn({ recordId, code: error.code }, 'forgotten sign-in stays open');
      return null;
    }
  }
}
