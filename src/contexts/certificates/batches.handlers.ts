import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, systemMeta } from '../../platform/ids.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { BatchQueries } from './batches.queries.js';
import { CertificateDesk } from './certificate-desk.handlers.js';
import { CompleteBatch, RefuseItem } from './domain/batch.commands.js';
import { certificateBatch } from './domain/batch.decider.js';
import type { BatchStarted } from './domain/batch.events.js';
import { certificate } from './domain/certificate.decider.js';

type Asked = BatchStarted['data'];

/**
 * Works batches off, one volunteer after the other, with ids that follow from batch and volunteer: a
 * batch that broke off is taken up by the next sweep and finds what was done. Before each volunteer
 * it looks whether it was stopped. Whom something that passes kept back, the next sweep tries again;
 * nobody behind them waits for it.
 */
@Injectable()
export class BatchRunner extends Sweeper {
  readonly #queue = new KeyedQueue();
  readonly #logger: Logger;
  #closing = false;

  constructor(
    private readonly executor: DeciderExecutor,
    private readonly dispatcher: Dispatcher,
    private readonly desk: CertificateDesk,
    private readonly queries: BatchQueries,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('certificate batches', logger);
    this.#logger = logger;
  }

  override onModuleDestroy(): Promise<void> {
    this.#closing = true;
    return super.onModuleDestroy();
  }

  /** Has a batch worked off without waiting for it; what fails is tried again by the next sweep. */
  begin(): void {
    this.sweepNow().catch((err: unknown) => this.#logger.error({ err }, 'certificate batches'));
  }

  protected async sweep(): Promise<number> {
    let done = 0;
    for (const batchId of this.queries.running()) {
      done += await this.#queue.run(batchId, () => this.#work(batchId));
    }
    return done;
  }

  async #work(batchId: string): Promise<number> {
    const { asked } = (await this.executor.load(certificateBatch, batchId)).state;
    const done: Record<Outcome, number> = { issued: 0, refused: 0, 'put-off': 0 };
    for (const volunteerId of asked?.volunteerIds ?? []) {
      const { state } = await this.executor.load(certificateBatch, batchId);
      if (!asked || this.#closing || state.status !== 'running') return done.issued;
      if (state.refused.has(volunteerId)) continue;
      done[await this.#certify(asked, volunteerId)] += 1;
    }
    if (asked && done['put-off'] === 0) await this.#complete(asked, done.issued);
    return done.issued;
  }

  async #certify(asked: Asked, volunteerId: string): Promise<Outcome> {
    const { batchId } = asked;
    try {
      await this.#issue(asked, volunteerId);
      return 'issued';
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { code } = error;
      if (isPassing(code)) {
        this.#logger.warn({ batchId, volunteerId, code }, 'certificate of a batch put off');
        return 'put-off';
      }
      const meta = systemMeta(this.clock.now(), 'batch refuses', batchId, volunteerId);
      await this.dispatcher.dispatch(new RefuseItem({ batchId, volunteerId, code }, meta));
      return 'refused';
    }
  }

  async #issue(asked: Asked, volunteerId: string): Promise<void> {
    const { batchId, organisationId, from, to } = asked;
    const certificateId = deriveId('batch', batchId, volunteerId);
    const { state } = await this.executor.load(certificate, certificateId);
    // Accepted, and waiting for a second person: the batch has done its part.
    if (state.number !== '' || state.status === 'awaiting-approval') return;
    const wish = {
      ...{ volunteerId, organisationId, from, to },
      askedBy: 'issuer',
      // Nobody asked the holder: nothing in full, nothing in public.
      choices: { idNumber: 'masked', publicity: false, language: 'zh' },
    } as const;
    this.desk.requireSomething(wish);
    const meta = (step: string) => ({
      ...systemMeta(this.clock.now(), 'batch', step, certificateId),
      actor: { accountId: asked.officer, role: 'certificate-officer' },
      correlationId: batchId,
    });
    if (state.status === 'none') {
      await this.desk.request(wish, meta('requests'), { certificateId, batchId });
    }
    const officer = { accountId: asked.officer, volunteerId: asked.officerVolunteerId };
    await this.desk.accept(certificateId, officer, meta('accepts'));
  }

  async #complete({ batchId, volunteerIds }: Asked, issued: number): Promise<void> {
    const { state } = await this.executor.load(certificateBatch, batchId);
    const refused = state.refused.size;
    const data = { batchId, issued: volunteerIds.length - refused, refused };
    const meta = systemMeta(this.clock.now(), 'batch completes', batchId);
    await this.dispatcher.dispatch(new CompleteBatch(data, meta));
    this.#logger.info({ batchId, issued, refused }, 'certificate batch completed');
  }
}

/** What became of one volunteer in a sweep; `put-off` is tried again by the next one. */
type Outcome = 'issued' | 'refused' | 'put-off';

/** Says nothing about the volunteer. */
function isPassing(code: string): boolean {
  return code.startsWith('request/') || code.startsWith('certificates/renderer-');
}
